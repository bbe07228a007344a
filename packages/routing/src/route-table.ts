/**
 * The route table: (service, range) → weighted releases → endpoints, compiled for a closed list of spellings
 * (DESIGN §7), so that no proxy ever evaluates a semver range. It is data: every proxy gets the same table and answers alike.
 */
export interface RouteTable {
  readonly schema: 1
  readonly environment: string
  /** By name. A service that is not here is answered 404. */
  readonly services: Readonly<Record<string, RoutedService>>
  /** Authorities in lower case without a port (`orders.staging.internal`, `v2.orders.…`, aliases) and what each means. */
  readonly authorities: Readonly<Record<string, RoutedAuthority>>
  /** By key `<service>@<version>`. */
  readonly releases: Readonly<Record<string, RoutedRelease>>
  /** Loopback listeners of the embedded proxy, one for each declared (service, range). Empty for HAProxy. */
  readonly listeners: readonly RouteListener[]
}

export interface RoutedService {
  /** The protocol of each provide by its name. */
  readonly provides: Readonly<Record<string, 'http' | 'grpc' | 'tcp'>>
  /** What no range means: the default line's releases. Empty when nothing of it is live (503). */
  readonly default: readonly WeightedRelease[]
  /** By spelling: bare forms, operators, labels, declared ranges as written and canonical. A spelling that is not here is answered 406. */
  readonly routes: Readonly<Record<string, readonly WeightedRelease[]>>
  /** Live versions, highest first, for the 406 answer. */
  readonly versions: readonly string[]
}

export interface WeightedRelease {
  /** Key into `releases`. */
  readonly release: string
  /** Positive integer; relative among the releases of one route. */
  readonly weight: number
}

export interface RoutedRelease {
  readonly service: string
  readonly version: string
  /** By the provide's name. */
  readonly endpoints: Readonly<Record<string, readonly Endpoint[]>>
  /** By the provide's name, where it is known: the path of http, the name that grpc.health.v1 is asked for. */
  readonly health?: Readonly<Record<string, string>>
}

export interface Endpoint {
  /** Instance id (FORMATS), or `external:<service>:<n>`. */
  readonly instance: string
  readonly address: string
  readonly port: number
}

export interface RoutedAuthority {
  /** Declared dependencies that are absent have their authorities too: they are answered 404, never by path. */
  readonly service: string
  /** A label; one that is no key of the service's `routes` is answered 406. null means its default. */
  readonly range: string | null
}

export interface RouteListener {
  readonly address: string
  readonly port: number
  /** Absent optional dependencies have their listeners too: they are answered 404. */
  readonly service: string
  /** Canonical; one that is no key of the service's `routes` is answered 406. */
  readonly range: string
}
