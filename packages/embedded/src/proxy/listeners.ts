import type { Server as HttpServer } from 'node:http'
import { Server as TcpServer } from 'node:net'
import type { RouteListener } from '@towpath/routing'
import { EmbeddedFault } from '../fault.ts'
import { portTaken } from '../ports/port-holder.ts'
import { type LoadedTable, listenerKey } from './table.ts'

export interface Address {
  readonly address: string
  readonly port: number
}

/** What a listener was before a switch took it out of the table: instances that still drain call by it. */
export interface RetiredRoute {
  readonly loaded: LoadedTable
  readonly listener: RouteListener
}

interface Bound extends Address {
  readonly server: HttpServer
  retired: { readonly route: RetiredRoute | null; readonly timer: NodeJS.Timeout } | null
}

/** The loopback listeners of the tables. */
export class Listeners {
  readonly #bound = new Map<string, Bound>()
  readonly #makeServer: (key: string) => HttpServer
  readonly #inherited: Map<string, number>
  readonly #drainSeconds: number

  constructor(makeServer: (key: string) => HttpServer, inherited: Map<string, number>, drainSeconds: number) {
    this.#makeServer = makeServer
    this.#inherited = inherited
    this.#drainSeconds = drainSeconds
  }

  get addresses(): readonly Address[] {
    return [...this.#bound.values()].map(({ address, port }) => ({ address, port }))
  }

  retiredRoute(key: string): RetiredRoute | null {
    return this.#bound.get(key)?.retired?.route ?? null
  }

  /** Binds what these listeners lack. Throws on the first port that is taken; what was bound by then stays for `keepOnly`. */
  async bind(wanted: Iterable<RouteListener>): Promise<void> {
    for (const listener of wanted) {
      const key = listenerKey(listener)
      const bound = this.#bound.get(key)
      if (bound !== undefined) {
        clearTimeout(bound.retired?.timer)
        continue
      }
      const server = this.#makeServer(key)
      await listen(server, listener, this.#inherited.get(key))
      this.#inherited.delete(key)
      this.#bound.set(key, { address: listener.address, port: listener.port, server, retired: null })
    }
  }

  /** Lets go of what no table names any more; what `old` routed stays for the time of a drain. */
  keepOnly(tables: readonly (LoadedTable | null)[], old: LoadedTable | null): void {
    for (const [key, bound] of this.#bound) {
      if (tables.some((loaded) => loaded?.listeners.has(key) === true)) {
        clearTimeout(bound.retired?.timer)
        bound.retired = null
        continue
      }
      if (bound.retired !== null) continue
      const listener = old?.listeners.get(key)
      const close = () => {
        this.#bound.delete(key)
        bound.server.close()
      }
      if (old === null || listener === undefined) close()
      else bound.retired = { route: { loaded: old, listener }, timer: setTimeout(close, this.#drainSeconds * 1000) }
    }
  }

  get servers(): readonly { readonly address: Address; readonly server: HttpServer }[] {
    return [...this.#bound.values()].map(({ address, port, server }) => ({ address: { address, port }, server }))
  }
}

/** Listens on an address, or on a descriptor that a predecessor handed over. */
export function listen(server: HttpServer, { address, port }: Address, descriptor: number | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const refused = (error: unknown) => reject(portTaken(address, port, error))
    server.once('error', refused)
    server.listen(
      descriptor === undefined ? { host: address, port, backlog: 4096 } : { fd: descriptor, backlog: 4096 },
      () => {
        server.off('error', refused)
        resolve()
      },
    )
  })
}

/** Accepts no more. Unlike `server.close()` of node:http it leaves idle keep-alive connections: a request may be under way on one. */
export function stopAccepting(server: HttpServer): void {
  if (server.listening) TcpServer.prototype.close.call(server)
}

/** The descriptor of a listening socket, which node has in `_handle` only. */
export function listeningDescriptor(server: HttpServer): number {
  const handle: unknown = Reflect.get(server, '_handle')
  const descriptor: unknown = typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined
  if (typeof descriptor === 'number' && descriptor >= 0) return descriptor
  throw new EmbeddedFault('proxy-invalid', {
    where: 'Handover',
    expected: 'the descriptor of a listening socket',
    found: 'none in this node',
  })
}
