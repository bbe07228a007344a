import { compareVersionsDescending, type Descriptor, type Digest, type PackageRecord } from '@towpath/descriptor'
import type { Refusal } from '../plan/plan.ts'
import { renderTime } from '../plan/render-time.ts'
import type { Pin, Release, Verdict } from '../revision.ts'
import type { AskedSet } from '../sets/asked-set.ts'
import { holdVersions } from '../sets/hold-versions.ts'
import { judgeSets, setVerdicts } from '../sets/judge-sets.ts'
import { joinSets, setsOf } from '../sets/set-names.ts'
import { heldVersions, type StandingSets, setsNaming, standingSets } from '../sets/standing-sets.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'
import { linesOf } from './lines.ts'

/** One release of the revision to be, before its config and dependencies are settled. */
export interface SelectedRelease {
  readonly service: string
  readonly version: string
  readonly line: string
  readonly isDefault: boolean
  readonly descriptor: Descriptor
  readonly content: Digest
  readonly files: Digest
  readonly archive: Release['archive']
  readonly setOf: string | null
  /** The same version in the base; null: it comes with this revision. */
  readonly carried: Release | null
  readonly pin: Pin | null
}

export interface ChosenVersion {
  readonly name: string
  readonly version: string
  readonly record: PackageRecord
  /** Sets that bring it; absent: it was asked for itself. */
  readonly sets?: readonly AskedSet[]
}

export interface Selection {
  /** Sorted by service, then version ascending by precedence. */
  readonly releases: readonly SelectedRelease[]
  readonly refusals: readonly Refusal[]
  /** What sets leave to be looked at. */
  readonly verdicts: readonly Verdict[]
}

/** The base's releases with the chosen versions in their lines; what the spec no longer names goes. */
export function selectReleases(
  spec: EnvironmentSpec,
  base: readonly Release[],
  chosen: readonly ChosenVersion[],
  pins: readonly Pin[],
): Selection {
  const carried = Map.groupBy(base, (release) => release.service)
  const wished = Map.groupBy(chosen, (wish) => wish.name)
  const standing = setsToStand(base, chosen)
  const held = heldVersions(standing)
  const services = [...new Set([...carried.keys(), ...wished.keys()])]
    .filter((name) => deliveredService(spec, name))
    .sort()
  const filled = services.map((service) =>
    fillService(spec, service, pins, {
      carried: carried.get(service) ?? [],
      wished: wished.get(service) ?? [],
      standing,
      held: held.get(service),
    }),
  )
  const placed = filled.flatMap((one) => one.releases)
  const sets = judgeSets(spec, standing, placed)
  const releases = placed.map((release) => withSets(release, held.get(release.service), sets.gone))
  return {
    releases,
    refusals: [...filled.flatMap((one) => one.refusals), ...sets.refusals, ...brokenPins(spec, base, releases, pins)],
    verdicts: setVerdicts(standing, releases, base),
  }
}

/** One service with what was asked of it, as a part of a whole whose sets stand: what they name of it has to stay. */
export interface ServiceInView {
  readonly service: string
  readonly carried: readonly Release[]
  readonly wished: readonly ChosenVersion[]
  readonly sets: StandingSets
}

/** As `selectReleases`, for one service alone. */
export function selectService(
  spec: EnvironmentSpec,
  { service, carried, wished, sets }: ServiceInView,
  pins: readonly Pin[],
): Pick<Selection, 'releases' | 'refusals'> {
  const ofService = setsNaming(sets, service)
  const held = heldVersions(ofService).get(service)
  const filled = fillService(spec, service, pins, { carried, wished, standing: ofService, held })
  const judged = judgeSets(spec, ofService, filled.releases)
  const releases = filled.releases.map((release) => withSets(release, held, judged.gone))
  return {
    releases,
    refusals: [...filled.refusals, ...judged.refusals, ...brokenPins(spec, carried, releases, pins)],
  }
}

/** Sets that stand together once the chosen versions have come. */
export function setsToStand(base: readonly Release[], chosen: readonly ChosenVersion[]): StandingSets {
  return standingSets(base, askedSets(chosen))
}

/** Each set once, in the order of its first package. */
function askedSets(chosen: readonly ChosenVersion[]): readonly AskedSet[] {
  return [...new Map(chosen.flatMap((one) => one.sets ?? []).map((set) => [set.set, set])).values()]
}

function withSets(
  release: SelectedRelease,
  held: ReadonlyMap<string, readonly string[]> | undefined,
  gone: ReadonlySet<string>,
): SelectedRelease {
  const its = held?.get(release.version)?.filter((set) => !gone.has(set)) ?? []
  return { ...release, setOf: joinSets(inTheirOrder(its, release.carried)) }
}

