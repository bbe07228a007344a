import { EnvironmentFault } from '../fault.ts'
import type { Pin, Release, Revision } from '../revision.ts'
import { revisionDigest } from '../revision-content.ts'
import type { EnvironmentState, Parked } from '../state.ts'
import { type DeployedWell, goodBefore } from './good-revisions.ts'
import { unpark } from './unpark.ts'
import { waitingWithout } from './waiting.ts'

export interface FinishedDeploy {
  readonly state: EnvironmentState
  /** That of the lease it was done under. */
  readonly fence: number
  readonly outcome: 'deployed' | 'unchanged' | 'rolled-back'
  /** What was to be deployed. */
  readonly revision: Revision
  /** The revision that it was built on; null where there was none. */
  readonly base: Revision | null
  /** Every revision that was ever deployed well, in the order of their deploys; needed when `revision` restores one. */
  readonly deployedWell: readonly DeployedWell[]
  /** Why it was put back, for `parked`. */
  readonly reason: string | null
  /** What it was made from and nobody may deploy either, each with what that was built on: parked as well, so that a new revision leads around it. */
  readonly refused: readonly { readonly revision: Revision; readonly base: Revision | null; readonly reason: string }[]
  /** RFC 3339. */
  readonly now: string
}

/**
 * The state after a deploy; the lease ends. What was put back is parked and takes the pins that it brought with it; what
 * was deployed well is `deployed`, and no longer parked. Throws `fence-old` when another run has taken over.
 */
export function finishDeploy(finished: FinishedDeploy): EnvironmentState {
  verifyFence(finished.state, finished.fence, finished.revision.environment)
  const state: EnvironmentState = { ...finished.state, lease: null }
  switch (finished.outcome) {
    case 'deployed':
    case 'unchanged':
      return deployedWell(state, finished)
    case 'rolled-back':
      return parked(state, finished)
  }
}

/** Only the holder of the newest lease may write. Throws `fence-old`. */
export function verifyFence(state: EnvironmentState, fence: number, environment: string): void {
  if (state.fence === fence && state.lease?.fence === fence) return
  const holder = state.lease === null ? 'and nobody holds it now' : `and ${state.lease.run} holds it`
  throw new EnvironmentFault('fence-old', {
    where: `The lease ${fence} of ${environment}`,
    expected: 'it to be the newest',
    found: `${state.fence} ${holder}`,
    fix: 'This run has lost its right to deploy and must not go on; see what the other one does',
  })
}

function deployedWell(state: EnvironmentState, { revision, now, ...finished }: FinishedDeploy): EnvironmentState {
  const { number } = revision
  const before = state.deployed
  const again = before?.number === number
  return {
    ...state,
    deployed: { number, digest: revisionDigest(revision), at: again ? before.at : now },
    lastGood: again ? state.lastGood : lastGoodAfter(state, revision, finished.deployedWell),
    parked: state.parked.flatMap((entry) => unpark(entry, revision)),
    waiting: waitingWithout(state.waiting, new Set(revision.releases.map(nameOf))),
  }
}

/** The one deployed well before it; for one that restores another, before what it restores. */
function lastGoodAfter(state: EnvironmentState, revision: Revision, history: readonly DeployedWell[]): number | null {
  if (revision.restores !== null) return goodBefore(history, revision.restores)
  return state.deployed?.number ?? null
}

function parked(state: EnvironmentState, finished: FinishedDeploy): EnvironmentState {
  const { revision, base, refused, reason, now } = finished
  const entry = parkedEntry(revision, base, reason ?? 'its deploy was put back', now)
  const entries = [...refused.map((one) => parkedEntry(one.revision, one.base, one.reason, now)), entry]
  const numbers = new Set(entries.map((one) => one.revision))
  const after = { ...state, parked: [...state.parked.filter((other) => !numbers.has(other.revision)), ...entries] }
  // A newer revision that was built on this one still has what it waits for, and its pins.
  if (state.desired?.number !== revision.number) return after
  return {
    ...after,
    waiting: waitingWithout(state.waiting, new Set(entry.packages)),
    pins: pinsPutBack(state.pins, revision, base),
  }
}

function parkedEntry(revision: Revision, base: Revision | null, reason: string, at: string): Parked {
  const before = new Set((base?.releases ?? []).map(nameOf))
  return {
    revision: revision.number,
    packages: revision.releases.map(nameOf).filter((name) => !before.has(name)),
    spec: base?.spec === revision.spec ? null : revision.spec,
    reason,
    at,
  }
}

/** Without the pins that a rollback brought; those of the base whose place they took, or whose release it took away, stand again. */
function pinsPutBack(pins: readonly Pin[], { kind, releases, pins: given }: Revision, base: Revision | null): Pin[] {
  const before = base?.pins ?? []
  const isIn = (some: readonly Pin[]) => (pin: Pin) => some.some((other) => isSamePin(pin, other))
  const left = pins.filter((pin) => isIn(before)(pin) || !isIn(given)(pin))
  // Any other revision lacks a pin only because somebody has released it.
  if (kind !== 'rollback') return left
  const isKept = ({ service, version, config }: Pin) =>
    releases.some((one) => one.service === service && one.version === version && one.config === config)
  return [...left, ...before.filter((pin) => !isKept(pin) && !isIn(left)(pin))]
}

function nameOf(release: Release): string {
  return `${release.service}@${release.version}`
}

function isSamePin(a: Pin, b: Pin): boolean {
  return a.service === b.service && a.version === b.version && a.config === b.config && a.since === b.since
}
