import type { Release } from '../revision.ts'
import { setsOf } from './set-names.ts'

/** Of releases that would go, those that stand for a set of which others would stay: it goes only as a whole. */
export function heldBySets(
  gone: readonly Release[],
  staying: readonly Release[],
): readonly { readonly release: Release; readonly sets: readonly string[] }[] {
  const left = new Set(staying.flatMap(setsOf))
  return gone.flatMap((release) => {
    const sets = setsOf(release).filter((set) => left.has(set))
    return sets.length === 0 ? [] : [{ release, sets }]
  })
}
