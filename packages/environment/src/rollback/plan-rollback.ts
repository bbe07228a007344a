import type { Digest } from '@towpath/descriptor'
import { EnvironmentFault } from '../fault.ts'
import { broughtPast } from '../gates/catching-up.ts'
import { judgeWaiting } from '../lifecycle/waiting.ts'
import type { Plan, PlannedChange, Refusal } from '../plan/plan.ts'
import { changedReleases, plannedChanges } from '../plan/planned-changes.ts'
import { orderServices } from '../plan/service-order.ts'
import { serviceEdges } from '../promotion/dependencies.ts'
import { changedServices, judgeLocks } from '../promotion/lock-gate.ts'
import type { RevisionWithSpec } from '../promotion/promotion-input.ts'
import { byWeight, failedVerdict } from '../promotion/promotion-verdicts.ts'
import type { Revision, Verdict } from '../revision.ts'
import { revisionContent } from '../revision-content.ts'
import { specBlob } from '../spec/spec-blob.ts'
import { judgeDifferences } from './differences.ts'
import { judgePackages } from './judge-packages.ts'
import { otherTarget } from './other-target.ts'
import { type Restoration, restore } from './restoration.ts'
import { configDifference } from './restored-releases.ts'
import type { SpecSources } from './restored-spec.ts'
import type { RollbackInput } from './rollback-input.ts'
import { pinsAfter } from './rollback-pins.ts'
import { type RollbackNeeded, RollbackReading } from './rollback-reading.ts'
import { chooseScope } from './scope.ts'

/** What still has to be read before `planRollback` can decide: ask, read, ask again, until nothing is left. */
export function rollbackNeeded(input: RollbackInput): RollbackNeeded {
  const reading = new RollbackReading(input.configs, input.stored)
  decide(input, reading)
  return reading.needed
}

/**
 * A new revision that restores an earlier one, whole or a part that is closed: its versions and config exactly, and pinned,
 * where they differ from what is wanted now, until someone releases them. Throws `reading-incomplete` when
 * `rollbackNeeded` was not asked to the end.
 */
export function planRollback(input: RollbackInput): Plan {
  const reading = new RollbackReading(input.configs, input.stored)
  const plan = decide(input, reading)
  const { configs, packages } = reading.needed
  if (configs.length + packages.length > 0) {
    throw new EnvironmentFault('reading-incomplete', {
      where: `The rollback of ${input.environment}`,
      expected: 'all that `rollbackNeeded` names',
      found: `${configs.length} configs and ${packages.length} packages unread`,
    })
  }
  return plan
}

function decide(input: RollbackInput, reading: RollbackReading): Plan {
  const { restored, target } = input
  if (target.outcome === 'refused' || restored === null) {
    const refusal = target.outcome === 'refused' ? target.refusal : unread(input, target.number)
    return refused(input, emptyChanges, [refusal])
  }
  const base = input.base ?? restored
  const newest = (input.newest ?? restored).spec
  const sources: SpecSources = {
    former: restored.spec,
    current: base.spec,
    newest,
    config: input.config,
    hosts: input.hosts,
  }
  const scope = chooseScope(input, restored, base, sources)
  if (scope.outcome === 'refused') return refused(input, emptyChanges, scope.refusals)

  const restoration = restore(restored, base, scope.services, sources, reading)
  const before = input.base?.revision.releases ?? []
  const changed: Changed = {
    ...(scope.services !== null && { part: [...scope.services].sort() }),
    ...plannedChanges(before, restoration.releases, {
      config: (from, to) => configDifference(from, to, restoration.resolved, reading),
      notes: () => [],
    }),
    order: orderServices(serviceEdges(restoration.releases)),
  }
  const returning = changedReleases(before, restoration.releases).flatMap(({ to }) => to ?? [])
  const packages = judgePackages(input, returning, base.spec, reading)
  const changing = changedServices(input.base === null ? null : { releases: before, spec: base.spec }, restoration)
  const refusals = [
    ...restoration.refusals,
    ...packages.refusals,
    ...judgeLocks(input.state, input.environment, changing, input.now),
  ]
  const differences = judgeDifferences(restored, scope.services, restoration, sources, reading)
  const verdicts = [...scope.verdicts, ...packages.verdicts, ...differences]
  if (refusals.length > 0) return refused(input, changed, refusals, verdicts)
  return accepted(input, {
    restoration,
    restored,
    services: scope.services,
    changed,
    verdicts,
    overrides: packages.overrides,
  })
}

