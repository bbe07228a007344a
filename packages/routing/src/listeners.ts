import { canonicalRange } from '@towpath/descriptor'
import { compareText } from './order.ts'
import type { RouteListener } from './route-table.ts'
import { RoutingFault } from './routing-fault.ts'

/** A dependency that some descriptor of the revision declares. */
export interface DeclaredEdge {
  readonly service: string
  readonly range: string
}

export interface ListenerPlanInput {
  /** Edges of all releases that run or will run; doubles are welcome. */
  readonly declared: readonly DeclaredEdge[]
  /** What is open now: a (service, range) that has a port keeps it, because processes were told it. */
  readonly existing: readonly RouteListener[]
  /** Ports to choose from, in order; those of `existing` are passed over. */
  readonly freePorts: Iterable<number>
  /** Default 127.0.0.1. */
  readonly address?: string
}

/**
 * A loopback listener for each declared service and canonical range (two spellings of one range share it), sorted.
 * Also for a service that is absent: its listener answers 404. What is no longer declared is dropped.
 * Fault: `ports-exhausted`.
 */
export function planListeners(input: ListenerPlanInput): readonly RouteListener[] {
  const address = input.address ?? '127.0.0.1'
  const kept = new Map(input.existing.map((listener) => [listenerKey(listener), listener]))
  const taken = new Set(input.existing.map((listener) => listener.port))
  const free = Iterator.from(input.freePorts).filter((port) => !taken.has(port))
  const wanted = new Map(input.declared.map((edge) => [listenerKey(edge), edge]))
  const listeners: RouteListener[] = []
  for (const [key, { service, range }] of [...wanted].sort(([a], [b]) => compareText(a, b))) {
    const existing = kept.get(key)
    if (existing !== undefined) {
      listeners.push(existing)
      continue
    }
    const next = free.next()
    if (next.done === true) throw exhausted(service, range, wanted.size)
    taken.add(next.value)
    listeners.push({ address, port: next.value, service, range: canonicalRange(range) })
  }
  return sortListeners(listeners)
}

/** The listener of a dependency, whichever way its range is spelt. */
export function findListener(listeners: readonly RouteListener[], edge: DeclaredEdge): RouteListener | undefined {
  const key = listenerKey(edge)
  return listeners.find((listener) => listenerKey(listener) === key)
}

export function sortListeners(listeners: readonly RouteListener[]): readonly RouteListener[] {
  return [...listeners].sort(
    (a, b) => compareText(a.service, b.service) || compareText(a.range, b.range) || a.port - b.port,
  )
}

function listenerKey({ service, range }: DeclaredEdge): string {
  return `${service}@${canonicalRange(range)}`
}

function exhausted(service: string, range: string, wanted: number): RoutingFault {
  return new RoutingFault('ports-exhausted', {
    where: `the listener for ${service} \`${range}\``,
    expected: `a free loopback port for each of ${wanted} declared dependencies`,
    found: 'none left',
    fix: 'Free some ports, or widen the range that listeners are chosen from',
  })
}
