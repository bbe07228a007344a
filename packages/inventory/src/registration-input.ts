import type { DeployReport, EnvironmentSpec, Revision } from '@towpath/environment'
import type { Inventory } from './inventory.ts'

export interface RegistrationInput {
  /** As it stands in the store; nothing else is believed (DESIGN invariant 8). */
  readonly report: DeployReport
  /** The report's revision. */
  readonly revision: Revision
  /** After a failed deploy: the revision whose releases run again; null when none was deployed before. */
  readonly restored?: Revision | null
  /** The spec that the revision which runs names. */
  readonly spec: EnvironmentSpec
  readonly inventory: Inventory
  /** Text of the file at `historyPath(report.endedAt)`; empty when there is none. */
  readonly history: string
}

/** What runs after a failed deploy is first of all what ran before it. */
export function runningRevisions({ report, revision, restored }: RegistrationInput): readonly Revision[] {
  const before = restored ?? null
  if (before === null) return [revision]
  return report.status === 'rolled-back' ? [before, revision] : [revision]
}
