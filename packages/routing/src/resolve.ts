import { meaningOfAuthority } from './authorities.ts'
import { lookUp } from './record.ts'
import { normalizeAuthority, parsePathTarget, type RouteRequest } from './request-target.ts'
import type { Endpoint, RouteTable, WeightedRelease } from './route-table.ts'

/** What a table answers to a request. */
export type RouteOutcome =
  | {
      readonly outcome: 'routed'
      readonly service: string
      /** The spelling that was used; null: the default line. */
      readonly range: string | null
      readonly provide: string
      /** Those that have endpoints of the provide; at least one. */
      readonly releases: readonly (WeightedRelease & { readonly endpoints: readonly Endpoint[] })[]
      /** What the service gets. */
      readonly path: string
      /** What was stripped (`X-Forwarded-Prefix`); empty when the authority named the service. */
      readonly prefix: string
    }
  /** 400: not a path, or one that is not well encoded. */
  | { readonly outcome: 'malformed' }
  /** 404: no such service, or it provides nothing of that protocol. `services`: what there is. */
  | { readonly outcome: 'unknown-service'; readonly service: string; readonly services: readonly string[] }
  /** 406: a spelling that is not compiled. `versions`: what is live. */
  | {
      readonly outcome: 'unknown-range'
      readonly service: string
      readonly range: string
      readonly versions: readonly string[]
    }
  /** 503: known, and nothing of it is live. */
  | { readonly outcome: 'nothing-live'; readonly service: string; readonly range: string | null }

/** What a request means before a table's routes are asked. */
interface Target {
  readonly service: string
  readonly range: string | null
  readonly path: string
  readonly prefix: string
}

/** The reference: a proxy is right when it answers as this does. Pure, and as slow as it is plain. */
export function resolveRoute(table: RouteTable, request: RouteRequest): RouteOutcome {
  const target = targetOf(table, request)
  if (target === null) return { outcome: 'malformed' }
  const routed = lookUp(table.services, target.service)
  if (routed === undefined) return unknownService(table, target.service)
  const range = request.acceptVersion ?? target.range
  const protocol = request.protocol ?? 'http'
  const provide = Object.entries(routed.provides).find(([, spoken]) => spoken === protocol)?.[0]
  if (provide === undefined) return unknownService(table, target.service)
  const weighted = range === null ? routed.default : lookUp(routed.routes, range)
  if (weighted === undefined) {
    return { outcome: 'unknown-range', service: target.service, range: range ?? '', versions: routed.versions }
  }
  const releases = weighted
    .map((route) => ({ ...route, endpoints: lookUp(table.releases[route.release]?.endpoints ?? {}, provide) ?? [] }))
    .filter((route) => route.endpoints.length > 0)
  if (releases.length === 0) return { outcome: 'nothing-live', service: target.service, range }
  return {
    outcome: 'routed',
    service: target.service,
    range,
    provide,
    releases,
    path: target.path,
    prefix: target.prefix,
  }
}

/** The HTTP status of an outcome; null when the service itself answers. */
export function statusOfOutcome(outcome: RouteOutcome): 400 | 404 | 406 | 503 | null {
  switch (outcome.outcome) {
    case 'routed':
      return null
    case 'malformed':
      return 400
    case 'unknown-service':
      return 404
    case 'unknown-range':
      return 406
    case 'nothing-live':
      return 503
  }
}

function targetOf(table: RouteTable, request: RouteRequest): Target | null {
  const authority = request.authority === null ? null : normalizeAuthority(request.authority)
  const named = authority === null ? null : meaningOfAuthority(table, authority)
  if (named !== null) return { ...named, path: request.path, prefix: '' }
  return parsePathTarget(request.path)
}

function unknownService(table: RouteTable, service: string): RouteOutcome {
  return { outcome: 'unknown-service', service, services: Object.keys(table.services) }
}
