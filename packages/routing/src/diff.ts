import { compareText } from './order.ts'
import { lookUp } from './record.ts'
import type { Endpoint, RouteTable, WeightedRelease } from './route-table.ts'

export type RouteChange =
  | { readonly kind: 'service-added' | 'service-removed'; readonly service: string }
  | { readonly kind: 'default-moved'; readonly service: string; readonly from: string; readonly to: string }
  | {
      /** Spellings that led to `from` and lead to `to` now; `nothing` for not in the table. */
      readonly kind: 'routes-moved'
      readonly service: string
      readonly spellings: readonly string[]
      readonly from: string
      readonly to: string
    }
  | {
      readonly kind: 'endpoint-added' | 'endpoint-removed'
      readonly release: string
      readonly provide: string
      readonly endpoint: string
    }
  | { readonly kind: 'authority-added' | 'authority-removed'; readonly authority: string }
  | { readonly kind: 'listener-added' | 'listener-removed'; readonly listener: string }

/** What changes from one table to another, in a fixed order; empty when they route alike. */
export function diffRouteTables(before: RouteTable, after: RouteTable): readonly RouteChange[] {
  return [
    ...changed(Object.keys(before.services), Object.keys(after.services), (service, how) => ({
      kind: `service-${how}` as const,
      service,
    })),
    ...movedRoutes(before, after),
    ...changed(endpointsOf(before), endpointsOf(after), (text, how) => {
      const [release = '', provide = '', endpoint = ''] = text.split(' ')
      return { kind: `endpoint-${how}` as const, release, provide, endpoint }
    }),
    ...changed(authoritiesOf(before), authoritiesOf(after), (authority, how) => ({
      kind: `authority-${how}` as const,
      authority,
    })),
    ...changed(listenersOf(before), listenersOf(after), (listener, how) => ({
      kind: `listener-${how}` as const,
      listener,
    })),
  ]
}

/** One line for people. */
export function renderRouteChange(change: RouteChange): string {
  switch (change.kind) {
    case 'service-added':
      return `+ ${change.service}`
    case 'service-removed':
      return `- ${change.service}`
    case 'default-moved':
      return `~ ${change.service} (default): ${change.from} → ${change.to}`
    case 'routes-moved':
      return `~ ${change.service}@{${change.spellings.join(', ')}}: ${change.from} → ${change.to}`
    case 'endpoint-added':
      return `+ ${change.release} ${change.provide} ${change.endpoint}`
    case 'endpoint-removed':
      return `- ${change.release} ${change.provide} ${change.endpoint}`
    case 'authority-added':
      return `+ ${change.authority}`
    case 'authority-removed':
      return `- ${change.authority}`
    case 'listener-added':
      return `+ listener ${change.listener}`
    case 'listener-removed':
      return `- listener ${change.listener}`
  }
}

function movedRoutes(before: RouteTable, after: RouteTable): readonly RouteChange[] {
  const changes: RouteChange[] = []
  for (const service of union(Object.keys(before.services), Object.keys(after.services))) {
    const [one, other] = [lookUp(before.services, service), lookUp(after.services, service)]
    const from = renderWeighted(one?.default)
    const to = renderWeighted(other?.default)
    if (from !== to) changes.push({ kind: 'default-moved', service, from, to })
    const spellings = union(Object.keys(one?.routes ?? {}), Object.keys(other?.routes ?? {}))
    const moves = Map.groupBy(
      spellings
        .map((spelling) => ({
          spelling,
          from: renderWeighted(one?.routes[spelling]),
          to: renderWeighted(other?.routes[spelling]),
        }))
        .filter((move) => move.from !== move.to),
      (move) => `${move.from} → ${move.to}`,
    )
    for (const [, group] of [...moves].sort(([a], [b]) => compareText(a, b))) {
      const [first] = group
      if (first === undefined) continue
      const { from, to } = first
      changes.push({ kind: 'routes-moved', service, spellings: group.map((move) => move.spelling), from, to })
    }
  }
  return changes
}

function renderWeighted(releases: readonly WeightedRelease[] | undefined): string {
  if (releases === undefined || releases.length === 0) return 'nothing'
  if (releases.length === 1) return releases[0]?.release ?? 'nothing'
  return releases.map(({ release, weight }) => `${release} ×${weight}`).join(' + ')
}

function endpointsOf(table: RouteTable): readonly string[] {
  return Object.entries(table.releases).flatMap(([key, release]) =>
    Object.entries(release.endpoints).flatMap(([provide, endpoints]) =>
      endpoints.map((endpoint) => `${key} ${provide} ${renderEndpoint(endpoint)}`),
    ),
  )
}

function renderEndpoint({ address, port }: Endpoint): string {
  return `${address}:${port}`
}

function authoritiesOf(table: RouteTable): readonly string[] {
  return Object.entries(table.authorities).map(
    ([authority, { service, range }]) => `${authority} → ${service}${range === null ? '' : `@${range}`}`,
  )
}

function listenersOf(table: RouteTable): readonly string[] {
  return table.listeners.map(({ address, port, service, range }) => `${address}:${port} → ${service} ${range}`)
}

function union(one: readonly string[], other: readonly string[]): readonly string[] {
  return [...new Set([...one, ...other])].sort(compareText)
}

function changed(
  before: readonly string[],
  after: readonly string[],
  change: (text: string, how: 'added' | 'removed') => RouteChange,
): readonly RouteChange[] {
  const [old, now] = [new Set(before), new Set(after)]
  return [
    ...[...old]
      .filter((text) => !now.has(text))
      .sort(compareText)
      .map((text) => change(text, 'removed')),
    ...[...now]
      .filter((text) => !old.has(text))
      .sort(compareText)
      .map((text) => change(text, 'added')),
  ]
}
