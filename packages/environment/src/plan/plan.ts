import type { Digest, Scalar } from '@towpath/descriptor'
import type { Compatibility } from '../compatibility/judge-compatibility.ts'
import type { EnvironmentFaultCode } from '../fault.ts'
import type { ChangeRequest, Revision, Verdict } from '../revision.ts'
import type { PlannedSet } from '../sets/planned-sets.ts'

/** One key of a release's config blob that changes; null: it is not there. */
export interface ConfigChange {
  /** Dotted, as in `origins` of a resolved release. */
  readonly key: string
  readonly from: Scalar | readonly string[] | null
  readonly to: Scalar | readonly string[] | null
}

export interface VersionNotes {
  readonly version: string
  readonly notes: string
}

/** What happens to one line of one service. */
export interface PlannedChange {
  readonly service: string
  readonly line: string
  /** null: it was not there. */
  readonly from: string | null
  /** null: it goes. */
  readonly to: string | null
  readonly config: readonly ConfigChange[]
  /** What every version between `from` and `to` says of itself, newest first; of at most 20. */
  readonly notes: readonly VersionNotes[]
}

/** Why a plan is refused, and every way out that was found. */
export interface Refusal {
  readonly code: EnvironmentFaultCode
  readonly gate: string
  /** What can't go, in the person's names: `orders 1.4.2`, `orders → stock`, `staging`. */
  readonly subject: string
  /** One plain sentence without a full stop. */
  readonly reason: string
  /** Instructions, the smallest first; Markdown code spans allowed. */
  readonly fixes: readonly string[]
}

/** Where a release stays as it is, for the table. */
export interface KeptRelease {
  readonly service: string
  readonly line: string
  readonly version: string
}

interface PlanBase {
  readonly kind: 'promote' | 'rollback' | 'spec'
  readonly environment: string
  readonly request: ChangeRequest
  /** The newest revision, failed or not; null in a new environment. */
  readonly newest: number | null
  /** The revision that this is built on. */
  readonly base: number | null
  readonly changes: readonly PlannedChange[]
  readonly kept: readonly KeptRelease[]
  /** Package sets that come, go or move, each as a whole. */
  readonly sets: readonly PlannedSet[]
  readonly verdicts: readonly Verdict[]
  /** Services, dependencies first; those that need each other stand in one group. */
  readonly order: readonly (readonly string[])[]
  /** Of a promotion. */
  readonly compatibility?: Compatibility
  /** Of a rollback of a part: the services that go back, sorted. */
  readonly part?: readonly string[]
}

/** Nothing looked up later, nothing left to decide: a plan is carried out by writing `blobs`, then `revision`. */
export type Plan =
  | (PlanBase & {
      readonly outcome: 'revision'
      readonly revision: Revision
      readonly blobs: Readonly<Record<Digest, string>>
    })
  | (PlanBase & { readonly outcome: 'unchanged'; readonly unchangedSince: number })
  | (PlanBase & { readonly outcome: 'refused'; readonly refusals: readonly Refusal[] })

export type PromotionPlan = Plan
