import { EnvironmentFault } from '../fault.ts'
import type { Revision } from '../revision.ts'
import { verifyRevisionChain } from '../revision-chain.ts'
import { revisionDigest } from '../revision-content.ts'
import type { EnvironmentState } from '../state.ts'
import { waitingWith } from './waiting.ts'

/**
 * The state once a revision (of promote or rollback) is the desired one. Throws `chain-broken` when it does not follow the
 * newest: then someone was faster, and the plan has to be made again. `deployed`: the revision that runs.
 */
export function recordPromotion(
  state: EnvironmentState,
  revision: Revision,
  deployed: Revision | null,
): EnvironmentState {
  if (revision.number !== (state.desired?.number ?? 0) + 1) {
    throw new EnvironmentFault(
      'chain-broken',
      {
        where: `${revision.environment}@${revision.number}`,
        expected: `the number ${(state.desired?.number ?? 0) + 1}`,
        fix: 'Plan again: another promotion came first',
      },
      { retryable: true },
    )
  }
  verifyRevisionChain(revision, state.desired?.digest ?? null)
  return {
    ...state,
    desired: { number: revision.number, digest: revisionDigest(revision) },
    pins: revision.pins,
    waiting: waitingWith(state.waiting, revision, deployed?.releases ?? []),
    specHome: state.specHome ?? revision.specHome,
  }
}

/** The number that a new revision builds on: the newest that did not fail; null where there is none (DESIGN invariant 4). */
export function chooseBase(state: EnvironmentState): number | null {
  const failed = new Set(state.parked.map((entry) => entry.revision))
  const deployed = state.deployed?.number ?? 0
  for (let number = state.desired?.number ?? 0; number > deployed; number -= 1) {
    if (!failed.has(number)) return number
  }
  return deployed > 0 ? deployed : null
}
