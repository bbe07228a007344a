import { activeLocks, describeLock, scopeOf, unlockCommand } from '../lifecycle/locks.ts'
import type { Refusal } from '../plan/plan.ts'
import { changedReleases } from '../plan/planned-changes.ts'
import type { Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { rewordedServices } from '../spec/service-words.ts'
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

interface Standing {
  readonly releases: readonly Release[]
  readonly spec: EnvironmentSpec
}

/** Services that would run, be served or be named otherwise: of other releases, or by other words of the spec. */
export function changedServices(before: Standing | null, after: Standing): ReadonlySet<string> {
  const released = changedReleases(before?.releases ?? [], after.releases)
  return new Set([
    ...released.flatMap(({ from, to }) => to?.service ?? from?.service ?? []),
    ...(before === null ? [] : rewordedServices(before.spec, after.spec)),
  ])
}

/** Whether a lock stands over this service alone. */
export function isLocked({ locks }: EnvironmentState, service: string, now: string): boolean {
  return activeLocks(locks, now).some((lock) => lock.service === service)
}
