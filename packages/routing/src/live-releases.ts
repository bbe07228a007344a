import type {
  ExternalToRoute,
  InstanceToRoute,
  Protocol,
  ProvideToRoute,
  ReleaseToRoute,
  RouteTableInput,
} from './compile-input.ts'
import { compareText } from './order.ts'
import { lookUp } from './record.ts'
import type { Endpoint, RoutedRelease } from './route-table.ts'
import { RoutingFault } from './routing-fault.ts'

/** `<service>@<version>`: the key of a release in the table. */
export function releaseKey(release: { readonly service: string; readonly version: string }): string {
  return `${release.service}@${release.version}`
}

/** A release to route, delivered or external, with its endpoints; without any it is not live. */
export interface CandidateRelease extends RoutedRelease {
  readonly isDefault: boolean
  readonly protocols: Readonly<Record<string, Protocol>>
  readonly isLive: boolean
}

/**
 * All that could be routed, by key. Releases that provide nothing are left out.
 * Faults: `release-duplicate`, `instance-unknown`, `instance-incomplete`, `endpoint-invalid`.
 */
export function candidateReleases(input: RouteTableInput): ReadonlyMap<string, CandidateRelease> {
  const known = new Map<string, ReleaseToRoute>()
  for (const release of [...input.releases, ...input.externals.map(asRelease)]) {
    const key = releaseKey(release)
    if (known.has(key)) throw duplicate(key)
    known.set(key, release)
  }
  const endpoints = new Map<string, Map<string, Endpoint[]>>()
  for (const instance of input.instances) addInstance(known, endpoints, instance)
  for (const external of input.externals) {
    for (const instance of externalInstances(external)) addInstance(known, endpoints, instance)
  }
  const candidates = new Map<string, CandidateRelease>()
  for (const [key, release] of known) {
    const provides = Object.entries(release.provides).sort(([a], [b]) => compareText(a, b))
    if (provides.length === 0) continue
    const ofRelease = endpoints.get(key)
    candidates.set(key, {
      service: release.service,
      version: release.version,
      isDefault: release.isDefault,
      isLive: ofRelease !== undefined,
      ...healthOf(provides),
      protocols: Object.fromEntries(provides.map(([name, { protocol }]) => [name, protocol])),
      endpoints: Object.fromEntries(
        provides.map(([name]) => [name, (ofRelease?.get(name) ?? []).sort(compareEndpoints)]),
      ),
    })
  }
  return candidates
}

/** Absent when nothing of it is known, so that such a table is what it was before there was this. */
function healthOf(provides: readonly (readonly [string, ProvideToRoute])[]): Pick<RoutedRelease, 'health'> {
  const known = provides.flatMap(([name, { health }]) => (health === undefined ? [] : [[name, health] as const]))
  return known.length === 0 ? {} : { health: Object.fromEntries(known) }
}

function asRelease(external: ExternalToRoute): ReleaseToRoute {
  return {
    service: external.service,
    version: external.version,
    isDefault: true,
    provides: external.provides ?? { http: { protocol: 'http' } },
    dependencies: {},
  }
}

function externalInstances(external: ExternalToRoute): readonly InstanceToRoute[] {
  const provides = Object.keys(external.provides ?? { http: null })
  return [...external.endpoints].sort(compareText).map((endpoint, index) => {
    const { address, port } = parseEndpoint(external.service, endpoint)
    return {
      instance: `external:${external.service}:${index + 1}`,
      service: external.service,
      version: external.version,
      address,
      ports: Object.fromEntries(provides.map((provide) => [provide, port])),
    }
  })
}

function parseEndpoint(service: string, text: string): { address: string; port: number } {
  const match = /^(?<address>[^\s:]+):(?<port>\d{1,5})$/.exec(text)
  const port = Number(match?.groups?.['port'])
  const address = match?.groups?.['address']
  if (address === undefined || port < 1 || port > 65_535) {
    throw new RoutingFault('endpoint-invalid', {
      where: `services.${service}.external.endpoints`,
      expected: 'an endpoint such as `10.77.0.50:8080`',
      found: `\`${text}\``,
    })
  }
  return { address, port }
}

function addInstance(
  known: ReadonlyMap<string, ReleaseToRoute>,
  endpoints: Map<string, Map<string, Endpoint[]>>,
  instance: InstanceToRoute,
): void {
  const key = releaseKey(instance)
  const release = known.get(key)
  if (release === undefined) throw unknownInstance(instance, key)
  const ofRelease = endpoints.get(key) ?? new Map<string, Endpoint[]>()
  endpoints.set(key, ofRelease)
  for (const provide of Object.keys(release.provides)) {
    const port = lookUp(instance.ports, provide)
    if (port === undefined) throw incomplete(instance, provide)
    const list = ofRelease.get(provide) ?? []
    list.push({ instance: instance.instance, address: instance.address, port })
    ofRelease.set(provide, list)
  }
}

function compareEndpoints(a: Endpoint, b: Endpoint): number {
  return compareText(a.instance, b.instance) || compareText(a.address, b.address) || a.port - b.port
}

function duplicate(key: string): RoutingFault {
  return new RoutingFault('release-duplicate', {
    where: `the route table of ${key}`,
    expected: 'one release for each service and version',
    found: 'two',
    fix: 'If a spec calls a service external, it must not be delivered in the same revision',
  })
}

function unknownInstance(instance: InstanceToRoute, key: string): RoutingFault {
  return new RoutingFault('instance-unknown', {
    where: `instance ${instance.instance}`,
    expected: 'an instance of a release to route',
    found: `${key}, which is none of them`,
  })
}

function incomplete(instance: InstanceToRoute, provide: string): RoutingFault {
  return new RoutingFault('instance-incomplete', {
    where: `instance ${instance.instance}`,
    expected: `a port for each provide of ${releaseKey(instance)}`,
    found: `none for \`${provide}\``,
  })
}
