import { isLabel } from './authorities.ts'
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
  /** 404: no such service, or it provides nothing of that protocol. `services`: what there is. */
  | { readonly outcome: 'unknown-service'; readonly service: string | null; readonly services: readonly string[] }
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
  const routed = target === null ? undefined : lookUp(table.services, target.service)
  if (target === null || routed === undefined) return unknownService(table, target?.service ?? null)
  const accepted = request.acceptVersion?.trim()
  const range = accepted === undefined || accepted === '' ? target.range : accepted
  const protocol = request.protocol ?? 'http'
  const provide = Object.entries(routed.provides).find(([, spoken]) => spoken === protocol)?.[0]
  if (provide === undefined) return unknownService(table, target.service)
  const weighted = range === null ? routed.default : lookUp(routed.routes, range)
  if (weighted === undefined || range === '') {
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
export function statusOfOutcome(outcome: RouteOutcome): 404 | 406 | 503 | null {
  switch (outcome.outcome) {
    case 'routed':
      return null
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
  const named = authority === null ? undefined : (lookUp(table.authorities, authority) ?? labelled(table, authority))
  if (named !== undefined) return { ...named, path: request.path, prefix: '' }
  return parsePathTarget(request.path)
}

/** `<label>.<authority>` whose label has no route: its service is known, so the answer is 406, not another service by path. */
function labelled(table: RouteTable, authority: string): { service: string; range: string } | undefined {
  const dot = authority.indexOf('.')
  const label = authority.slice(0, dot)
  if (dot === -1 || !isLabel(label)) return undefined
  const rest = lookUp(table.authorities, authority.slice(dot + 1))
  return rest?.range === null ? { service: rest.service, range: label } : undefined
}

function unknownService(table: RouteTable, service: string | null): RouteOutcome {
  return { outcome: 'unknown-service', service, services: Object.keys(table.services) }
}
