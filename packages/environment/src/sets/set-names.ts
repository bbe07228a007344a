import type { Release } from '../revision.ts'

type OfSets = Partial<Pick<Release, 'setOf'>>

/** `name@version` of each set that a release stands for; the first is the one whose versions it keeps to (ADR 15). */
export function setsOf({ setOf }: OfSets): readonly string[] {
  return setOf === undefined || setOf === null ? [] : setOf.split(' ')
}

/** What `setOf` of a release holds; null: it stands on its own. */
export function joinSets(sets: readonly string[]): Release['setOf'] {
  return sets.length === 0 ? null : sets.join(' ')
}

/** `checkout` and `3.0.0` of `checkout@3.0.0`. */
export function partsOfSet(set: string): { readonly name: string; readonly version: string } {
  const at = set.indexOf('@')
  return { name: set.slice(0, at), version: set.slice(at + 1) }
}
