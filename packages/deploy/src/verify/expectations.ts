import type { RouteTable } from '@towpath/routing'
import type { ProxyRequest } from '../proxies/proxy.ts'

/** A request whose answer shows that a proxy serves a release, and the version that must answer. */
export interface Expectation {
  readonly service: string
  readonly version: string
  readonly request: ProxyRequest
}

/** One expectation for each release that is routed by http: its exact version, by path, at its health path. */
export function planExpectations(
  table: RouteTable,
  healthPaths: Readonly<Record<string, string>>,
): readonly Expectation[] {
  return Object.entries(table.releases).flatMap(([key, { service, version, endpoints }]) => {
    const http = Object.entries(table.services[service]?.provides ?? {}).find(
      ([, protocol]) => protocol === 'http',
    )?.[0]
    const path = healthPaths[key]
    if (http === undefined || path === undefined || (endpoints[http] ?? []).length === 0) return []
    const spelling = encodeURIComponent(version)
    return [{ service, version, request: { path: `/${service}@${spelling}${path}`, authority: 'towpath.verify' } }]
  })
}
