import type { Digest } from '@towpath/descriptor'
import { findPlacement } from '../config/placement.ts'
import type { ReleaseConfig } from '../config/release-config.ts'
import { EnvironmentFault } from '../fault.ts'
import { configChanges } from '../plan/config-changes.ts'
import type { Plan, PlannedChange, Refusal } from '../plan/plan.ts'
import { pairReleases, plannedChanges } from '../plan/planned-changes.ts'
import { orderServices } from '../plan/service-order.ts'
import { refusalOf } from '../promotion/build-releases.ts'
import { serviceEdges } from '../promotion/dependencies.ts'
import { judgeLocks } from '../promotion/lock-gate.ts'
import type { RevisionWithSpec } from '../promotion/promotion-input.ts'
import { byWeight, failedVerdict } from '../promotion/promotion-verdicts.ts'
import { type PackagesNeeded, Reading } from '../promotion/published.ts'
import type { ChangeRequest, Pin, Release, Revision, Verdict } from '../revision.ts'
import { revisionContent } from '../revision-content.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type Blob, blobOf, specBlob } from '../spec/spec-blob.ts'
import type { EnvironmentState } from '../state.ts'
import { restoredSpec } from './restored-spec.ts'
import type { RollbackTarget } from './rollback-target.ts'

export interface RollbackInput {
  readonly environment: string
  readonly state: EnvironmentState
  /** What `chooseRollbackTarget` said. */
  readonly target: RollbackTarget
  /** The revision to restore; null where the target is refused. */
  readonly restored: RevisionWithSpec | null
  /** The newest revision that did not fail. */
  readonly base: RevisionWithSpec | null
  readonly newest: RevisionWithSpec | null
  /** Config blobs that `rollbackNeeded` asks for. */
  readonly configs: Readonly<Record<Digest, ReleaseConfig>>
  /** `then` (default of the step): as restored. `now` is refused: not yet. */
  readonly config: 'then' | 'now'
  /** `now` (default of the step): today's hosts, VIP and proxies. `then`: those of the restored revision too. */
  readonly hosts: 'now' | 'then'
  readonly request: ChangeRequest
  /** RFC 3339. */
  readonly now: string
}

/** Digests of the config blobs that still have to be read before `planRollback` can decide. */
export function rollbackNeeded(input: RollbackInput): PackagesNeeded['configs'] {
  const reading = new Reading({}, input.configs)
  decide(input, reading)
  return reading.needed.configs
}

/**
 * A new revision that restores an earlier one: its versions and config exactly, and pinned, where they differ from what is
 * wanted now, until someone releases them. Throws `reading-incomplete` when `rollbackNeeded` was not asked to the end.
 */
export function planRollback(input: RollbackInput): Plan {
  const reading = new Reading({}, input.configs)
  const plan = decide(input, reading)
  if (!reading.isComplete) {
    throw new EnvironmentFault('reading-incomplete', {
      where: `The rollback of ${input.environment}`,
      expected: 'all that `rollbackNeeded` names',
      found: `${reading.needed.configs.length} configs unread`,
    })
  }
  return plan
}

function decide(input: RollbackInput, reading: Reading): Plan {
  const { restored, target } = input
  if (target.outcome === 'refused' || restored === null) {
    const refusal = target.outcome === 'refused' ? target.refusal : unread(input, target.number)
    return refused(input, emptyChanges, [refusal])
  }
  if (input.config === 'now') return refused(input, emptyChanges, [notYet(input)])

  const current = input.base ?? restored
  const spec = restoredSpec(restored.spec, current.spec, (input.newest ?? restored).spec, input.hosts)
  const moved = restored.revision.releases.map((release) => onHosts(release, spec, restored.spec, input.hosts, reading))
  const releases = moved.flatMap((one) => ('release' in one ? [one.release] : []))
  const resolved = moved.flatMap((one) => ('release' in one && one.resolved !== null ? [one.resolved] : []))
  const before = input.base?.revision.releases ?? []
  const changed = {
    ...plannedChanges(before, releases, {
      config: (from, to) => configDifference(from, to, resolved, reading),
      notes: () => [],
    }),
    order: orderServices(serviceEdges(releases)),
  }
  const refusals = [
    ...moved.flatMap((one) => ('refusal' in one ? [one.refusal] : [])),
    ...judgeLocks(input.state, input.environment, new Set(changed.changes.map((change) => change.service)), input.now),
  ]
  if (refusals.length > 0) return refused(input, changed, refusals)
  return accepted(input, { spec, releases, blobs: resolved.map((one) => one.blob), restored, changed })
}

interface Changed {
  readonly changes: readonly PlannedChange[]
  readonly kept: Plan['kept']
  readonly order: Plan['order']
}

const emptyChanges: Changed = { changes: [], kept: [], order: [] }

function common(input: RollbackInput, changed: Changed) {
  return {
    ...changed,
    kind: 'rollback' as const,
    environment: input.environment,
    request: input.request,
    newest: input.newest?.revision.number ?? null,
    base: input.base?.revision.number ?? null,
  }
}

