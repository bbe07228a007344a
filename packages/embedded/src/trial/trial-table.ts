import type { Endpoint, RouteListener, RouteTable } from '@towpath/routing'

export interface TrialRelease {
  readonly version: string
  readonly endpoints: readonly (Pick<Endpoint, 'port'> & Partial<Endpoint>)[]
  /** Spellings beside the version itself. */
  readonly ranges?: readonly string[]
  readonly weight?: number
}

/** A table in which the first release of each service is its default line; releases that share a spelling share its traffic. */
export function makeTable(
  services: Readonly<Record<string, readonly TrialRelease[]>>,
  listeners: readonly RouteListener[] = [],
): RouteTable {
  const entries = Object.entries(services)
  const releases = entries.flatMap(([service, all]) =>
    all.map(({ version, endpoints }) => {
      const http = endpoints.map((one) => ({
        instance: `${service}-${version}-${one.port}`,
        address: '127.0.0.1',
        ...one,
      }))
      return [`${service}@${version}`, { service, version, endpoints: { http } }] as const
    }),
  )
  const routed = entries.map(([service, all]) => {
    const weighted = (release: TrialRelease) => ({
      release: `${service}@${release.version}`,
      weight: release.weight ?? 1,
    })
    const spellings = new Set(all.flatMap(({ version, ranges }) => [version, ...(ranges ?? [])]))
    const routes = [...spellings].map(
      (range) =>
        [range, all.filter((one) => one.version === range || one.ranges?.includes(range)).map(weighted)] as const,
    )
    const first = all.slice(0, 1).map(weighted)
    const versions = all.map(({ version }) => version)
    return [
      service,
      { provides: { http: 'http' as const }, default: first, routes: Object.fromEntries(routes), versions },
    ] as const
  })
  const authorities = entries.flatMap(([service, all]) => [
    [`${service}.test.internal`, { service, range: null }] as const,
    ...all.flatMap(({ ranges }) =>
      (ranges ?? [])
        .filter((range) => /^v[\d-]+$/.test(range))
        .map((range) => [`${range}.${service}.test.internal`, { service, range }] as const),
    ),
  ])
  return {
    schema: 1,
    environment: 'test',
    services: Object.fromEntries(routed),
    authorities: Object.fromEntries(authorities),
    releases: Object.fromEntries(releases),
    listeners,
  }
}
