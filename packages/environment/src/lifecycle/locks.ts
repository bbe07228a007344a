import { EnvironmentFault } from '../fault.ts'
import { renderTime } from '../plan/render-time.ts'
import type { EnvironmentState, Lock } from '../state.ts'

/** What a lock stands over: one service, one environment, or (`everywhere`) every environment: the global stop. */
export interface LockScope {
  readonly environment: string
  /** null: the whole environment. */
  readonly service: string | null
  readonly everywhere: boolean
}

/** Those that have not run out: the global stop, one of the whole environment, then by service. */
export function activeLocks(locks: readonly Lock[], now: string): readonly Lock[] {
  return locks
    .filter((lock) => lock.until === null || Date.parse(lock.until) > Date.parse(now))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
}

function sortKey({ service, everywhere }: Lock): string {
  return `${service ?? ''} ${everywhere === true ? 0 : 1}`
}

/** Who holds it, since when, until when, why and where from: what every refused request is told. */
export function describeLock({ by, since, until, reason, run, everywhere }: Lock): string {
  const what = everywhere === true ? 'every environment is stopped' : 'locked'
  return `${what} by ${by} since ${renderTime(since)} ${until === null ? 'until it is unlocked' : `until ${renderTime(until)}`}: ${reason} (${run})`
}

/** `towpath unlock prod --service orders`, to be shown. */
export function unlockCommand({ environment, service, everywhere }: LockScope): string {
  if (everywhere) return 'towpath unlock --all'
  return `towpath unlock ${environment}${service === null ? '' : ` --service ${service}`}`
}

/**
 * The state with the lock. One scope has one lock: the same person's is replaced, another's is in the way (`locked`). What has run out goes.
 */
export function putLock(state: EnvironmentState, environment: string, lock: Lock): EnvironmentState {
  const locks = activeLocks(state.locks, lock.since)
  const held = locks.find((other) => isSameScope(other, lock))
  if (held !== undefined && held.by !== lock.by) {
    const scope = { environment, service: lock.service, everywhere: lock.everywhere === true }
    throw new EnvironmentFault('locked', {
      where: nameOf(scope),
      expected: 'no lock of someone else',
      found: describeLock(held),
      fix: `Leave it to ${held.by}, or lift it first: \`${unlockCommand(scope)}\``,
    })
  }
  return { ...state, locks: [...locks.filter((other) => other !== held), lock] }
}

/** The state without the lock of that scope, and the lock. Throws `lock-unknown`, naming the locks that there are. */
export function removeLock(
  state: EnvironmentState,
  scope: LockScope,
  now: string,
): { readonly state: EnvironmentState; readonly removed: Lock } {
  const locks = activeLocks(state.locks, now)
  const wanted = { service: scope.service, ...(scope.everywhere && { everywhere: true as const }) }
  const removed = locks.find((lock) => isSameScope(lock, wanted))
  if (removed !== undefined) return { state: { ...state, locks: locks.filter((lock) => lock !== removed) }, removed }
  const scopes = locks.map((lock) => scopeOf(lock, scope.environment))
  throw new EnvironmentFault('lock-unknown', {
    where: nameOf(scope),
    expected: 'a lock',
    found: scopes.length === 0 ? 'none: it is open' : `only ${scopes.map(nameOf).join(', ')} locked`,
    fix:
      scopes.length === 0
        ? `See \`towpath status --environment ${scope.environment}\``
        : `To lift what is there: ${scopes.map((one) => `\`${unlockCommand(one)}\``).join(', ')}`,
  })
}

export function scopeOf(lock: Lock, environment: string): LockScope {
  return { environment, service: lock.service, everywhere: lock.everywhere === true }
}

function nameOf({ environment, service, everywhere }: LockScope): string {
  if (everywhere) return `${environment} with every environment`
  return service === null ? environment : `${service} in ${environment}`
}

function isSameScope(a: Pick<Lock, 'service' | 'everywhere'>, b: Pick<Lock, 'service' | 'everywhere'>): boolean {
  return a.service === b.service && (a.everywhere === true) === (b.everywhere === true)
}
