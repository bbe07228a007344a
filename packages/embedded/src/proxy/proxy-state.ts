import { Fields } from '../document/fields.ts'
import type { Address } from './listeners.ts'
import type { Drained } from './traffic.ts'

export interface ProxyState {
  readonly pid: number
  /** Digest of the committed table; null before the first. */
  readonly digest: string | null
  readonly prepared: string | null
  /** Requests, streams and WebSockets under way by instance, those of draining predecessors included. */
  readonly inFlight: Readonly<Record<string, number>>
  /** Answered since this process started. */
  readonly requests: number
  /** Cut at the end of a drain since this process started. */
  readonly closed: number
  readonly address: string
  readonly port: number
  readonly listeners: readonly Address[]
  /** When the committed table was taken up. */
  readonly since: string
  readonly draining: boolean
}

/** Reads what `state` answered. Keys of a newer program are passed over. */
export function parseProxyState(value: unknown, where: string): ProxyState {
  const fields = new Fields(value, where, 'proxy-invalid')
  const count = { min: 0, max: Number.MAX_SAFE_INTEGER }
  const port = { min: 1, max: 65_535 }
  return {
    pid: fields.integer('pid', { min: 1, max: 2 ** 31 - 1 }),
    digest: fields.value('digest') === null ? null : fields.text('digest'),
    prepared: fields.value('prepared') === null ? null : fields.text('prepared'),
    inFlight: Object.fromEntries(fields.entries('inFlight').map(([instance, flights]) => [instance, Number(flights)])),
    requests: fields.integer('requests', count),
    closed: fields.integer('closed', count),
    address: fields.text('address'),
    port: fields.integer('port', port),
    listeners: fields.list('listeners').map((item, index) => {
      const listener = new Fields(item, `${where} listeners[${index}]`, 'proxy-invalid')
      return { address: listener.text('address'), port: listener.integer('port', port) }
    }),
    since: fields.text('since'),
    draining: fields.value('draining') === true,
  }
}

/** Reads what `drain` answered. */
export function parseDrained(value: unknown, where: string): Drained {
  const fields = new Fields(value, where, 'proxy-invalid')
  const count = { min: 0, max: Number.MAX_SAFE_INTEGER }
  return { closed: fields.integer('closed', count), requests: fields.integer('requests', count) }
}
