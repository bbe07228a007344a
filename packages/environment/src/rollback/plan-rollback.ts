import { EnvironmentFault } from '../fault.ts'
import { judgeWaiting } from '../lifecycle/waiting.ts'
import type { Plan, PlannedChange, Refusal } from '../plan/plan.ts'
import { plannedChanges } from '../plan/planned-changes.ts'
import { orderServices } from '../plan/service-order.ts'
import { serviceEdges } from '../promotion/dependencies.ts'
import { judgeLocks } from '../promotion/lock-gate.ts'
import type { RevisionWithSpec } from '../promotion/promotion-input.ts'
import { byWeight, failedVerdict } from '../promotion/promotion-verdicts.ts'
import { type PackagesNeeded, Reading } from '../promotion/published.ts'
import type { Release, Revision, Verdict } from '../revision.ts'
import { revisionContent } from '../revision-content.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type Blob, specBlob } from '../spec/spec-blob.ts'
import { configDifference, onHosts } from './restored-releases.ts'
import { restoredSpec } from './restored-spec.ts'
import type { RollbackInput } from './rollback-input.ts'
import { pinsAfter } from './rollback-pins.ts'

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
    ...judgeWaiting(state, environment, releases, input.now),
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
