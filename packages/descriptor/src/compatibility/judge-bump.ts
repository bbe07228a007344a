import { allowedLevel, allows, baselineOf, rightVersion } from './bump.ts'
import { type Comparison, type ContractChange, type Level, requiredLevel, type Unproven } from './change.ts'

/** The answer of the gate `contract`: whether a version rises as much as its contract changed. */
export interface BumpJudgement {
  readonly outcome: 'pass' | 'fail' | 'unproven'
  /** The newest lower release; null for the first version. */
  readonly baseline: string | null
  readonly required: Level
  readonly changes: readonly ContractChange[]
  readonly unproven: readonly Unproven[]
  /** The version to publish instead, when this one is too low. */
  readonly right: string | null
}

/** `comparison`: what differs from the baseline; nothing where there is none. */
export function judgeBump(version: string, published: readonly string[], comparison: Comparison): BumpJudgement {
  const { changes, unproven } = comparison
  const baseline = baselineOf(version, published)
  const required = requiredLevel(changes)
  const judged = { baseline, required, changes, unproven }
  if (baseline !== null && required !== 'patch' && !allows(allowedLevel(baseline, version), required))
    return { ...judged, outcome: 'fail', right: rightVersion(version, baseline, required, published) }
  return { ...judged, outcome: unproven.length > 0 ? 'unproven' : 'pass', right: null }
}