/** It came with sets, and none of them is to stand any more. */
function leavesWithItsSets(release: Release, { replaced }: StandingSets): boolean {
  const sets = setsOf(release)
  return sets.length > 0 && sets.every((set) => replaced.has(set))
}

/** A set that comes later changes nothing for what another one has brought: the first one stays the first. */
function inTheirOrder(sets: readonly string[], carried: Release | null): readonly string[] {
  const before = carried === null ? [] : setsOf(carried).filter((set) => sets.includes(set))
  return [...before, ...sets.filter((set) => !before.includes(set))]
}

interface ServiceToFill {
  readonly carried: readonly Release[]
  readonly wished: readonly ChosenVersion[]
  readonly standing: StandingSets
  /** Versions that sets hold, with their sets. */
  readonly held: ReadonlyMap<string, readonly string[]> | undefined
}

function fillService(
  spec: EnvironmentSpec,
  service: string,
  pins: readonly Pin[],
  { carried, wished, standing, held }: ServiceToFill,
): Pick<Selection, 'releases' | 'refusals'> {
  const staying = held === undefined ? carried : carried.filter((release) => !leavesWithItsSets(release, standing))
  const lines = linesOf(spec, service)
  const versionsByLine = holdVersions(
    {
      spec,
      service,
      carried: staying.map((release) => release.version),
      carriedDefault: staying.find((release) => release.isDefault)?.version ?? null,
      wished: wished.filter((wish) => wish.sets === undefined).map((wish) => wish.version),
    },
    held,
  )
  const releases = [...versionsByLine]
    .map(([line, version]) =>
      selected(
        { line, isDefault: line === lines[0] },
        carried.find((release) => release.version === version) ?? null,
        wished.find((wish) => wish.version === version) ?? null,
        pins.find((pin) => pin.service === service && pin.version === version) ?? null,
      ),
    )
    .filter((release) => release !== null)
    .sort((a, b) => compareVersionsDescending(b.version, a.version))
  return { releases, refusals: lostDefault(spec, service, carried, releases) }
}

function selected(
  place: { line: string; isDefault: boolean },
  carried: Release | null,
  wish: ChosenVersion | null,
  pin: Pin | null,
): SelectedRelease | null {
  if (carried !== null) {
    const { service, version, descriptor, content, files, archive, setOf } = carried
    return { ...place, service, version, descriptor, content, files, archive, setOf, carried, pin }
  }
  if (wish === null) return null
  const { descriptor, content, files, archive, reference } = wish.record
  const stored = { digest: archive.digest, sizeBytes: archive.sizeBytes, mediaType: archive.mediaType, reference }
  return {
    ...place,
    service: wish.name,
    version: wish.version,
    descriptor,
    content,
    files,
    archive: stored,
    setOf: null,
    carried: null,
    pin: null,
  }
}

/** Whoever asks for no range would get nothing any more. */
function lostDefault(
  spec: EnvironmentSpec,
  service: string,
  carried: readonly Release[],
  releases: readonly SelectedRelease[],
): readonly Refusal[] {
  const before = carried.find((release) => release.isDefault)
  if (before === undefined || releases.some((release) => release.isDefault)) return []
  const [first = '*', ...others] = linesOf(spec, service)
  return [
    {
      code: 'default-line',
      gate: 'line',
      subject: service,
      reason: `${spec.environment} would have no version of it in \`${first}\`, the line of those who name no range; ${before.version} is there now`,
      fixes: [
        `Promote a version that fits \`${first}\` in the same go`,
        others.length > 0
          ? `Or name the line of ${before.version} first: \`versions: [${[...others, first].join(', ')}]\``
          : `Or keep its line: \`versions: [^${before.version}, ${first}]\``,
      ],
    },
  ]
}

function brokenPins(
  spec: EnvironmentSpec,
  base: readonly Release[],
  releases: readonly SelectedRelease[],
  pins: readonly Pin[],
): readonly Refusal[] {
  const is = (pin: Pin) => (release: { service: string; version: string }) =>
    release.service === pin.service && release.version === pin.version
  return pins
    .filter((pin) => base.some(is(pin)) && !releases.some(is(pin)))
    .map((pin) => ({
      code: 'pinned' as const,
      gate: 'pin',
      subject: `${pin.service} ${pin.version}`,
      reason: `it is pinned by ${pin.by} since ${renderTime(pin.since)}: ${pin.reason}`,
      fixes: [`Release it first: \`towpath unpin --environment ${spec.environment} --service ${pin.service}\``],
    }))
}
