import { canonicalRange, compareVersionsDescending, newestSatisfying, type PrereleasePolicy } from '@towpath/descriptor'
import type { Protocol } from './compile-input.ts'
import { type CandidateRelease, releaseKey } from './live-releases.ts'
import { compareText } from './order.ts'
import type { RoutedService, WeightedRelease } from './route-table.ts'
import { RoutingFault } from './routing-fault.ts'
import { type Spelling, spellingsForRange, spellingsForVersion } from './spellings.ts'

/** Faults: `provide-conflict`, `label-collision`. */
export function routeService(
  service: string,
  candidates: readonly CandidateRelease[],
  declared: ReadonlySet<string>,
  policy: PrereleasePolicy,
): RoutedService {
  const live = candidates.filter((candidate) => candidate.isLive)
  const versions = live.map((release) => release.version).sort(compareVersionsDescending)
  const spellings = [...[...declared].flatMap(spellingsForRange), ...versions.flatMap(spellingsForVersion)]
  refuseLabelCollision(service, spellings)
  return {
    provides: protocolsOf(service, candidates),
    default: defaultRoute(service, live),
    routes: routesOf(service, spellings, versions, policy),
    versions,
  }
}

function routesOf(
  service: string,
  spellings: readonly Spelling[],
  versions: readonly string[],
  policy: PrereleasePolicy,
): RoutedService['routes'] {
  const routes = new Map<string, readonly WeightedRelease[]>()
  for (const [spelling, ranges] of meaningsOf(spellings)) {
    const version = newestOf(ranges.flatMap((range) => newestSatisfying(versions, range, policy) ?? []))
    if (version !== undefined) routes.set(spelling, [whole(service, version)])
  }
  return Object.fromEntries([...routes].sort(([a], [b]) => compareText(a, b)))
}

/**
 * Mostly one range for a spelling. Two where one range is written as another's canonical form: with prereleases included
 * `^10` takes 10.0.0-beta and `>=10.0.0 <11.0.0-0` does not, but they share canonical form and label, so either will do.
 */
function meaningsOf(spellings: readonly Spelling[]): ReadonlyMap<string, readonly string[]> {
  const meanings = new Map<string, Set<string>>()
  for (const { spelling, range } of spellings) {
    meanings.set(spelling, (meanings.get(spelling) ?? new Set()).add(range))
  }
  return new Map([...meanings].map(([spelling, ranges]) => [spelling, [...ranges]]))
}

function newestOf(versions: readonly string[]): string | undefined {
  return [...versions].sort(compareVersionsDescending)[0]
}

/** The newest live release of the default line; while one replaces another, both may be. */
function defaultRoute(service: string, live: readonly CandidateRelease[]): readonly WeightedRelease[] {
  const newest = newestOf(live.filter((release) => release.isDefault).map((release) => release.version))
  return newest === undefined ? [] : [whole(service, newest)]
}

function whole(service: string, version: string): WeightedRelease {
  return { release: releaseKey({ service, version }), weight: 1 }
}

function protocolsOf(service: string, candidates: readonly CandidateRelease[]): RoutedService['provides'] {
  const protocols = new Map<string, Protocol>()
  for (const candidate of candidates) {
    for (const [provide, protocol] of Object.entries(candidate.protocols)) {
      const other = protocols.get(provide)
      if (other !== undefined && other !== protocol) throw provideConflict(service, provide, other, protocol)
      protocols.set(provide, protocol)
    }
  }
  return Object.fromEntries([...protocols].sort(([a], [b]) => compareText(a, b)))
}

/** 8 hex digits are few: two ranges of one service may meet, and then a client could not say which it means. */
function refuseLabelCollision(service: string, spellings: readonly Spelling[]): void {
  const meanings = new Map<string, string>()
  for (const { spelling, range, isLabel } of spellings) {
    if (!isLabel) continue
    const canonical = canonicalRange(range)
    const other = meanings.get(spelling)
    if (other !== undefined && other !== canonical) throw labelCollision(service, spelling, other, canonical)
    meanings.set(spelling, canonical)
  }
}

function provideConflict(service: string, provide: string, one: Protocol, other: Protocol): RoutingFault {
  return new RoutingFault('provide-conflict', {
    where: `${service} provides \`${provide}\``,
    expected: 'one protocol in all versions that run side by side',
    found: `${[one, other].sort(compareText).join(' and ')}`,
    fix: 'Give the provide with the other protocol a name of its own',
  })
}

function labelCollision(service: string, label: string, one: string, other: string): RoutingFault {
  const [first, second] = [one, other].sort(compareText)
  return new RoutingFault('label-collision', {
    where: `${service}: the label \`${label}\``,
    expected: 'one range for each label',
    found: `\`${first}\` and \`${second}\``,
    fix: 'Write one of the two ranges differently in the descriptor that declares it',
  })
}
