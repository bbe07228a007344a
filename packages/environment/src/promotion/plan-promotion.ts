import type { Digest } from '@towpath/descriptor'
import { judgeCompatibility } from '../compatibility/judge-compatibility.ts'
import type { ReleaseConfig } from '../config/release-config.ts'
import { EnvironmentFault } from '../fault.ts'
import { judgeUpstream, passesUpstream } from '../gates/arrival-gates.ts'
import { judgeCarried } from '../gates/carried-gate.ts'
import { catchingUp } from '../gates/catching-up.ts'
import { judgeClock } from '../gates/clock.ts'
import { joinAnswers } from '../gates/gate-answer.ts'
import { judgeMatrix } from '../gates/matrix-gate.ts'
import { settleOverrides } from '../gates/overrides.ts'
import { judgeProvenance } from '../gates/provenance-gate.ts'
import { judgeRequest } from '../gates/request-gates.ts'
import type { Arrival, UpstreamContext } from '../gates/upstream.ts'
import { judgeWaiting } from '../lifecycle/waiting.ts'
import { configChanges } from '../plan/config-changes.ts'
import type { ConfigChange, PromotionPlan, Refusal } from '../plan/plan.ts'
import { plannedChanges } from '../plan/planned-changes.ts'
import { orderServices } from '../plan/service-order.ts'
import type { Override, Release, Revision, Verdict } from '../revision.ts'
import { revisionContent } from '../revision-content.ts'
import { chooseAll } from '../sets/choose-all.ts'
import { parkedSets } from '../sets/parked-sets.ts'
import { judgePorts } from '../sets/port-gate.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { rewordedServices } from '../spec/service-words.ts'
import { type Blob, specBlob } from '../spec/spec-blob.ts'
import { type BuiltRelease, buildRelease } from './build-releases.ts'
import { serviceEdges } from './dependencies.ts'
import { type EffectiveSpec, effectiveSpec } from './effective-spec.ts'
import { withLineFixes } from './line-fixes.ts'
import { isLocked, judgeLocks } from './lock-gate.ts'
import type { PromotionInput } from './promotion-input.ts'
import {
  byWeight,
  dependencyVerdicts,
  failedVerdict,
  goingBack,
  judgeHome,
  judgeNothing,
  parkedWishes,
  superseded,
} from './promotion-verdicts.ts'
import { propose } from './propose.ts'
import { judgeProxy } from './proxy-gate.ts'
import { type PackagesNeeded, Reading } from './published.ts'
import { withSpecFixes } from './spec-fixes.ts'
import { notesBetween } from './version-notes.ts'

/** What still has to be read before `planPromotion` can decide: ask, read, ask again, until nothing is left. */
export function packagesNeeded(input: PromotionInput): PackagesNeeded {
  const reading = new Reading(input.published, input.configs, input.publishedSets, input.provenance)
  const plan = decide(input, reading)
  if (plan !== null && reading.isComplete) decided.set(input, plan)
  return reading.needed
}

/** What is asked last is decided already. */
const decided = new WeakMap<PromotionInput, PromotionPlan>()

/**
 * Decides a promotion; nothing of it depends on the order of the input. Throws `reading-incomplete` when
 * `packagesNeeded` was not asked until nothing was left.
 */
export function planPromotion(input: PromotionInput): PromotionPlan {
  const known = decided.get(input)
  if (known !== undefined) return known
  const reading = new Reading(input.published, input.configs, input.publishedSets, input.provenance)
  const plan = decide(input, reading)
  if (plan === null || !reading.isComplete) {
    const { packages, records, configs, sets, setRecords } = reading.needed
    throw new EnvironmentFault('reading-incomplete', {
      where: `The plan for ${input.spec.environment}`,
      expected: 'all that `packagesNeeded` names',
      found: `${packages.length + sets.length} packages, ${records.length + setRecords.length} records and ${configs.length} configs unread`,
    })
  }
  return plan
}

const nothing: readonly Release[] = []

