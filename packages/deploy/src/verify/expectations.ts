import type { Release } from '@towpath/environment'
import { type RouteTable, releaseKey } from '@towpath/routing'
import type { ProxyRequest } from '../proxies/proxy.ts'

/** A request whose answer shows that a proxy serves a release, and the version that must answer. */
export interface Expectation {
  readonly service: string
  readonly version: string
  readonly request: ProxyRequest
}

/** One expectation for each of these releases that the table routes by http: its exact version, by path, at its health path. Pure. */
export function planExpectations(
  table: RouteTable,
  releases: readonly Pick<Release, 'service' | 'version' | 'descriptor'>[],
): readonly Expectation[] {
  const expectations = releases.flatMap((release) => {
    const { service, version, descriptor } = release
    return Object.entries(descriptor.provides ?? {}).flatMap(([name, provide]) => {
      const routed = table.releases[releaseKey(release)]?.endpoints[name] ?? []
      if (provide.protocol !== 'http' || routed.length === 0) return []
      const path = `/${service}@${encodeURIComponent(version)}${provide.health ?? '/'}`
      return [{ service, version, request: { path, authority: 'towpath.verify' } }]
    })
  })
  return [...new Map(expectations.map((one) => [one.request.path, one])).values()]
}
