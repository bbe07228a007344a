import type { RouteListener } from './route-table.ts'

export type Protocol = 'http' | 'grpc' | 'tcp'

/** What a release provides. */
export interface ProvideToRoute {
  readonly protocol: Protocol
  /** How it is asked whether it works: the path of http, the name for grpc.health.v1. */
  readonly health?: string | undefined
}

/** What a release says of itself; a revision's release with its descriptor's `provides` fits. */
export interface ReleaseToRoute {
  readonly service: string
  readonly version: string
  /** Whether it belongs to the service's default line. */
  readonly isDefault: boolean
  /** By the provide's name. Empty for a worker, which is not routed. */
  readonly provides: Readonly<Record<string, ProvideToRoute>>
  /** By the dependency's name: the ranges whose spellings must be in the table. */
  readonly dependencies: Readonly<Record<string, { readonly range: string }>>
}

/** A service that Towpath does not deliver (spec: `external`). */
export interface ExternalToRoute {
  readonly service: string
  readonly version: string
  /** `host:port` each. Their ids are `external:<service>:<n>`, n from 1 in the order of the text. */
  readonly endpoints: readonly string[]
  /** Default: one provide `http`. */
  readonly provides?: Readonly<Record<string, ProvideToRoute>>
}

/** A running instance that may get requests; a release none of whose instances is given is not live. */
export interface InstanceToRoute {
  readonly instance: string
  readonly service: string
  readonly version: string
  /** IP address or host name. */
  readonly address: string
  /** By the provide's name. */
  readonly ports: Readonly<Record<string, number>>
}

export interface RouteTableInput {
  readonly environment: string
  /** `staging.internal`; null where the environment has none: then only aliases are authorities. */
  readonly domain: string | null
  readonly prereleases: 'exclude' | 'include'
  readonly releases: readonly ReleaseToRoute[]
  readonly externals: readonly ExternalToRoute[]
  /** Further authorities by service. */
  readonly aliases: Readonly<Record<string, readonly string[]>>
  readonly instances: readonly InstanceToRoute[]
  /** What `planListeners` chose; empty for HAProxy. */
  readonly listeners: readonly RouteListener[]
}