/** null: more has to be read before it makes sense to go on. */
function decide(input: PromotionInput, reading: Reading): PromotionPlan | null {
  const effective = effectiveSpec(input)
  const { spec } = effective
  const { wishes, chosen, refusals: unresolved, skipped: leftOut } = chooseAll(input, effective, reading)
  if (!reading.isComplete) return null

  const before = input.base?.revision.releases ?? nothing
  const proposal = propose(spec, before, chosen, input.state.pins)
  const { selection, dependencies } = proposal
  const upstream = { spec, upstream: input.upstream, now: input.now }
  const arrivals = selection.releases.filter((release) => release.carried === null)
  const mayCome = (arrival: Arrival) =>
    passesUpstream(upstream, arrival) && !isLocked(input.state, arrival.service, input.now)
  const compatible = judgeCompatibility(
    { spec, base: before, pins: input.state.pins, chosen, proposal, reading, mayCome },
    input.observed,
  )
  if (!reading.isComplete) return null

  const built = selection.releases.map((release) =>
    buildRelease(spec, release, dependencies.answers.get(`${release.service}@${release.version}`) ?? {}, reading),
  )
  const complete = built.filter((one): one is BuiltRelease => 'release' in one)
  const releases = complete.map((one) => one.release)
  const unbuilt = new Set(built.flatMap((one, index) => ('refusal' in one ? [selection.releases[index]?.service] : [])))
  const isBuilt = (release: Release) => !unbuilt.has(release.service)
  const resolved = new Map(complete.map((one) => [one.release, one.resolved?.config]))
  const { changes, kept, sets } = plannedChanges(before.filter(isBuilt), releases.filter(isBuilt), {
    config: (from, to) => changesOfConfig(from, to, resolved, reading),
    notes: (from, to) => notesBetween(from, to, reading),
  })
  const gates = joinAnswers([
    judgeUpstream(upstream, arrivals),
    judgeMatrix(spec, releases, before, input.together),
    judgeProvenance(spec, arrivals, reading),
  ])
  const skipped = catchingUp(upstream, input.base?.revision ?? null, selection.releases)
  const refusals = [
    ...judgeHome(input),
    ...withSpecFixes(input, effective, withLineFixes([...unresolved, ...selection.refusals], spec, reading)),
    ...judgeNothing(spec, input.base?.revision.number ?? null, wishes, releases),
    ...built.flatMap((one) => ('refusal' in one ? [one.refusal] : [])),
    ...compatible.refusals,
    ...judgeProxy(spec, selection.releases),
    ...judgePorts(spec, selection.releases),
    ...gates.refusals,
  ]
  if (!reading.isComplete) return null

  const verdicts = [
    ...(effective.parked === null ? [] : [effective.parked]),
    ...leftOut,
    ...superseded(chosen, selection.releases),
    ...parkedWishes(input, selection.releases),
    ...judgeWaiting(input.state, spec.environment, selection.releases, input.now),
    ...selection.verdicts,
    ...parkedSets(input, selection.releases),
    ...dependencyVerdicts(spec, dependencies),
    ...compatible.verdicts,
    ...goingBack(changes),
    ...gates.verdicts,
    ...judgeClock(input),
    ...judgeCarried(
      spec,
      selection.releases.filter((release) => release.carried !== null),
      input.marksHere,
    ),
    ...skipped.verdicts,
  ].sort(byWeight)
  const common = {
    kind: wishes > 0 || changes.some((change) => change.from !== change.to) ? ('promote' as const) : ('spec' as const),
    environment: spec.environment,
    request: input.request,
    newest: input.newest?.revision.number ?? null,
    base: input.base?.revision.number ?? null,
    changes,
    kept,
    sets,
    order: orderServices(serviceEdges(releases)),
    compatibility: { edges: compatible.edges, derived: compatible.derived },
  }
  return conclude(input, {
    effective,
    common,
    built: complete,
    refusals,
    verdicts,
    upstream,
    skipped: skipped.overrides,
  })
}

