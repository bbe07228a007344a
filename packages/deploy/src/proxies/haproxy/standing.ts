import { createHash } from 'node:crypto'
import {
  type ProxyState,
  parseProxyState,
  parseRouteTable,
  planSlots,
  type RouteTable,
  renderHealthMap,
  renderMaps,
  routeTableDigest,
  serverNames,
} from '@towpath/routing'
import { bindsOf, type Edge } from './edge.ts'
import type { EdgeChange } from './edge-change.ts'
import type { SeenEdge } from './look-at-edge.ts'

/** A change that changes nothing. */
export function nothing(edge: Edge, seen: SeenEdge): EdgeChange {
  return {
    plannedOn: seen.files.get(edge.files.config) ?? null,
    prepared: null,
    units: {},
    files: {},
    isReload: false,
    commands: [],
    vip: 'leave',
    binds: bindsOf(edge),
    awaited: [],
    questions: [],
  }
}

/** The committed table, null before the first. */
export function tableOf({ files }: Edge, { table }: SeenEdge): RouteTable | null {
  return table === null ? null : parseRouteTable(table, `${files.folder}/table`)
}

/** What haproxy.cfg says; laid out anew from the committed table where it is none of ours. */
export function standingState({ stateLine }: SeenEdge, table: RouteTable | null): ProxyState {
  const current = stateLine === null ? null : parseProxyState(stateLine)
  const tables = table === null ? [] : [table]
  const busy = new Set(Object.keys(current?.pools ?? {}))
  return planSlots({ current, tables, busy }).state
}

export function liveFiles(state: ProxyState, table: RouteTable | null): Readonly<Record<string, string>> {
  return { 'health.map': renderHealthMap(state), 'live/table.map': renderMaps(table, state)['table.map'] }
}

export function nextFiles(state: ProxyState, table: RouteTable | null): Readonly<Record<string, string>> {
  return { 'next/table.map': renderMaps(table, state)['table.map'] }
}

/** Empty for none, as it stands in `prepared`. */
export function digestOf(table: RouteTable | null): string {
  return table === null ? '' : routeTableDigest(table)
}

/** Whether these files of the proxy's folder are as they should be. */
export function stands(
  { files: { folder } }: Edge,
  { files }: SeenEdge,
  wanted: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(wanted).every(([path, text]) => files.get(`${folder}/${path}`) === sha256(text))
}

export function unitsStand({ files }: SeenEdge, units: Readonly<Record<string, string>>): boolean {
  return Object.entries(units).every(([name, text]) =>
    [...files].some(([path, digest]) => path.endsWith(`/${name}.service`) && digest === sha256(text)),
  )
}

/** `backend/server` of each endpoint that is in a slot. */
export function serversOf(state: ProxyState, slot: string): readonly { server: string; instance: string }[] {
  const pool = state.pools[slot]
  if (pool === undefined) return []
  const names = serverNames(state.sizes[pool.kind])
  return pool.endpoints.map(({ instance }, index) => ({ server: `${slot}/${names[index]}`, instance }))
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
