import type { Refusal } from '../plan/plan.ts'
import { changedServices, judgeLocks } from '../promotion/lock-gate.ts'
import type { RevisionWithSpec } from '../promotion/promotion-input.ts'
import type { EnvironmentState } from '../state.ts'

export interface DeployUnderLocks {
  readonly state: Pick<EnvironmentState, 'locks' | 'lease'>
  readonly target: RevisionWithSpec
  /** What runs; null before the first deploy. */
  readonly deployed: RevisionWithSpec | null
  /** RFC 3339. */
  readonly now: string
}

/**
 * Locks that keep a revision from being deployed. What runs already may be deployed again (a host was rebuilt), and a deploy that was begun
 * may be ended: stopping half way would be worse than what a lock is to prevent.
 */
export function judgeDeployLocks({ state, target, deployed, now }: DeployUnderLocks): readonly Refusal[] {
  const { environment, number, releases } = target.revision
  if (deployed?.revision.number === number || state.lease?.revision === number) return []
  const before = deployed === null ? null : { releases: deployed.revision.releases, spec: deployed.spec }
  return judgeLocks(state, environment, changedServices(before, { releases, spec: target.spec }), now)
}
