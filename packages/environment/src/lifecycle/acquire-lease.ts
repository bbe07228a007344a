import { EnvironmentFault } from '../fault.ts'
import { renderDuration } from '../plan/duration.ts'
import { renderTime } from '../plan/render-time.ts'
import type { EnvironmentState, Lease, LeaseOwner } from '../state.ts'
import { describeOwner, isSameOwner } from './lease-owner.ts'

const defaultLimitMs = 60 * 60_000

export interface LeaseWish {
  readonly state: EnvironmentState
  /** For messages. */
  readonly environment: string
  readonly owner: LeaseOwner
  /** The number that is to be deployed. */
  readonly revision: number
  /** URL of the run, or `user@host` of a terminal. */
  readonly run: string
  /** RFC 3339. */
  readonly now: string
  /** How long it lasts; 60 min unless the deploy has a limit of its own. */
  readonly limitMs?: number
  /** Whether GitHub says that the holder's job is over, or its process is gone. */
  readonly ownerIsGone: (owner: LeaseOwner) => boolean
  /** Someone asked to take it over whoever holds it. */
  readonly takeOver?: boolean
  /** The highest fence that hosts have seen, where it may be higher than the store's: then the next one is above it. */
  readonly fenceOfHosts?: number
}

export type LeaseAnswer =
  | { readonly outcome: 'acquired'; readonly state: EnvironmentState; readonly lease: Lease }
  /** The fault is retryable and names who, since when, until when, and the run. */
  | { readonly outcome: 'held'; readonly by: Lease; readonly fault: EnvironmentFault }

/**
 * The right to deploy, with the next fence. A lease of the same owner, of one that is gone, or that has expired is taken
 * over at once, and that is recorded in it.
 */
export function acquireLease(wish: LeaseWish): LeaseAnswer {
  const { state, now } = wish
  const held = state.lease
  const reason = held === null ? null : reasonToTakeOver(held, wish)
  if (held !== null && reason === null) return { outcome: 'held', by: held, fault: heldFault(held, wish) }
  const fence = Math.max(state.fence, wish.fenceOfHosts ?? 0) + 1
  const lease: Lease = {
    owner: wish.owner,
    run: wish.run,
    revision: wish.revision,
    fence,
    since: now,
    until: new Date(Date.parse(now) + (wish.limitMs ?? defaultLimitMs)).toISOString(),
    tookOver: held === null || reason === null ? null : { owner: held.owner, run: held.run, reason },
  }
  return { outcome: 'acquired', state: { ...state, fence, lease }, lease }
}

function reasonToTakeOver(held: Lease, wish: LeaseWish): string | null {
  if (isSameOwner(held.owner, wish.owner)) return 'the same owner runs again'
  if (Date.parse(held.until) <= Date.parse(wish.now)) return `it ended at ${renderTime(held.until)}`
  if (wish.ownerIsGone(held.owner)) return 'its owner is gone'
  return wish.takeOver === true ? 'take-over was asked for' : null
}

function heldFault(held: Lease, { environment, now }: LeaseWish): EnvironmentFault {
  const age = renderDuration(Date.parse(now) - Date.parse(held.since))
  return new EnvironmentFault(
    'lease-held',
    {
      where: `${environment} is being deployed`,
      found: `${environment}@${held.revision} by ${describeOwner(held.owner)} for ${age}, until ${renderTime(held.until)} at most (${held.run})`,
      fix: 'Wait for it to end, or, if it is gone for good, deploy with `take-over: true`',
    },
    { retryable: true },
  )
}
