import { canonicalJson } from '@towpath/descriptor'
import {
  diffRunningMap,
  diffRunningServers,
  healthMapFile,
  type ProxyState,
  parseServersState,
  parseShowMap,
  planSlots,
  type RouteTable,
  type RunningDifference,
  type RuntimeCommand,
  renderClearCommands,
  renderFillCommands,
  renderHaproxyConfig,
  renderHealthMap,
  renderMapCommands,
  renderMaps,
  renderUpCommands,
  routeTableDigest,
  tableMapFile,
} from '@towpath/routing'
import { bindsOf, type Edge } from './edge.ts'
import type { EdgeChange } from './edge-change.ts'
import type { SeenEdge } from './look-at-edge.ts'
import {
  digestOf,
  liveFiles,
  nextFiles,
  nothing,
  serversOf,
  sha256,
  standingState,
  stands,
  tableOf,
} from './standing.ts'

/** A change that prepares a table, and what the edge is like with it. */
export interface Preparation {
  readonly change: EdgeChange
  readonly state: ProxyState
  /** Slots that newly have a pool. */
  readonly filled: readonly string[]
  /** Whether there was no room for them. */
  readonly isRestructured: boolean
}

/** Slots for all that the table needs, beside what is live, and what something may be under way to. Pure. */
export function planPreparing(edge: Edge, seen: SeenEdge, table: RouteTable): Preparation {
  const live = tableOf(edge, seen)
  const before = standingState(seen, live)
  const { state, isRestructured, filled, cleared } = planSlots({
    current: before,
    tables: live === null ? [table] : [live, table],
    busy: seen.busy ?? new Set(Object.keys(before.pools)),
  })
  return {
    state,
    filled,
    isRestructured,
    change: {
      ...nothing(edge, seen),
      ...planSwap(edge, seen, { before, state, isRestructured, filled, cleared, live, next: table }),
      awaited: filled.flatMap((slot) => serversOf(state, slot).map(({ server }) => server)),
    },
  }
}

/** A change that takes out what is not live, and the slots that have nothing then. */
export interface Release {
  readonly change: EdgeChange
  readonly cleared: readonly string[]
}

/** Only what is live remains, and what something is under way to, of that which is given as `busy`; null when that is so. Pure. */
export function planReleasing(edge: Edge, seen: SeenEdge, busy: ReadonlySet<string>): Release | null {
  const live = tableOf(edge, seen)
  const before = standingState(seen, live)
  const plan = planSlots({ current: before, tables: live === null ? [] : [live], busy })
  const files = nextFiles(plan.state, live)
  if (plan.cleared.length === 0 && (seen.prepared ?? '') === digestOf(live) && stands(edge, seen, files)) return null
  return {
    change: { ...nothing(edge, seen), ...planSwap(edge, seen, { ...plan, before, live, next: live }) },
    cleared: plan.cleared,
  }
}

export interface Commit {
  /** That it was prepared with. */
  readonly state: ProxyState
  readonly table: RouteTable
  /** True mends a haproxy that runs otherwise than its files say. */
  readonly isReload: boolean
}

/** The prepared table becomes the live one. Pure. */
export function planCommitting(edge: Edge, { state, table, isReload }: Commit): EdgeChange {
  const live = renderMaps(table, state)['table.map']
  return {
    plannedOn: sha256(renderHaproxyConfig(edge.haproxy, state)),
    prepared: routeTableDigest(table),
    units: {},
    files: { 'live/table.map': live, table: canonicalJson(table) },
    isReload,
    commands: isReload ? renderUpCommands(state) : renderMapCommands(tableMapFile(edge.files.folder, 'live'), live),
    vip: 'leave',
    binds: bindsOf(edge),
    awaited: [],
    questions: ['show servers state', `show map ${tableMapFile(edge.files.folder, 'live')}`],
  }
}

/** How a running proxy differs from what was committed, from its answers to that change's questions. Pure. */
export function readDifferences(
  state: ProxyState,
  table: RouteTable,
  [servers = '', map = '']: readonly string[],
): readonly RunningDifference[] {
  return [
    ...diffRunningServers(state, parseServersState(servers)),
    ...diffRunningMap(renderMaps(table, state)['table.map'], parseShowMap(map)),
  ]
}

/** Servers of what leaves: of pools that are not live any more, those of these instances. */
export function leavingServers(edge: Edge, seen: SeenEdge, instances: readonly string[]): readonly string[] {
  const live = tableOf(edge, seen)
  const state = standingState(seen, live)
  const { cleared } = planSlots({ current: state, tables: live === null ? [] : [live], busy: new Set() })
  return cleared.flatMap((slot) =>
    serversOf(state, slot).flatMap(({ server, instance }) => (instances.includes(instance) ? [server] : [])),
  )
}

interface Swap {
  readonly before: ProxyState
  readonly state: ProxyState
  readonly isRestructured: boolean
  readonly filled: readonly string[]
  readonly cleared: readonly string[]
  readonly live: RouteTable | null
  readonly next: RouteTable | null
}

/** Other pools in slots, and another table for the verify socket. What the running haproxy was not configured by calls for a reload. */
function planSwap(edge: Edge, seen: SeenEdge, swap: Swap): Pick<EdgeChange, 'files' | 'isReload' | 'commands'> {
  const { before, state, live, next, filled, cleared } = swap
  const { folder } = edge.files
  const isBehind = seen.isPending || !stands(edge, seen, { 'haproxy.cfg': renderHaproxyConfig(edge.haproxy, before) })
  const isReload = swap.isRestructured || isBehind
  const health = renderHealthMap(state)
  const prepared = renderMaps(next, state)['table.map']
  const commands: readonly RuntimeCommand[] = [
    ...renderClearCommands(
      state,
      cleared.filter((slot) => !filled.includes(slot)),
    ),
    ...renderMapCommands(healthMapFile(folder), health),
    ...renderFillCommands(state, filled),
    ...renderMapCommands(tableMapFile(folder, 'next'), prepared),
  ]
  return {
    files: {
      ...liveFiles(state, live),
      'next/table.map': prepared,
      'haproxy.cfg': renderHaproxyConfig(edge.haproxy, state),
      prepared: digestOf(next),
    },
    isReload,
    commands: isReload ? renderUpCommands(without(state, filled)) : commands,
  }
}

function without(state: ProxyState, slots: readonly string[]): ProxyState {
  return { ...state, pools: Object.fromEntries(Object.entries(state.pools).filter(([slot]) => !slots.includes(slot))) }
}
