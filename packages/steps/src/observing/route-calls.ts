import { type EnvironmentSpec, vipOf } from '@towpath/environment'
import { normalizeAuthority, type RouteTable, resolveRoute } from '@towpath/routing'
import type { ClientRequest, ReleaseName } from '@towpath/topology'

/** What proxies answered by from then on. */
export interface RoutedSince {
  readonly spec: EnvironmentSpec
  readonly table: RouteTable
  /** A deploy began to put it up, and had done so; milliseconds since the epoch. A deploy that was put back never `served` by it. */
  readonly startedAt: number
  readonly endedAt: number
  readonly served: boolean
}

/**
 * Says which release a request to the environment was routed to at its time; null when it went elsewhere, to one of several releases,
 * or when a deploy was under way that may have sent it to another one. `deploys` are in their order, oldest first.
 */
export function routeCalls(
  deploys: readonly RoutedSince[],
): (request: ClientRequest, atUs: number | null) => ReleaseName | null {
  return (request, atUs) => {
    const at = atUs === null ? Number.POSITIVE_INFINITY : atUs / 1000
    const standing = deploys.findLast(({ served, endedAt }) => served && endedAt <= at)
    const underWay = deploys.filter(({ startedAt, endedAt }) => startedAt <= at && at < endedAt)
    const [answer = null, ...others] = [...(standing === undefined ? [] : [standing]), ...underWay].map((one) =>
      routeBy(one, request),
    )
    return others.every((other) => other?.service === answer?.service && other?.version === answer?.version)
      ? answer
      : null
  }
}

function routeBy({ spec, table }: RoutedSince, { authority, path, protocol }: ClientRequest): ReleaseName | null {
  const vips = [`${vipOf(spec)}:${spec.address.port}`, ...(spec.address.port === 80 ? [vipOf(spec)] : [])]
  const isVip = vips.includes(authority.toLowerCase())
  if (!isVip && !Object.hasOwn(table.authorities, normalizeAuthority(authority))) return null
  const routed = resolveRoute(table, { path, authority: isVip ? null : authority, acceptVersion: null, protocol })
  if (routed.outcome !== 'routed') return null
  const [only, ...others] = routed.releases
  const release = only === undefined || others.length > 0 ? undefined : table.releases[only.release]
  return release === undefined ? null : { service: release.service, version: release.version }
}
