import { compareVersionsDescending, type Descriptor, type Digest, type PackageRecord } from '@towpath/descriptor'
import type { Refusal } from '../plan/plan.ts'
import type { Pin, Release } from '../revision.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'
import { fillLines, linesOf } from './lines.ts'

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
}

export interface Selection {
  /** Sorted by service, then version ascending by precedence. */
  readonly releases: readonly SelectedRelease[]
  readonly refusals: readonly Refusal[]
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
  const services = [...new Set([...carried.keys(), ...wished.keys()])]
    .filter((name) => deliveredService(spec, name))
    .sort()
  const filled = services.map((service) =>
    fillService(spec, service, carried.get(service) ?? [], wished.get(service) ?? [], pins),
  )
  const releases = filled.flatMap((one) => one.releases)
  return { releases, refusals: [...filled.flatMap((one) => one.refusals), ...brokenPins(spec, base, releases, pins)] }
}

function fillService(
  spec: EnvironmentSpec,
  service: string,
  carried: readonly Release[],
  wished: readonly ChosenVersion[],
  pins: readonly Pin[],
): Selection {
  const lines = linesOf(spec, service)
  const versionsByLine = fillLines({
    spec,
    service,
    carried: carried.map((release) => release.version),
    carriedDefault: carried.find((release) => release.isDefault)?.version ?? null,
    wished: wished.map((wish) => wish.version),
  })
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
      reason: `it is pinned by ${pin.by} since ${pin.since}: ${pin.reason}`,
      fixes: [`Release it first: \`towpath unpin --environment ${spec.environment} --service ${pin.service}\``],
    }))
}
