import { type EnvironmentSpec, isExternal, type Revision, vipOf } from '@towpath/environment'
import type { Inventory } from '@towpath/inventory'
import { compileRouteTable, normalizeAuthority, type RouteTable, releaseKey, resolveRoute } from '@towpath/routing'
import type { ClientRequest, ReleaseName } from '@towpath/topology'

/**
 * Says which release a request to the environment was routed to, by the table that its proxies have; null when it went
 * elsewhere, or to one of several releases.
 */
export function routeCalls(
  revision: Revision,
  spec: EnvironmentSpec,
  inventory: Inventory,
): (request: ClientRequest) => ReleaseName | null {
  const table = compileTable(revision, spec, inventory)
  const vips = [`${vipOf(spec)}:${spec.address.port}`, ...(spec.address.port === 80 ? [vipOf(spec)] : [])]
  return ({ authority, path }) => {
    const isVip = vips.includes(authority.toLowerCase())
    if (!isVip && !Object.hasOwn(table.authorities, normalizeAuthority(authority))) return null
    const routed = resolveRoute(table, { path, authority: isVip ? null : authority, acceptVersion: null })
    if (routed.outcome !== 'routed') return null
    const [only, ...others] = routed.releases
    const release = only === undefined || others.length > 0 ? undefined : table.releases[only.release]
    return release === undefined ? null : { service: release.service, version: release.version }
  }
}

function compileTable(revision: Revision, spec: EnvironmentSpec, inventory: Inventory): RouteTable {
  const services = Object.entries(spec.services)
  const known = new Set(revision.releases.map(releaseKey))
  return compileRouteTable({
    environment: spec.environment,
    domain: spec.address.domain ?? null,
    prereleases: spec.prereleases ?? 'exclude',
    releases: revision.releases.map(({ service, version, isDefault, descriptor, dependencies }) => ({
      service,
      version,
      isDefault,
      provides: descriptor.provides ?? {},
      dependencies,
    })),
    externals: services.flatMap(([service, one]) => (isExternal(one) ? [{ service, ...one.external }] : [])),
    aliases: Object.fromEntries(services.map(([service, { aliases = [] }]) => [service, aliases])),
    instances: [...inventory.services.values()].flatMap(({ service, instances }) =>
      instances
        .filter(({ version }) => known.has(releaseKey({ service, version })))
        .map(({ id, version, ip, ports }) => ({ instance: id, service, version, address: ip, ports })),
    ),
    listeners: [],
  })
}
