import type { Protocol } from '../compile-input.ts'
import { compareText } from '../order.ts'
import type { RoutedService, RouteTable, WeightedRelease } from '../route-table.ts'
import { grpcCheckMessage } from './grpc-check.ts'
import { encodeMapText, type MapEntry, renderMap } from './map-text.ts'
import { type Pool, poolKey, poolOfRoute } from './pool.ts'
import type { ProxyState } from './proxy-state.ts'

/**
 * A table for HAProxy, by name of the file in `live/` or `next/`. All of it is one map, so that one `commit map` is the whole switch:
 *
 *     services                      list of all services, for the 404 answer
 *     authority/<name>              <service> or <service>@<label>
 *     <protocol>/<service>          where its default line is: <slot>/<version>, or `none` when nothing of it is live
 *     <protocol>/<service>@<range>  likewise
 *     tcp/<service>/<provide>       <slot>
 *     versions/<service>            lists for the 406 answer
 *     ranges/<service>
 *
 * The slots are those of `state`, which must have a pool for each route of the table. Null makes an empty one: no table yet.
 */
export function renderMaps(table: RouteTable | null, state: ProxyState): Readonly<Record<'table.map', string>> {
  const entries = table === null ? [] : [...entriesOf(table, state)]
  return { 'table.map': renderMap(entries.sort(([a], [b]) => compareText(a, b))) }
}

function* entriesOf(table: RouteTable, { pools }: ProxyState): Generator<MapEntry> {
  yield ['services', encodeList(Object.keys(table.services))]
  for (const [authority, { service, range }] of Object.entries(table.authorities)) {
    yield [`authority/${encodeMapText(authority)}`, range === null ? service : `${service}@${range}`]
  }
  const slots = new Map(Object.entries(pools).map(([slot, pool]) => [poolKey(pool), slot]))
  for (const [service, routed] of Object.entries(table.services)) {
    yield [`versions/${service}`, encodeList(routed.versions)]
    yield [`ranges/${service}`, encodeList(Object.keys(routed.routes))]
    yield* routesOf(table, service, routed, slots)
  }
}

function* routesOf(
  table: RouteTable,
  service: string,
  routed: RoutedService,
  slots: ReadonlyMap<string, string>,
): Generator<MapEntry> {
  const place = (spelling: string, releases: readonly WeightedRelease[], provide: string, protocol: Protocol) => {
    const pool = poolOfRoute(table, `${service} ${spelling}`, releases, provide, protocol)
    const slot = pool === null ? undefined : slots.get(poolKey(pool))
    if (pool === null || slot === undefined) return 'none'
    return protocol === 'tcp' ? slot : `${slot}/${pool.release.slice(pool.release.indexOf('@') + 1)}`
  }
  for (const [provide, protocol] of Object.entries(routed.provides)) {
    const key = protocol === 'tcp' ? `tcp/${service}/${provide}` : `${protocol}/${service}`
    yield [key, place('', routed.default, provide, protocol)]
    if (protocol === 'tcp') continue
    for (const [spelling, releases] of Object.entries(routed.routes)) {
      yield [`${key}@${encodeMapText(spelling)}`, place(spelling, releases, provide, protocol)]
    }
  }
}

const mostShown = 200
/** HAProxy builds an answer in one buffer of 16 KiB, and what is written there grows on the way. */
const mostEncoded = 6000

/** A JSON list, cut where it would be too long for an answer. */
function encodeList(texts: readonly string[]): string {
  const shown: string[] = []
  let length = 0
  for (const text of texts.slice(0, mostShown)) {
    length += encodeMapText(`${JSON.stringify(text)},`).length
    if (length > mostEncoded) break
    shown.push(text)
  }
  return encodeMapText(JSON.stringify(shown))
}

/** `health.map`: by slot, what is asked there. It is the slots' own, whatever the tables say. */
export function renderHealthMap({ pools }: ProxyState): string {
  return renderMap(Object.entries(pools).flatMap(([slot, pool]) => healthEntry(slot, pool)))
}

function healthEntry(slot: string, { kind, health }: Pool): readonly MapEntry[] {
  if (kind === 'grpc') return [[slot, grpcCheckMessage(health ?? '')]]
  return health === null ? [] : [[slot, encodeMapText(health)]]
}
