import type { Refusal } from '../plan/plan.ts'
import { pairReleases } from '../plan/planned-changes.ts'
import { judgeLocks } from '../promotion/lock-gate.ts'
import type { Revision } from '../revision.ts'
import type { EnvironmentState } from '../state.ts'

export interface DeployUnderLocks {
  readonly state: Pick<EnvironmentState, 'locks' | 'lease'>
  readonly target: Revision
  /** What runs; null before the first deploy. */
  readonly deployed: Revision | null
  /** RFC 3339. */
  readonly now: string
}

/**
 * Locks that keep a revision from being deployed. What runs already may be deployed again (a host was rebuilt), and a deploy that was begun
 * may be ended: stopping half way would be worse than what a lock is to prevent.
 */
export function judgeDeployLocks({ state, target, deployed, now }: DeployUnderLocks): readonly Refusal[] {
  if (deployed?.number === target.number || state.lease?.revision === target.number) return []
  const changing = pairReleases(deployed?.releases ?? [], target.releases)
    .filter(({ from, to }) => from?.version !== to?.version || from?.config !== to?.config)
    .flatMap(({ from, to }) => to?.service ?? from?.service ?? [])
  return judgeLocks(state, target.environment, new Set(changing), now)
}
