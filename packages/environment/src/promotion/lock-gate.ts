import { activeLocks, describeLock, scopeOf, unlockCommand } from '../lifecycle/locks.ts'
import type { Refusal } from '../plan/plan.ts'
import type { EnvironmentState } from '../state.ts'

/** Locks that stand over what changes. A lock of the environment stands over everything. */
export function judgeLocks(
  state: Pick<EnvironmentState, 'locks'>,
  environment: string,
  changing: ReadonlySet<string>,
  now: string,
): readonly Refusal[] {
  return activeLocks(state.locks, now)
    .filter((lock) => lock.service === null || changing.has(lock.service))
    .map((lock) => ({
      code: 'locked',
      gate: 'lock',
      subject: lock.service === null ? environment : `${lock.service} in ${environment}`,
      reason: describeLock(lock),
      fixes: [`When it may go on: \`${unlockCommand(scopeOf(lock, environment))}\``],
    }))
}

/** Whether a lock stands over this service alone. */
export function isLocked({ locks }: EnvironmentState, service: string, now: string): boolean {
  return activeLocks(locks, now).some((lock) => lock.service === service)
}
