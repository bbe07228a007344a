import type { Inventory } from './inventory.ts'
import type { ClosedRecord, InstanceRecord } from './records.ts'

/** An instance at some time: open when validTo is null. */
export type KnownInstance = (InstanceRecord & { readonly service: string }) | ClosedRecord

/** Finds instances in constant or logarithmic time, however many there were. */
export interface InstanceIndex {
  /** The newest life of an instance id. */
  byId(id: string): KnownInstance | undefined
  /**
   * Who had this address and port then. When nobody had, the one whose time is nearest within the tolerance: clocks
   * differ, and an instance serves before the deploy that started it ends.
   */
  byAddress(ip: string, port: number, at: Date, toleranceMs?: number): KnownInstance | undefined
  /** The instances of one release that ran then, newest first. */
  byRelease(service: string, version: string): readonly KnownInstance[]
  has(service: string): boolean
}

const defaultToleranceMs = 60_000

interface Life {
  readonly from: number
  readonly to: number
  readonly instance: KnownInstance
}

export function indexInstances(inventory: Inventory, history: Iterable<ClosedRecord>): InstanceIndex {
  const ids = new Map<string, Life>()
  const sockets = new Map<string, Life[]>()
  const releases = new Map<string, KnownInstance[]>()
  const services = new Set(inventory.services.keys())
  const add = (instance: KnownInstance) => {
    const life = lifeOf(instance)
    services.add(instance.service)
    const known = ids.get(instance.id)
    if (known === undefined || known.from <= life.from) ids.set(instance.id, life)
    push(releases, `${instance.service}@${instance.version}`, instance)
    for (const port of new Set(Object.values(instance.ports))) push(sockets, `${instance.ip}:${port}`, life)
  }
  for (const record of history) add(record)
  for (const { service, instances } of inventory.services.values()) {
    for (const instance of instances) add({ ...instance, service })
  }
  for (const lives of sockets.values()) lives.sort((a, b) => a.from - b.from)
  return {
    byId: (id) => ids.get(id)?.instance,
    byAddress: (ip, port, at, toleranceMs = defaultToleranceMs) =>
      findLife(sockets.get(`${ip}:${port}`) ?? [], at.getTime(), toleranceMs)?.instance,
    byRelease: (service, version) => releases.get(`${service}@${version}`) ?? [],
    has: (service) => services.has(service),
  }
}

function lifeOf(instance: KnownInstance): Life {
  const to = instance.validTo === null ? Number.POSITIVE_INFINITY : Date.parse(instance.validTo)
  return { from: Date.parse(instance.validFrom), to, instance }
}

/** Lives at one socket don't overlap and are sorted: the right one is the last that began by then, or a neighbour. */
function findLife(lives: readonly Life[], at: number, toleranceMs: number): Life | undefined {
  let low = 0
  let high = lives.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((lives[middle]?.from ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1
    else high = middle
  }
  const before = lives[low - 1]
  if (before !== undefined && at < before.to) return before
  const after = lives[low]
  const sinceBefore = before === undefined ? Number.POSITIVE_INFINITY : at - before.to
  const untilAfter = after === undefined ? Number.POSITIVE_INFINITY : after.from - at
  if (Math.min(sinceBefore, untilAfter) >= toleranceMs) return undefined
  return untilAfter <= sinceBefore ? after : before
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}