function refused(input: RollbackInput, changed: Changed, refusals: readonly Refusal[]): Plan {
  return {
    ...common(input, changed),
    outcome: 'refused',
    refusals,
    verdicts: refusals.map(failedVerdict).sort(byWeight),
  }
}

interface Accepted {
  readonly spec: EnvironmentSpec
  readonly releases: readonly Release[]
  readonly blobs: readonly Blob[]
  readonly restored: RevisionWithSpec
  readonly changed: Changed
}

function accepted(input: RollbackInput, { spec, releases, blobs, restored, changed }: Accepted): Plan {
  const { state, newest, environment } = input
  const ofSpec = specBlob(spec)
  const content = revisionContent(ofSpec.digest, releases)
  const target = restored.revision.number
  const newestFailed = state.parked.some((entry) => entry.revision === newest?.revision.number)
  if (newest !== null && newest.revision.content === content && !newestFailed) {
    return { ...common(input, changed), outcome: 'unchanged', unchangedSince: newest.revision.number, verdicts: [] }
  }
  const verdicts: Verdict[] = [
    { gate: 'target', outcome: 'pass', subject: `${environment}@${target}`, reason: 'it was deployed well' },
  ]
  const revision: Revision = {
    schema: 1,
    environment,
    number: (state.desired?.number ?? 0) + 1,
    kind: 'rollback',
    previous: state.desired === null ? null : { number: state.desired.number, digest: state.desired.digest },
    base: input.base?.revision.number ?? null,
    request: input.request,
    specHome: restored.revision.specHome,
    spec: ofSpec.digest,
    releases: [...releases],
    content,
    pins: pinsAfter(input, releases),
    verdicts,
    overrides: [],
    restores: target,
  }
  const texts = [ofSpec, ...blobs]
    .filter((blob) => blob.digest !== restored.revision.spec)
    .map((blob) => [blob.digest, blob.text])
  return { ...common(input, changed), outcome: 'revision', revision, verdicts, blobs: Object.fromEntries(texts) }
}

/** What it restored is pinned; of the pins that were there, those stay whose release stays. */
function pinsAfter(input: RollbackInput, releases: readonly Release[]): Pin[] {
  const before = input.base?.revision.releases ?? []
  const { by, reason } = input.request
  const brought = pairReleases(before, releases).flatMap(({ from, to }): Pin[] => {
    if (to === null || (from?.version === to.version && from.config === to.config)) return []
    const { service, version, config } = to
    return [{ service, version, config, since: input.now, by, reason: reason ?? 'rollback' }]
  })
  const stays = (pin: Pin) =>
    releases.some(
      (release) => release.service === pin.service && release.version === pin.version && release.config === pin.config,
    ) && !brought.some((other) => other.service === pin.service && other.version === pin.version)
  return [...input.state.pins.filter(stays), ...brought].sort((a, b) =>
    `${a.service} ${a.version}` < `${b.service} ${b.version}` ? -1 : 1,
  )
}

type Moved = { readonly release: Release; readonly resolved: Resolved | null } | { readonly refusal: Refusal }

/** The config with today's hosts. */
interface Resolved {
  readonly config: ReleaseConfig
  readonly blob: Blob
}

/** With today's hosts, a release whose hosts have changed gets a config that differs in nothing else. */
function onHosts(
  release: Release,
  spec: EnvironmentSpec,
  then: EnvironmentSpec,
  hosts: 'now' | 'then',
  reading: Reading,
): Moved {
  if (hosts === 'then') return { release, resolved: null }
  try {
    const after = findPlacement(spec, release.service, release.descriptor, release.line).hosts
    const before = findPlacement(then, release.service, release.descriptor, release.line).hosts
    if (after.join(' ') === before.join(' ')) return { release, resolved: null }
    const config = reading.config(release.config)
    if (config === undefined) return { release, resolved: null }
    const onToday = { ...config, infrastructure: { ...config.infrastructure, hosts: [...after] } }
    const blob = blobOf(onToday)
    return { release: { ...release, config: blob.digest }, resolved: { config: onToday, blob } }
  } catch (error) {
    if (!(error instanceof EnvironmentFault)) throw error
    const refusal = refusalOf(error, `${release.service} ${release.version}`)
    return { refusal: { ...refusal, fixes: ['Restore its hosts too, with `hosts: then`', ...refusal.fixes] } }
  }
}

function configDifference(from: Release | null, to: Release | null, resolved: readonly Resolved[], reading: Reading) {
  if (from === null || to === null || from.config === to.config) return []
  const before = reading.config(from.config)
  const after = resolved.find((one) => one.blob.digest === to.config)?.config ?? reading.config(to.config)
  return before === undefined || after === undefined ? [] : configChanges(before, after)
}

function notYet({ environment }: RollbackInput): Refusal {
  return {
    code: 'not-yet',
    gate: 'target',
    subject: environment,
    reason: 'not yet: a rollback with the config of now',
    fixes: ['Leave `config` at `then`'],
  }
}

function unread({ environment }: RollbackInput, number: number): Refusal {
  return {
    code: 'rollback-target',
    gate: 'target',
    subject: `${environment}@${number}`,
    reason: 'it is not in the store',
    fixes: [],
  }
}