interface Changed {
  readonly part?: readonly string[]
  readonly changes: readonly PlannedChange[]
  readonly kept: Plan['kept']
  readonly sets: Plan['sets']
  readonly order: Plan['order']
}

const emptyChanges: Changed = { changes: [], kept: [], sets: [], order: [] }

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

function refused(
  input: RollbackInput,
  changed: Changed,
  refusals: readonly Refusal[],
  verdicts: readonly Verdict[] = [],
): Plan {
  return {
    ...common(input, changed),
    outcome: 'refused',
    refusals,
    verdicts: [...refusals.map(failedVerdict), ...verdicts].sort(byWeight),
  }
}

interface Accepted {
  readonly restoration: Restoration
  readonly restored: RevisionWithSpec
  /** null: everything. */
  readonly services: ReadonlySet<string> | null
  readonly changed: Changed
  readonly verdicts: readonly Verdict[]
  readonly overrides: Revision['overrides']
}

function accepted(input: RollbackInput, { restoration, restored, services, changed, ...judged }: Accepted): Plan {
  const { state, newest, environment } = input
  const { releases } = restoration
  const ofSpec = specBlob(restoration.spec)
  const content = revisionContent(ofSpec.digest, releases)
  const target = restored.revision.number
  const newestFailed = state.parked.some((entry) => entry.revision === newest?.revision.number)
  if (newest !== null && newest.revision.content === content && !newestFailed) {
    const verdicts = services === null ? [] : otherTarget(input, restored.revision)
    return { ...common(input, changed), outcome: 'unchanged', unchangedSince: newest.revision.number, verdicts }
  }
  const good: Verdict = {
    gate: 'target',
    outcome: 'pass',
    subject: `${environment}@${target}`,
    reason: 'it was deployed well',
  }
  const waiting = judgeWaiting(state, environment, releases, input.now)
  const verdicts = [...judged.verdicts, good, ...waiting].sort(byWeight)
  const ofEarlier = [restored, ...(input.base === null ? [] : [input.base])].map(({ revision }) => revision)
  const revision: Revision = {
    schema: 1,
    environment,
    number: (state.desired?.number ?? 0) + 1,
    kind: 'rollback',
    previous: state.desired === null ? null : { number: state.desired.number, digest: state.desired.digest },
    base: input.base?.revision.number ?? null,
    request: input.request,
    specHome: (services === null ? restored : (input.base ?? restored)).revision.specHome,
    spec: ofSpec.digest,
    releases: [...releases],
    content,
    pins: pinsAfter(input, releases),
    verdicts,
    overrides: [...judged.overrides, ...broughtPast(ofEarlier, releases)],
    restores: target,
  }
  return {
    ...common(input, changed),
    outcome: 'revision',
    revision,
    verdicts,
    blobs: blobsOf(input, restoration, restored),
  }
}

/** Those that neither the restored revision nor the base names: the others are in the store since then. */
function blobsOf(
  { base }: RollbackInput,
  { spec, resolved }: Restoration,
  restored: RevisionWithSpec,
): Readonly<Record<Digest, string>> {
  const known = new Set(
    [restored, ...(base === null ? [] : [base])].flatMap(({ revision }) => [
      revision.spec,
      ...revision.releases.map((release) => release.config),
    ]),
  )
  const blobs = [specBlob(spec), ...resolved.map((one) => one.blob)]
  return Object.fromEntries(blobs.filter((blob) => !known.has(blob.digest)).map((blob) => [blob.digest, blob.text]))
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
