import type { BrokenEdge } from '../promotion/dependencies.ts'
import type { Reading } from '../promotion/published.ts'
import type { ChosenVersion, SelectedRelease } from '../promotion/select-releases.ts'
import type { Pin, Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'

/** A change as it was asked for, whose declared edges don't all hold: what a way out is looked for with. */
export interface Attempt {
  readonly spec: EnvironmentSpec
  readonly base: readonly Release[]
  readonly pins: readonly Pin[]
  readonly chosen: readonly ChosenVersion[]
  /** What the change would make of the base. */
  readonly selected: readonly SelectedRelease[]
  readonly broken: readonly BrokenEdge[]
  readonly reading: Reading
  /** Whether a version may come by the gates that look at it alone, and at where it ran before. */
  readonly mayCome: (arrival: { readonly service: string; readonly version: string }) => boolean
}
