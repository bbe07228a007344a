import { compareVersionsDescending } from '@towpath/descriptor'
import { releaseKey } from './live-releases.ts'
import { lookUp } from './record.ts'
import { normalizeAuthority } from './request-target.ts'
import type { RoutedService, RouteTable } from './route-table.ts'
import { RoutingFault } from './routing-fault.ts'

/**
 * What a schema can't say: routes name releases of their own service, keys agree with values, authorities are in lower
 * case, ports are used once. An authority or listener may name a service or range that has no route: it is answered 404 or 406.
 * Faults: `table-inconsistent`, `listener-conflict`.
 */
export function verifyRouteTable(table: RouteTable): void {
  const live = Map.groupBy(Object.values(table.releases), ({ service }) => service)
  for (const [service, routed] of Object.entries(table.services)) {
    const versions = (live.get(service) ?? []).map(({ version }) => version)
    verifyService(table, service, routed, versions.sort(compareVersionsDescending))
  }
  for (const [key, release] of Object.entries(table.releases)) {
    const where = `releases.${key}`
    if (key !== releaseKey(release)) throw inconsistent(where, `the key ${releaseKey(release)}`, key)
    const provides = lookUp(table.services, release.service)?.provides
    if (provides === undefined) throw inconsistent(where, 'a release of a service in the table', release.service)
    for (const provide of Object.keys(release.endpoints)) {
      if (lookUp(provides, provide) === undefined)
        throw inconsistent(`${where}.endpoints`, `a provide of ${release.service}`, provide)
    }
  }
  verifyAuthorities(table)
  verifyListeners(table)
}

function verifyService(table: RouteTable, service: string, routed: RoutedService, live: readonly string[]): void {
  const routes = [['default', routed.default] as const, ...Object.entries(routed.routes)]
  for (const [spelling, releases] of routes) {
    const where = `services.${service}.${spelling === 'default' ? spelling : `routes["${spelling}"]`}`
    if (releases.length === 0 && spelling !== 'default') throw inconsistent(where, 'at least one release', 'none')
    for (const { release } of releases) {
      const found = lookUp(table.releases, release)
      if (found?.service !== service) throw inconsistent(where, `a release of ${service} in the table`, release)
    }
  }
  if (live.join() !== routed.versions.join()) {
    throw inconsistent(`services.${service}.versions`, `[${live.join(', ')}]`, `[${routed.versions.join(', ')}]`)
  }
}

function verifyAuthorities(table: RouteTable): void {
  for (const authority of Object.keys(table.authorities)) {
    if (authority === normalizeAuthority(authority)) continue
    throw inconsistent(`authorities["${authority}"]`, `\`${normalizeAuthority(authority)}\``, `\`${authority}\``)
  }
}

function verifyListeners(table: RouteTable): void {
  const ports = new Map<string, string>()
  const meanings = new Map<string, string>()
  for (const { address, port, service, range } of table.listeners) {
    const place = `${address}:${port}`
    const meaning = `${service} \`${range}\``
    const other = ports.get(place) ?? meanings.get(meaning)
    if (other !== undefined) {
      throw new RoutingFault('listener-conflict', {
        where: `the listener ${place} for ${meaning}`,
        expected: 'one port for each service and range',
        found: `also ${other}`,
      })
    }
    ports.set(place, meaning)
    meanings.set(meaning, place)
  }
}

function inconsistent(where: string, expected: string, found: string): RoutingFault {
  return new RoutingFault('table-inconsistent', {
    where: `the route table: ${where}`,
    expected,
    found,
    fix: 'Deploy again: the table is compiled anew from the revision',
  })
}
