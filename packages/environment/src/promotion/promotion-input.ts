import type { Digest, Mark, PackageWish } from '@towpath/descriptor'
import type { ObservedCall } from '../compatibility/observed-calls.ts'
import type { ReleaseConfig } from '../config/release-config.ts'
import type { Person } from '../gates/people.ts'
import type { Provenance } from '../gates/provenance.ts'
import type { RanTogether } from '../gates/together.ts'
import type { ChangeRequest, Release, Revision, SpecHome } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import type { EnvironmentState } from '../state.ts'
import type { PublishedPackage, PublishedSet } from './published.ts'

/** A revision with the spec that it names. */
export interface RevisionWithSpec {
  readonly revision: Revision
  readonly spec: EnvironmentSpec
}

/** A time in which a version ran without a break, the longest there was. RFC 3339. */
export interface RanThere {
  /** The end of the deploy that started it. */
  readonly since: string
  /** Absent: it runs there still. */
  readonly until?: string
}

/** Somebody agreed to what is asked. */
export interface Approval extends Pick<Person, 'teams'> {
  readonly by: string
  readonly at: string
}

/** Another environment that packages must have succeeded in. */
export interface Upstream {
  readonly environment: string
  /** Whether it has any revision. */
  readonly exists: boolean
  /** By `name@version`: when it ran there, after it had been deployed well. */
  readonly ran: Readonly<Record<string, RanThere | undefined>>
}

/** All that a promotion is decided by. The order of lists and keys never matters. */
export interface PromotionInput {
  /** The file as it is now. */
  readonly spec: EnvironmentSpec
  readonly specHome: SpecHome
  readonly state: EnvironmentState
  /** The newest revision that did not fail: `chooseBase(state)`. */
  readonly base: RevisionWithSpec | null
  /** The newest revision, failed or not. */
  readonly newest: RevisionWithSpec | null
  /** By name; what `packagesNeeded` asks for, so that a large store is never read whole. */
  readonly published: Readonly<Record<string, PublishedPackage>>
  /** Package sets, by name; likewise. */
  readonly publishedSets: Readonly<Record<string, PublishedSet>>
  /** Config blobs that `packagesNeeded` asks for. */
  readonly configs: Readonly<Record<Digest, ReleaseConfig>>
  /** By `builtKey`; what `packagesNeeded` asks for. */
  readonly provenance: Readonly<Record<string, Provenance>>
  /** Each environment that the spec's `after` names. */
  readonly upstream: readonly Upstream[]
  /** Calls seen in this environment; empty: nobody looked, or nothing was seen. */
  readonly observed: readonly ObservedCall[]
  readonly wishes: readonly PackageWish[]
  /** Package sets that are wanted: `checkout@3.0.0`. */
  readonly sets: readonly PackageWish[]
  /** What runs in another environment, to be taken over as a whole; null: nothing. */
  readonly from: {
    readonly environment: string
    readonly releases: readonly Pick<Release, 'service' | 'version' | 'setOf'>[]
  } | null
  readonly request: ChangeRequest
  /** null: this run can't know of any. */
  readonly approvals: readonly Approval[] | null
  /** Teams of the requester; null: this run can't know. */
  readonly teams: Person['teams']
  /** Gates to set aside, for the request's reason. */
  readonly overrides: readonly string[]
  /** Marks of versions that run here already. */
  readonly marksHere: readonly Mark[]
  /** Pairs of versions that were deployed together, here and in `after`, oldest first. */
  readonly together: readonly RanTogether[]
  /** RFC 3339. */
  readonly now: string
}
