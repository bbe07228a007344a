import {
  compareVersionsDescending,
  nearest,
  type PackageRecord,
  renderVersions,
  renderVersionsThere,
  satisfies,
} from '@towpath/descriptor'
import type { Refusal } from '../plan/plan.ts'
import { renderTime } from '../plan/render-time.ts'
import { acceptedRange, prereleasePolicy } from '../spec/address.ts'
import { deliveredService, type EnvironmentSpec, isExternal } from '../spec/environment-spec.ts'
import { fitsLine, linesOf } from './lines.ts'
import type { PublishedPackage, Reading } from './published.ts'
import type { Wish } from './wanted.ts'

export type ResolvedWish =
  | { readonly outcome: 'version'; readonly name: string; readonly version: string; readonly record: PackageRecord }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }
  | { readonly outcome: 'unread' }

/** A wish as one exact published version that the environment takes, the newest there is; or why not. */
export function resolveWish(wish: Wish, spec: EnvironmentSpec, reading: Reading): ResolvedWish {
  const stranger = unknownService(wish, spec)
  if (stranger !== null) return { outcome: 'refused', refusal: stranger }
  const published = reading.package(wish.name)
  if (published === undefined) return { outcome: 'unread' }
  const allowed = allowedVersions(wish, spec, published)
  const [version] = allowed.versions
  if (version === undefined) return { outcome: 'refused', refusal: allowed.refusal() }
  const record = reading.record(wish.name, version)
  return record === undefined ? { outcome: 'unread' } : { outcome: 'version', name: wish.name, version, record }
}

/** Versions that the wish can mean here, newest first; and, when there are none, what kept the last of them out. */
export function allowedVersions(
  wish: Wish,
  spec: EnvironmentSpec,
  published: PublishedPackage,
): { readonly versions: readonly string[]; refusal(): Refusal } {
  const policy = prereleasePolicy(spec)
  const lines = linesOf(spec, wish.name)
  const sieves: readonly [(version: string) => boolean, (before: readonly string[]) => Refusal][] = [
    [() => true, () => unpublished(wish)],
    [
      (version) => satisfies(version, wish.range ?? '*', { prereleases: 'include' }),
      (before) => noSuchVersion(wish, before),
    ],
    [(version) => satisfies(version, wish.range ?? '*', policy), (before) => prerelease(wish, spec, before)],
    [(version) => satisfies(version, acceptedRange(spec), policy), (before) => unaccepted(wish, spec, before)],
    [
      (version) => lines.some((line) => fitsLine(version, line, spec)),
      (before) => outsideLines(wish, spec, before, lines),
    ],
    [(version) => !Object.hasOwn(published.marks, version), (before) => marked(wish, published, before)],
    [(version) => !Object.hasOwn(published.removals ?? {}, version), (before) => removed(wish, published, before)],
  ]
  let left = [...published.versions].sort(compareVersionsDescending)
  for (const [keep, explain] of sieves) {
    const before = left
    left = before.filter(keep)
    if (left.length === 0) return { versions: [], refusal: () => explain(before) }
  }
  return { versions: left, refusal: () => unpublished(wish) }
}

function unknownService(wish: Wish, spec: EnvironmentSpec): Refusal | null {
  if (deliveredService(spec, wish.name) !== undefined) return null
  const service = Object.hasOwn(spec.services, wish.name) ? spec.services[wish.name] : undefined
  const group = Object.keys(spec.hostGroups).find((name) => name !== spec.proxies.hostGroup) ?? 'web'
  const lines = `\`${wish.name}: {hostGroup: ${group}}\``
  const external = service !== undefined && isExternal(service)
  const meant = nearest(wish.name, Object.keys(spec.services))
  return refuse('service-unknown', 'spec', wish, {
    reason: external
      ? `${spec.environment} has it as external, delivered by someone else`
      : `${spec.environment} has no such service`,
    fixes: [
      ...(external || meant === undefined ? [] : [`Correct the name, if \`${meant}\` is meant`]),
      external
        ? `To deliver it from now on, replace \`external\` under \`services\` by ${lines}`
        : `${meant === undefined ? 'Add' : 'Or add'} to \`services\` of the spec: ${lines}`,
    ],
  })
}