interface Judged {
  readonly effective: EffectiveSpec
  readonly common: Omit<PromotionPlan, 'outcome' | 'verdicts'>
  readonly built: readonly BuiltRelease[]
  readonly refusals: readonly Refusal[]
  /** By weight. */
  readonly verdicts: readonly Verdict[]
  readonly upstream: UpstreamContext
  readonly skipped: readonly Override[]
}

/** What comes of what was found: whether this person may do it now, and the revision that it would be. */
function conclude(input: PromotionInput, judged: Judged): PromotionPlan {
  const { effective, common, built } = judged
  const { spec } = effective
  const request = judgeRequest(spec, input)
  const settled = settleOverrides(input, judged.upstream, {
    ofPlan: judged.refusals,
    ofRequest: [
      ...judgeLocks(input.state, spec.environment, changingServices(input, spec, common), input.now),
      ...request.refusals,
    ],
  })
  const verdicts = [...judged.verdicts, ...request.verdicts, ...settled.verdicts].sort(byWeight)
  const refuse = (all: readonly Refusal[]): PromotionPlan => ({
    ...common,
    outcome: 'refused',
    refusals: all,
    verdicts: [...all.map(failedVerdict), ...verdicts].sort(byWeight),
  })
  if (settled.ofPlan.length > 0) return refuse([...settled.ofPlan, ...settled.ofRequest])

  const releases = built.map((one) => one.release)
  const ofSpec = specBlob(spec)
  const content = revisionContent(ofSpec.digest, releases)
  const { newest, state } = input
  const newestFailed = newest !== null && state.parked.some((parked) => parked.revision === newest.revision.number)
  if (newest !== null && newest.revision.content === content && !newestFailed) {
    return { ...common, outcome: 'unchanged', unchangedSince: newest.revision.number, verdicts: judged.verdicts }
  }
  if (settled.ofRequest.length > 0) return refuse(settled.ofRequest)
  const revision: Revision = {
    schema: 1,
    environment: spec.environment,
    number: (state.desired?.number ?? 0) + 1,
    kind: common.kind,
    previous: state.desired === null ? null : { number: state.desired.number, digest: state.desired.digest },
    base: common.base,
    request: input.request,
    specHome: effective.parked === null || input.base === null ? input.specHome : input.base.revision.specHome,
    spec: ofSpec.digest,
    releases,
    content,
    pins: state.pins,
    verdicts,
    overrides: [...settled.overrides, ...judged.skipped],
    restores: null,
  }
  return { ...common, outcome: 'revision', verdicts, revision, blobs: newBlobs(input, ofSpec, built) }
}

/** For locks: by their releases, as members of a set that moves, or by what the spec says of them. */
function changingServices(
  { base }: PromotionInput,
  spec: EnvironmentSpec,
  { changes, sets }: Pick<PromotionPlan, 'changes' | 'sets'>,
): ReadonlySet<string> {
  return new Set([
    ...[...changes, ...sets.flatMap((set) => set.packages)].map((change) => change.service),
    ...(base === null ? [] : rewordedServices(base.spec, spec)),
  ])
}

function changesOfConfig(
  from: Release | null,
  to: Release | null,
  resolved: ReadonlyMap<Release, ReleaseConfig | undefined>,
  reading: Reading,
): readonly ConfigChange[] {
  if (from === null || to === null || from.config === to.config) return []
  const before = reading.config(from.config)
  const after = resolved.get(to) ?? reading.config(to.config)
  return before === undefined || after === undefined ? [] : configChanges(before, after)
}

/** Only those that the base does not name already: they are in the store since then. */
function newBlobs(input: PromotionInput, spec: Blob, built: readonly BuiltRelease[]): Readonly<Record<Digest, string>> {
  const base = input.base?.revision
  const there = new Set<Digest>(
    base === undefined ? [] : [base.spec, ...base.releases.map((release) => release.config)],
  )
  const blobs = [spec, ...built.flatMap((one) => (one.resolved === null ? [] : [one.resolved.blob]))]
  return Object.fromEntries(blobs.filter((blob) => !there.has(blob.digest)).map((blob) => [blob.digest, blob.text]))
}
