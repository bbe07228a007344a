import type { Inventory } from './inventory.ts'

/** An instance that a host says it runs. */
export interface ObservedInstance {
  readonly id: string
  readonly host: string
  /** By the provide's name. */
  readonly ports: Readonly<Record<string, number>>
}

export type Drift =
  /** Registered, and its host doesn't run it. */
  | { readonly kind: 'missing'; readonly id: string; readonly host: string }
  /** Runs, and is not registered. */
  | { readonly kind: 'unregistered'; readonly id: string; readonly host: string }
  /** Listens elsewhere than registered. */
  | {
      readonly kind: 'moved'
      readonly id: string
      readonly host: string
      readonly provide: string
      readonly registered: number | null
      readonly observed: number | null
    }

/**
 * Where hosts and inventory disagree, sorted by id; empty when they agree.
 * @param hosts the hosts that were asked: what is registered on others is not judged
 */
export function compareDrift(
  inventory: Inventory,
  observed: readonly ObservedInstance[],
  hosts: readonly string[],
): readonly Drift[] {
  const asked = new Set(hosts)
  const registered = [...inventory.services.values()]
    .flatMap(({ instances }) => instances)
    .filter(({ host }) => asked.has(host))
  const known = new Map(registered.map((record) => [record.id, record]))
  const seen = new Map(observed.map((instance) => [instance.id, instance]))
  const drifts: Drift[] = []
  for (const { id, host, ports } of registered) {
    const found = seen.get(id)
    if (found === undefined) drifts.push({ kind: 'missing', id, host })
    else drifts.push(...movedPorts(id, host, ports, found.ports))
  }
  for (const { id, host } of observed) if (!known.has(id)) drifts.push({ kind: 'unregistered', id, host })
  return drifts.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

function movedPorts(
  id: string,
  host: string,
  registered: Readonly<Record<string, number>>,
  observed: Readonly<Record<string, number>>,
): readonly Drift[] {
  return [...new Set([...Object.keys(registered), ...Object.keys(observed)])]
    .sort()
    .map((provide) => ({ provide, registered: registered[provide] ?? null, observed: observed[provide] ?? null }))
    .filter((ports) => ports.registered !== ports.observed)
    .map((ports) => ({ kind: 'moved', id, host, ...ports }))
}
