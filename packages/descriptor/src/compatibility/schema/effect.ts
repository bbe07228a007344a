import type { ContractChange } from '../change.ts'

/** What a change of a schema does to the values that it takes; `other`: both, or nobody can tell. */
export type Effect = 'narrower' | 'wider' | 'other'

/** Who makes the values: consumers (requests, config) or the package (responses). */
export type Direction = 'given' | 'answered'

/** A break is what was given and is taken no longer, or what is answered and never was before. */
export function levelOf(effect: Effect, direction: Direction): ContractChange['level'] {
  if (effect === 'other') return 'major'
  const breaking: Effect = direction === 'given' ? 'narrower' : 'wider'
  return effect === breaking ? 'major' : 'minor'
}
