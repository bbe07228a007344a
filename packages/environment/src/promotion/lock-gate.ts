import type { Refusal } from '../plan/plan.ts'
import type { EnvironmentState } from '../state.ts'

/** Locks that stand over what changes. A lock of the environment stands over everything. */
export function judgeLocks(
  state: EnvironmentState,
  environment: string,
  changing: ReadonlySet<string>,
  now: string,
): readonly Refusal[] {
  return state.locks
    .filter((lock) => lock.until === null || Date.parse(lock.until) > Date.parse(now))
    .filter((lock) => lock.service === null || changing.has(lock.service))
    .sort((a, b) => ((a.service ?? '') < (b.service ?? '') ? -1 : 1))
    .map((lock) => ({
      code: 'locked',
      gate: 'lock',
      subject: lock.service === null ? environment : `${lock.service} in ${environment}`,
      reason: `locked by ${lock.by} since ${lock.since}${lock.until === null ? '' : ` until ${lock.until}`}: ${lock.reason}`,
      fixes: [
        `When it may go on: \`/unlock ${lock.service === null ? environment : `${lock.service} in ${environment}`}\``,
      ],
    }))
}