function unpublished(wish: Wish): Refusal {
  return refuse('package-unpublished', 'published', wish, {
    reason: 'no version of it is published',
    fixes: [`Publish ${wish.name} first, or correct the name`],
  })
}

function noSuchVersion(wish: Wish, published: readonly string[]): Refusal {
  return refuse('version-unpublished', 'published', wish, {
    reason: `no published version fits \`${wish.range}\`; there ${renderVersionsThere(published)}`,
    fixes: ['Publish it first, or choose one that is there'],
  })
}

function prerelease(wish: Wish, spec: EnvironmentSpec, found: readonly string[]): Refusal {
  return refuse('version-unaccepted', 'accept', wish, {
    reason: `${spec.environment} takes no prerelease that is not named, and there ${renderVersionsThere(found)}`,
    fixes: ['Publish a release', 'Or say `prereleases: include` in the spec'],
  })
}

function unaccepted(wish: Wish, spec: EnvironmentSpec, found: readonly string[]): Refusal {
  const onlyPrereleases = found.every((version) => satisfies(version, acceptedRange(spec), { prereleases: 'include' }))
  return refuse('version-unaccepted', 'accept', wish, {
    reason: onlyPrereleases
      ? `${spec.environment} takes no prereleases, and there ${renderVersionsThere(found)}`
      : `${spec.environment} accepts only \`${acceptedRange(spec)}\`, not ${renderVersions(found)}`,
    fixes: [
      onlyPrereleases
        ? 'Promote a release, or say `prereleases: include` in the spec'
        : 'Promote a version that fits, or change `accept` in the spec',
    ],
  })
}

function outsideLines(wish: Wish, spec: EnvironmentSpec, found: readonly string[], lines: readonly string[]): Refusal {
  const [version = ''] = found
  const [major = '0', minor = '0'] = version.split('.')
  return refuse('line-unknown', 'line', wish, {
    reason: `${version} is in none of the lines that ${spec.environment} keeps: ${lines.map((line) => `\`${line}\``).join(', ')}`,
    fixes: [
      `Add a line: \`versions: [${[...lines, `^${major}.${minor}`].join(', ')}]\` under \`services.${wish.name}\``,
    ],
  })
}

function marked(wish: Wish, published: PublishedPackage, found: readonly string[]): Refusal {
  const [version = ''] = found
  const mark = published.marks[version]
  return refuse('version-marked', 'marks', wish, {
    reason: `${version} is marked bad${mark === undefined ? '' : ` by ${mark.by} since ${renderTime(mark.since)}: ${mark.reason}`}`,
    fixes: [
      'Promote another version',
      `Or, if it is not bad after all: \`towpath mark-bad ${wish.name}@${version} --remove --reason "…"\``,
    ],
  })
}

function removed(wish: Wish, published: PublishedPackage, found: readonly string[]): Refusal {
  const [version = ''] = found
  const removal = published.removals?.[version]
  const isGone = (removal?.removed ?? null) !== null
  const when = removal === undefined ? '' : ` by ${removal.by} at ${renderTime(removal.removed ?? removal.since)}`
  return refuse('package-removed', 'packages', wish, {
    reason: isGone
      ? `the bytes of ${version} were removed from the package store${when}, because nothing named it`
      : `${version} is to be removed from the package store, announced${when}, because nothing named it`,
    fixes: [
      'Promote another version',
      isGone
        ? `Or bring it back: publish ${version} again from its own commit`
        : `Or keep it: \`towpath prune --keep ${wish.name}@${version}\``,
    ],
  })
}

function refuse(code: Refusal['code'], gate: string, wish: Wish, rest: Pick<Refusal, 'reason' | 'fixes'>): Refusal {
  return { code, gate, subject: wish.range === null ? wish.name : `${wish.name} ${wish.range}`, ...rest }
}
