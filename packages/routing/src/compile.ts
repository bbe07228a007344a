import { routeAuthorities } from './authorities.ts'
import type { RouteTableInput } from './compile-input.ts'
import { sortListeners } from './listeners.ts'
import { candidateReleases, releaseKey } from './live-releases.ts'
import { compareText } from './order.ts'
import type { RoutedRelease, RoutedService, RouteTable } from './route-table.ts'
import { routeService } from './services.ts'
import { verifyRouteTable } from './verify.ts'

/**
 * The route table of what runs (DESIGN §7): every spelling of the closed list leads to the newest live version that
 * satisfies it; one that nothing live satisfies is not in the table. Independent of the order of its input.
 * Throws RoutingFault.
 */
export function compileRouteTable(input: RouteTableInput): RouteTable {
  const candidates = [...candidateReleases(input).values()]
  const byService = Map.groupBy(candidates, (candidate) => candidate.service)
  const declared = declaredRanges(input)
  const services: [string, RoutedService][] = []
  for (const [service, ofService] of [...byService].sort(([a], [b]) => compareText(a, b))) {
    services.push([service, routeService(service, ofService, declared.get(service) ?? new Set(), input)])
  }
  const byName = Object.fromEntries(services)
  const releases = candidates
    .filter((candidate) => candidate.isLive)
    .map(({ service, version, endpoints, health }): [string, RoutedRelease] => [
      releaseKey({ service, version }),
      { service, version, endpoints, ...(health === undefined ? {} : { health }) },
    ])
    .sort(([a], [b]) => compareText(a, b))
  const table: RouteTable = {
    schema: 1,
    environment: input.environment,
    services: byName,
    authorities: routeAuthorities(input.domain, byName, declared, input.aliases),
    releases: Object.fromEntries(releases),
    listeners: sortListeners(input.listeners),
  }
  verifyRouteTable(table)
  return table
}

/** By service: every range that a release declares for it. */
function declaredRanges(input: RouteTableInput): ReadonlyMap<string, ReadonlySet<string>> {
  const ranges = new Map<string, Set<string>>()
  for (const release of input.releases) {
    for (const [dependency, { range }] of Object.entries(release.dependencies)) {
      const ofService = ranges.get(dependency) ?? new Set()
      ranges.set(dependency, ofService.add(range))
    }
  }
  return ranges
}
