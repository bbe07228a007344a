import { meaningOfAuthority } from './authorities.ts'
import { lookUp } from './record.ts'
import { normalizeAuthority, type RouteRequest } from './request-target.ts'
import { resolveRoute } from './resolve.ts'
import type { RouteTable } from './route-table.ts'

/** Where a client's own record says that it went. */
export interface SeenRequest {
  /** Host, and port if it is not 80. */
  readonly authority: string
  readonly path: string
}

/**
 * The one release that a request seen at its client was routed to, by this table: through a listener, the VIP, or an
 * authority. Null when it did not come to this environment, was refused, or could have gone to several releases.
 */
export function releaseOfCall(
  table: RouteTable,
  { authority, path }: SeenRequest,
  vip: { readonly address: string; readonly port: number },
): { readonly service: string; readonly version: string } | null {
  const place = /:\d+$/.test(authority) ? authority : `${authority}:80`
  const listener = table.listeners.find(({ address, port }) => `${address}:${port}` === place)
  const isOurs =
    place === `${vip.address}:${vip.port}` || meaningOfAuthority(table, normalizeAuthority(authority)) !== null
  const request: RouteRequest = { path, authority, acceptVersion: null }
  if (listener === undefined && !isOurs) return null
  const outcome = resolveRoute(
    table,
    listener === undefined ? request : { path: `/${listener.service}`, authority: null, acceptVersion: listener.range },
  )
  if (outcome.outcome !== 'routed') return null
  const [only, ...others] = outcome.releases
  const release = only === undefined || others.length > 0 ? undefined : lookUp(table.releases, only.release)
  return release === undefined ? null : { service: release.service, version: release.version }
}
