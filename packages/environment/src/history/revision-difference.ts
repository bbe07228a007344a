import type { Digest } from '@towpath/descriptor'
import type { ReleaseConfig } from '../config/release-config.ts'
import { configChanges } from '../plan/config-changes.ts'
import type { ConfigChange } from '../plan/plan.ts'
import { pairReleases } from '../plan/planned-changes.ts'
import type { ChangeRequest, Pin, Release, Revision } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type CommitRange, commitRange } from './commit-range.ts'
import { compareSpecs, type SpecDifference } from './spec-difference.ts'

/** A revision with all that it names. */
export interface WholeRevision {
  readonly revision: Revision
  readonly spec: EnvironmentSpec
  readonly configs: Readonly<Record<Digest, ReleaseConfig>>
}

/** A version that came in between, as its publication tells. */
export interface PublishedVersion {
  readonly version: string
  /** Commit that it was built from. */
  readonly commit: string
  readonly notes: string
}

export interface ReleaseDifference {
  readonly service: string
  readonly line: string
  /** null: it was not there. */
  readonly from: string | null
  /** null: it is there no more. */
  readonly to: string | null
  /** Where its source is; null where nothing of it is known any more. */
  readonly source: CommitRange | null
  /** Every version after `from` up to `to`, newest first; of a way back, none. */
  readonly versions: readonly PublishedVersion[]
  readonly config: readonly ConfigChange[]
}

/** What differs between two revisions, as JSON. */
export interface RevisionDifference extends SpecDifference {
  readonly schema: 1
  readonly from: RevisionName
  readonly to: RevisionName
  readonly releases: readonly ReleaseDifference[]
  /** Releases that are the same in both. */
  readonly kept: number
  readonly pins: { readonly added: readonly Pin[]; readonly removed: readonly Pin[] }
  /** Who asked for what in between, newest first; empty unless `to` is later than `from` in the same environment. */
  readonly requests: readonly { readonly revision: number; readonly request: ChangeRequest }[]
}

export interface RevisionName {
  readonly environment: string
  readonly number: number
}

export interface DifferenceInput {
  readonly from: WholeRevision
  readonly to: WholeRevision
  /** By `service@version`: those in between, newest first, without `to` itself. */
  readonly between: Readonly<Record<string, readonly PublishedVersion[]>>
  readonly requests: RevisionDifference['requests']
}

export function compareRevisions({ from, to, between, requests }: DifferenceInput): RevisionDifference {
  const pairs = pairReleases(from.revision.releases, to.revision.releases)
  const moved = pairs.filter(({ from: old, to: now }) => old?.version !== now?.version || old?.config !== now?.config)
  return {
    schema: 1,
    from: nameOf(from.revision),
    to: nameOf(to.revision),
    releases: moved.map((pair) => ({
      service: pair.to?.service ?? pair.from?.service ?? '',
      line: pair.to?.line ?? pair.from?.line ?? '*',
      from: pair.from?.version ?? null,
      to: pair.to?.version ?? null,
      source: commitRange(pair.from, pair.to),
      versions: pair.to === null || pair.from?.version === pair.to.version ? [] : versionsOf(pair.to, between),
      config: configDifference(pair.from, pair.to, { ...from.configs, ...to.configs }),
    })),
    kept: pairs.length - moved.length,
    ...compareSpecs(from.spec, to.spec),
    pins: comparePins(from.revision.pins, to.revision.pins),
    requests,
  }
}

/** Whether nothing differs that a person could see. */
export function isSame({ releases, hosts, policy, settings, pins }: RevisionDifference): boolean {
  return (
    releases.length + hosts.length + policy.length + settings.length + pins.added.length + pins.removed.length === 0
  )
}

function versionsOf(to: Release, between: DifferenceInput['between']): readonly PublishedVersion[] {
  const others = between[`${to.service}@${to.version}`]
  if (others === undefined) return []
  const { notes, source } = to.descriptor
  return [{ version: to.version, commit: source.revision, notes }, ...others]
}

function configDifference(
  from: Release | null,
  to: Release | null,
  configs: Readonly<Record<Digest, ReleaseConfig>>,
): readonly ConfigChange[] {
  if (from === null || to === null || from.config === to.config) return []
  return configChanges(configs[from.config] ?? null, configs[to.config] ?? null)
}

function comparePins(before: readonly Pin[], after: readonly Pin[]): RevisionDifference['pins'] {
  const isIn = (pins: readonly Pin[]) => (pin: Pin) =>
    pins.some((one) => one.service === pin.service && one.version === pin.version && one.config === pin.config)
  return {
    added: after.filter((pin) => !isIn(before)(pin)),
    removed: before.filter((pin) => !isIn(after)(pin)),
  }
}

function nameOf({ environment, number }: Revision): RevisionName {
  return { environment, number }
}
