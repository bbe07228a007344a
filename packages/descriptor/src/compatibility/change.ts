/** How much a version may change, or must have risen: by SemVer's own numbers. */
export type Level = 'patch' | 'minor' | 'major'

/** One thing that a consumer, or whoever runs the package, finds changed. */
export interface ContractChange {
  readonly level: 'minor' | 'major'
  /** `openapi.yaml#/paths/~1orders/post`, `orders.proto:12:3`, `provides.http`. */
  readonly place: string
  /** What changed, as a clause: `removed`, `in requests: the type was string, is integer`. */
  readonly what: string
}

/** A part that nobody compared. */
export interface Unproven {
  readonly place: string
  readonly why: string
  /** How it can be judged the next time. */
  readonly fix?: string
}

export interface Comparison {
  readonly changes: readonly ContractChange[]
  readonly unproven: readonly Unproven[]
}

export const sameContract: Comparison = { changes: [], unproven: [] }

export function joinComparisons(comparisons: readonly Comparison[]): Comparison {
  return {
    changes: comparisons.flatMap(({ changes }) => changes),
    unproven: comparisons.flatMap(({ unproven }) => unproven),
  }
}

/** The bump that the changes ask for. */
export function requiredLevel(changes: readonly ContractChange[]): Level {
  if (changes.some(({ level }) => level === 'major')) return 'major'
  return changes.length > 0 ? 'minor' : 'patch'
}
