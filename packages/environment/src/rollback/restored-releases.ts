import { findPlacement } from '../config/placement.ts'
import type { ReleaseConfig } from '../config/release-config.ts'
import { EnvironmentFault } from '../fault.ts'
import { configChanges } from '../plan/config-changes.ts'
import type { ConfigChange, Refusal } from '../plan/plan.ts'
import { buildRelease, refusalOf } from '../promotion/build-releases.ts'
import { linesOf } from '../promotion/lines.ts'
import { selectReleases } from '../promotion/select-releases.ts'
import type { Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { environmentHosts } from '../spec/hosts.ts'
import { type Blob, blobOf } from '../spec/spec-blob.ts'
import type { RollbackReading } from './rollback-reading.ts'

export type Moved = { readonly release: Release; readonly resolved: Resolved | null } | { readonly refusal: Refusal }

/** A config that the restored revision does not have. */
export interface Resolved {
  readonly config: ReleaseConfig
  readonly blob: Blob
}

/** What releases go back to, and where. */
export interface Returning {
  readonly releases: readonly Release[]
  /** The spec of the new revision. */
  readonly spec: EnvironmentSpec
  readonly former: EnvironmentSpec
  readonly config: 'then' | 'now'
  readonly hosts: 'then' | 'now'
  /** Whether the others stay, and with them the environment's hosts. */
  readonly isPart: boolean
}

export function returnReleases(returning: Returning, reading: RollbackReading): readonly Moved[] {
  const moved = returning.config === 'then' ? withConfigOfThen(returning, reading) : withConfigOfNow(returning, reading)
  return returning.hosts === 'then' && returning.isPart
    ? moved.map((one) => onHostsOfThen(one, returning, reading))
    : moved
}

function withConfigOfThen({ releases, spec, former, hosts }: Returning, reading: RollbackReading): readonly Moved[] {
  return releases.map((release) =>
    hosts === 'then' ? { release, resolved: null } : onHostsOfNow(release, spec, former, reading),
  )
}

/** With today's hosts, a release whose hosts have changed gets a config that differs in nothing else. */
function onHostsOfNow(
  release: Release,
  spec: EnvironmentSpec,
  former: EnvironmentSpec,
  reading: RollbackReading,
): Moved {
  try {
    const after = findPlacement(spec, release.service, release.descriptor, release.line).hosts
    const before = findPlacement(former, release.service, release.descriptor, release.line).hosts
    if (after.join(' ') === before.join(' ')) return { release, resolved: null }
    const config = reading.configs.config(release.config)
    return config === undefined ? { release, resolved: null } : placed(release, config, after)
  } catch (error) {
    if (!(error instanceof EnvironmentFault)) throw error
    const refusal = refusalOf(error, `${release.service} ${release.version}`)
    return { refusal: { ...refusal, fixes: ['Restore its hosts too, with `hosts: then`', ...refusal.fixes] } }
  }
}

function placed(release: Release, config: ReleaseConfig, hosts: readonly string[]): Moved {
  const there = { ...config, infrastructure: { ...config.infrastructure, hosts: [...hosts] } }
  const blob = blobOf(there)
  return { release: { ...release, config: blob.digest }, resolved: { config: there, blob } }
}

/** Resolved as if it were promoted now: also its line is one of today's. */
function withConfigOfNow({ releases, spec }: Returning, reading: RollbackReading): readonly Moved[] {
  const selection = selectReleases(spec, releases, [], [])
  const left = releases.filter(
    ({ service, version }) => !selection.releases.some((one) => one.service === service && one.version === version),
  )
  return [
    ...selection.releases.map((one): Moved => buildRelease(spec, one, {}, reading.configs)),
    ...left.map((release): Moved => ({ refusal: noPlaceNow(release, spec) })),
    // A default line that is empty because its version found no place is said already.
    ...(left.length > 0 ? [] : selection.refusals.map((refusal): Moved => ({ refusal }))),
  ]
}

function noPlaceNow({ service, version }: Release, spec: EnvironmentSpec): Refusal {
  const lines = Object.hasOwn(spec.services, service) ? linesOf(spec, service) : []
  const found =
    lines.length === 0 ? 'has no such service' : `keeps it in ${lines.map((line) => `\`${line}\``).join(', ')}`
  return {
    code: lines.length === 0 ? 'service-unknown' : 'line-unknown',
    gate: 'config',
    subject: `${service} ${version}`,
    reason: `the spec of ${spec.environment} as it is now ${found}, so there is no config of now for it`,
    fixes: ['Leave `config` at `then`'],
  }
}

/** Of a part, the hosts of then can only be those that the environment still has. */
function onHostsOfThen(moved: Moved, { releases, spec, former }: Returning, reading: RollbackReading): Moved {
  if ('refusal' in moved) return moved
  const { service, version } = moved.release
  const release = releases.find((one) => one.service === service && one.version === version)
  const config = release === undefined ? undefined : reading.configs.config(release.config)
  if (config === undefined) return moved
  const hosts = environmentHosts(spec)
  const before = environmentHosts(former)
  const gone = config.infrastructure.hosts.find((name) => hosts.get(name)?.address !== before.get(name)?.address)
  if (gone !== undefined) return { refusal: hostGone(`${service} ${version}`, gone, spec) }
  const current = moved.resolved?.config ?? config
  if (current.infrastructure.hosts.join(' ') === config.infrastructure.hosts.join(' ')) return moved
  return placed(moved.release, current, config.infrastructure.hosts)
}

function hostGone(subject: string, host: string, { environment }: EnvironmentSpec): Refusal {
  return {
    code: 'placement-unknown',
    gate: 'hosts',
    subject,
    reason: `it ran on ${host}, and ${environment} has no such host any more, or another one by that name`,
    fixes: ['Leave `hosts` at `now`', 'Or take the whole environment back: without `packages` its hosts come back too'],
  }
}

/** Keys in which two releases' configs differ; of those that were read. */
export function configDifference(
  from: Release | null,
  to: Release | null,
  resolved: readonly Resolved[],
  reading: RollbackReading,
): readonly ConfigChange[] {
  if (from === null || to === null || from.config === to.config) return []
  const before = reading.configs.config(from.config)
  const after = resolved.find((one) => one.blob.digest === to.config)?.config ?? reading.configs.config(to.config)
  return before === undefined || after === undefined ? [] : configChanges(before, after)
}
