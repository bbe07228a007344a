import type { Protocol } from '../compile-input.ts'
import { compareText } from '../order.ts'
import { lookUp } from '../record.ts'
import type { Endpoint, RoutedRelease, RoutedService, RouteTable, WeightedRelease } from '../route-table.ts'
import { RoutingFault } from '../routing-fault.ts'

/**
 * How a slot speaks to its servers and watches them: `http` asks each its health path, `open` (http of which no health path is known)
 * and `tcp` only connect, `grpc` speaks h2 and asks grpc.health.v1.
 */
export type SlotKind = 'http' | 'open' | 'grpc' | 'tcp'

export const slotKinds: readonly SlotKind[] = ['http', 'open', 'grpc', 'tcp']

/** One provide of one release with the endpoints that it has. It never changes: other endpoints are another pool. */
export interface Pool {
  readonly kind: SlotKind
  /** `<service>@<version>`. */
  readonly release: string
  readonly provide: string
  /** What is asked there: a path, or a name for grpc.health.v1. Null: not known. */
  readonly health: string | null
  /** At least one. */
  readonly endpoints: readonly Endpoint[]
}

/** Equal pools have equal keys. */
export function poolKey({ kind, release, provide, health, endpoints }: Pool): string {
  const places = endpoints.map(({ instance, address, port }) => [instance, address, port])
  return JSON.stringify([kind, release, provide, health, places])
}

/** Every pool that a table can send something to, by key. Fault: `weights-unsupported`. */
export function poolsOf(table: RouteTable): ReadonlyMap<string, Pool> {
  const pools = new Map<string, Pool>()
  for (const [service, routed] of Object.entries(table.services)) {
    for (const [provide, protocol] of Object.entries(routed.provides)) {
      for (const [spelling, releases] of routesOf(routed, protocol)) {
        const pool = poolOfRoute(table, `${service} ${spelling}`, releases, provide, protocol)
        if (pool !== null) pools.set(poolKey(pool), pool)
      }
    }
  }
  return new Map([...pools].sort(([a], [b]) => compareText(a, b)))
}

/** A port of the VIP knows no range, so tcp goes to the default line alone. */
function routesOf(
  routed: RoutedService,
  protocol: Protocol,
): readonly (readonly [string, readonly WeightedRelease[]])[] {
  const byDefault = ['', routed.default] as const
  return protocol === 'tcp' ? [byDefault] : [byDefault, ...Object.entries(routed.routes)]
}

/** Null: nothing of it is live. Fault: `weights-unsupported`. */
export function poolOfRoute(
  table: RouteTable,
  route: string,
  releases: readonly WeightedRelease[],
  provide: string,
  protocol: Protocol,
): Pool | null {
  const pools = releases.flatMap(({ release }) => poolOf(table, release, provide, protocol) ?? [])
  const [pool = null, ...others] = pools
  if (others.length > 0) throw weightsUnsupported(route, releases)
  return pool
}

function poolOf(table: RouteTable, key: string, provide: string, protocol: Protocol): Pool | null {
  const release = lookUp(table.releases, key)
  const endpoints = lookUp(release?.endpoints ?? {}, provide) ?? []
  if (release === undefined || endpoints.length === 0) return null
  const health = healthOf(release, provide)
  return { kind: kindOf(protocol, health), release: key, provide, health, endpoints }
}

function healthOf({ health }: RoutedRelease, provide: string): string | null {
  return lookUp(health ?? {}, provide) ?? null
}

function kindOf(protocol: Protocol, health: string | null): SlotKind {
  return protocol === 'http' && health === null ? 'open' : protocol
}

function weightsUnsupported(route: string, releases: readonly WeightedRelease[]): RoutingFault {
  return new RoutingFault('weights-unsupported', {
    where: `the route ${route.trim()}`,
    expected: 'one release, which is all that HAProxy is configured for',
    found: releases.map(({ release, weight }) => `${release} (weight ${weight})`).join(', '),
    fix: 'Route each range to one release',
  })
}
