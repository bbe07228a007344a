import type { Verdict } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { specDigest } from '../spec/spec-blob.ts'
import type { PromotionInput } from './promotion-input.ts'
import { withWishesOf } from './wanted.ts'

export interface EffectiveSpec {
  readonly spec: EnvironmentSpec
  /** Set when the file's spec failed before and the base's is used in its place (DESIGN invariant 4). */
  readonly parked: Verdict | null
}

/**
 * The file's spec; but one that failed is not used again until the file changes or a promote without packages asks for
 * it: then the spec of the base stands, under the policy of the file, which no deploy can have failed by.
 */
export function effectiveSpec(input: PromotionInput): EffectiveSpec {
  if (input.state.parked.length === 0) return { spec: input.spec, parked: null }
  const digest = specDigest(input.spec)
  const failed = input.state.parked.find((parked) => parked.spec === digest)
  const asksAgain = input.wishes.length + input.sets.length === 0 && input.from === null
  if (failed === undefined || asksAgain || input.base === null || input.base.revision.spec === digest) {
    return { spec: input.spec, parked: null }
  }
  const { environment } = input.spec
  return {
    spec: withPolicyOf(withWishesOf(input.base.spec, (input.newest ?? input.base).spec), input.spec),
    parked: {
      gate: 'parked',
      outcome: 'warn',
      subject: environment,
      reason: `the spec as it is now failed with ${environment}@${failed.revision} (${failed.reason}), so the one of ${environment}@${input.base.revision.number} is used, with the policy of now`,
      fix: `Change ${input.specHome.path}, or promote without packages to try it again`,
    },
  }
}

/** Who may set what aside, and what is kept, is no state of an environment: going back to an earlier spec takes back no rule. */
export function withPolicyOf(spec: EnvironmentSpec, { policy }: EnvironmentSpec): EnvironmentSpec {
  const { policy: _policy, ...kept } = spec
  return { ...kept, ...(policy !== undefined && { policy }) }
}
