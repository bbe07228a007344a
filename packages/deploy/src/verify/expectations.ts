import { labelOfRange, type Provide } from '@towpath/descriptor'
import type { Release } from '@towpath/environment'
import { type RouteTable, releaseKey } from '@towpath/routing'
import semver from 'semver'
import { grpcHealthPath } from '../health/grpc-health.ts'
import type { ProxyRequest } from '../proxies/proxy.ts'

/** A request whose answer shows that a proxy serves a release, and the version that must answer. */
export interface Expectation {
  readonly service: string
  readonly version: string
  readonly request: ProxyRequest
}

type RoutedRelease = Pick<Release, 'service' | 'version' | 'descriptor'>

/** One expectation for each of these releases and each protocol by which the table routes it by name: its exact version, at its health path. Pure. */
export function planExpectations(table: RouteTable, releases: readonly RoutedRelease[]): readonly Expectation[] {
  const expectations = releases.flatMap((release) => {
    const { service, version, descriptor } = release
    return Object.entries(descriptor.provides ?? {}).flatMap(([name, provide]) => {
      const routed = table.releases[releaseKey(release)]?.endpoints[name] ?? []
      const request = routed.length === 0 ? null : requestFor(table, release, provide)
      return request === null ? [] : [{ service, version, request }]
    })
  })
  return [...new Map(expectations.map((one) => [renderRequest(one.request), one])).values()]
}

/** For messages: what is asked, and by which name unless the path says it. */
export function renderRequest({ protocol, path, authority }: ProxyRequest): string {
  const asked = authority === byPath ? path : `${authority}${path}`
  return protocol === 'http' ? asked : `${asked} by gRPC`
}

/** An authority that means no service: then the path says which one. */
const byPath = 'towpath.verify'

/** Null for what has no name in requests: a port of its own leads to it. */
function requestFor(table: RouteTable, { service, version }: RoutedRelease, provide: Provide): ProxyRequest | null {
  const exact = new semver.SemVer(version).version
  const prefix = `/${service}@${encodeURIComponent(exact)}`
  switch (provide.protocol) {
    case 'http':
      return { protocol: 'http', path: `${prefix}${provide.health ?? '/'}`, authority: byPath }
    case 'grpc': {
      const authority = authorityOf(table, service, labelOfRange(exact))
      return authority === null
        ? { protocol: 'grpc', path: `${prefix}${grpcHealthPath}`, authority: byPath }
        : { protocol: 'grpc', path: grpcHealthPath, authority }
    }
    case 'tcp':
      return null
  }
}

/** `<label>.<service>.<domain>` as gRPC programs have it; null in an environment without a domain. */
function authorityOf(table: RouteTable, service: string, label: string): string | null {
  const found = Object.entries(table.authorities).find(
    ([, meant]) => meant.service === service && meant.range === label,
  )
  return found?.[0] ?? null
}
