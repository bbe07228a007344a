import type { RouteTable } from '../route-table.ts'
import { isIpAddress } from './address.ts'
import { type Pool, poolKey, poolsOf, type SlotKind, slotKinds } from './pool.ts'
import { type ProxyState, type SlotSize, slotName } from './proxy-state.ts'

export interface SlotPlanInput {
  /** What runs; null when nothing of ours does, or when all is to be laid out anew. */
  readonly current: ProxyState | null
  /** The committed table and the one to prepare. */
  readonly tables: readonly RouteTable[]
  /** Slots that something is still under way to: they stay as they are. */
  readonly busy: ReadonlySet<string>
}

export interface SlotPlan {
  readonly state: ProxyState
  /** Whether HAProxy must be reloaded for it. Else the runtime commands suffice. */
  readonly isRestructured: boolean
  /** Slots that newly have a pool, in order. */
  readonly filled: readonly string[]
  /** Slots that had a pool and have none any more, or another one, in order. */
  readonly cleared: readonly string[]
}

/**
 * Which pool lies in which slot, so that all tables can be served at once. What is live or busy stays where it is; a pool that no
 * table names leaves. The same input gives the same plan. Fault: `weights-unsupported`.
 */
export function planSlots({ current, tables, busy }: SlotPlanInput): SlotPlan {
  const wanted = new Map(tables.flatMap((table) => [...poolsOf(table)]))
  const before = Object.entries(current?.pools ?? {})
  const kept = new Map(before.filter(([slot, pool]) => wanted.has(poolKey(pool)) || busy.has(slot)))
  const placed = new Set([...kept.values()].map(poolKey))
  const entering = [...wanted].filter(([key]) => !placed.has(key)).map(([, pool]) => pool)
  const pools = new Map(kept)
  for (const kind of slotKinds) {
    const free = freeSlots(kind, kept, new Set(before.map(([slot]) => slot)), current?.sizes[kind].slots ?? 0)
    for (const pool of entering.filter((one) => one.kind === kind)) pools.set(free.next().value, pool)
  }
  const sizes = {
    http: sizeOf('http', current, pools),
    open: sizeOf('open', current, pools),
    grpc: sizeOf('grpc', current, pools),
    tcp: sizeOf('tcp', current, pools),
  }
  const filled = [...pools.keys()].filter((slot) => !kept.has(slot)).sort(compareSlots)
  return {
    state: { schema: 1, sizes, pools: Object.fromEntries([...pools].sort(([a], [b]) => compareSlots(a, b))) },
    isRestructured: isGrown(current, sizes) || filled.some((slot) => hasHostName(pools.get(slot))),
    filled,
    cleared: before
      .map(([slot]) => slot)
      .filter((slot) => !kept.has(slot))
      .sort(compareSlots),
  }
}

/** Those that never had a pool first, then those that lose one now, then ones that are yet to be declared. */
function* freeSlots(
  kind: SlotKind,
  kept: ReadonlyMap<string, Pool>,
  used: ReadonlySet<string>,
  declared: number,
): Generator<string, never> {
  const slots = Array.from({ length: declared }, (_, index) => slotName(kind, index))
  yield* slots.filter((slot) => !used.has(slot))
  yield* slots.filter((slot) => used.has(slot) && !kept.has(slot))
  for (let index = declared; ; index += 1) yield slotName(kind, index)
}

const fewestSlots = 8
const fewestServers = 4

/** As declared while that is enough; else the next power of two that leaves half as many to spare. */
function sizeOf(kind: SlotKind, current: ProxyState | null, pools: ReadonlyMap<string, Pool>): SlotSize {
  const ofKind = [...pools.values()].filter((pool) => pool.kind === kind)
  const widest = Math.max(0, ...ofKind.map(({ endpoints }) => endpoints.length))
  const declared = current?.sizes[kind]
  return {
    slots: grow(declared?.slots ?? fewestSlots, ofKind.length),
    servers: grow(declared?.servers ?? fewestServers, widest),
  }
}

function grow(declared: number, needed: number): number {
  return needed <= declared ? declared : 2 ** Math.ceil(Math.log2(needed * 1.5))
}

function isGrown(current: ProxyState | null, sizes: ProxyState['sizes']): boolean {
  return slotKinds.some(
    (kind) => current?.sizes[kind].slots !== sizes[kind].slots || current.sizes[kind].servers !== sizes[kind].servers,
  )
}

/** HAProxy takes addresses at run time; a name is looked up when it reads its configuration. */
function hasHostName(pool: Pool | undefined): boolean {
  return pool !== undefined && !pool.endpoints.every(({ address }) => isIpAddress(address))
}

/** By kind, then by number. */
function compareSlots(a: string, b: string): number {
  const [aKind = '', aIndex] = a.split('-')
  const [bKind = '', bIndex] = b.split('-')
  return aKind < bKind ? -1 : aKind > bKind ? 1 : Number(aIndex) - Number(bIndex)
}
