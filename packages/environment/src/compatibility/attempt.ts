import type { Proposal } from '../promotion/propose.ts'
import type { Reading } from '../promotion/published.ts'
import type { ChosenVersion } from '../promotion/select-releases.ts'
import type { Pin, Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'

/** A change as it was asked for, and what a way out is looked for with where its edges don't all hold. */
export interface Attempt {
  readonly spec: EnvironmentSpec
  readonly base: readonly Release[]
  readonly pins: readonly Pin[]
  readonly chosen: readonly ChosenVersion[]
  readonly proposal: Proposal
  readonly reading: Reading
  /** Whether a version may come by the gates that look at it alone, and at where it ran before. */
  readonly mayCome: (arrival: { readonly service: string; readonly version: string }) => boolean
}
