import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { EmbeddedFault } from '../fault.ts'
import { Forwarder } from './forward.ts'
import { createFront, lookIn } from './front.ts'
import { type Address, Listeners, listen, listeningDescriptor, stopAccepting } from './listeners.ts'
import type { ProxyState } from './proxy-state.ts'
import { route } from './router.ts'
import type { ProxyPaths, ProxySettings } from './settings.ts'
import { listenerKey } from './table.ts'
import { Tables } from './tables.ts'
import { type Drained, Traffic } from './traffic.ts'

const listenerRetryMs = 1000

/** The embedded proxy of one environment, without its control socket: what it serves and by which table. */
export class EmbeddedProxy {
  readonly #settings: ProxySettings
  readonly #traffic = new Traffic()
  readonly #tables: Tables
  readonly #listeners: Listeners
  readonly #front: Server
  readonly #inherited: Map<string, number>
  readonly #sockets = new Set<Socket>()
  readonly verifyFront: Server
  readonly #forwarder: Forwarder
  #draining = false

  constructor(paths: ProxyPaths, settings: ProxySettings, inherited: Map<string, number>) {
    this.#settings = settings
    this.#inherited = inherited
    this.#tables = new Tables(paths, new Date())
    this.#forwarder = new Forwarder(this.#traffic, settings.responseSeconds, () => this.#draining)
    this.#front = this.#track(
      createFront(this.#forwarder, (asked) => lookIn(this.#tables.committed, { ...asked, listener: null }, 'no-table')),
    )
    this.verifyFront = createFront(this.#forwarder, (asked) =>
      lookIn(this.#tables.prepared, { ...asked, listener: null }, 'nothing-prepared'),
    )
    this.#listeners = new Listeners((key) => this.#makeListener(key), inherited, settings.drainSeconds)
  }

  /** Binds the address, which must succeed, and the listeners, which are tried again when a port is taken. */
  async open(): Promise<void> {
    const key = listenerKey(this.#settings)
    await listen(this.#front, this.#settings, this.#inherited.get(key))
    this.#inherited.delete(key)
    await this.#bindListeners()
  }

  async prepare(text: string): Promise<{ digest: string }> {
    const loaded = this.#tables.prepare(text)
    try {
      await this.#listeners.bind(loaded.table.listeners)
    } catch (error) {
      this.abort()
      throw error
    }
    this.#listeners.keepOnly([this.#tables.committed, this.#tables.prepared], null)
    return { digest: loaded.digest }
  }

  commit(digest: string): { digest: string; changed: boolean } {
    const old = this.#tables.committed
    const changed = this.#tables.commit(digest, new Date())
    if (changed) this.#listeners.keepOnly([this.#tables.committed], old)
    return { digest, changed }
  }

  abort(): { aborted: boolean } {
    const aborted = this.#tables.abort()
    this.#listeners.keepOnly([this.#tables.committed], null)
    return { aborted }
  }

  /** A draining predecessor follows what its successor committed. */
  reload(): void {
    this.#tables.reload(new Date())
  }

  drain(instances: readonly string[], seconds: number | undefined): Promise<Drained> {
    const routed = this.#routedInstances()
    const still = instances.find((instance) => routed.has(instance))
    if (still !== undefined) {
      throw new EmbeddedFault('still-routed', {
        where: `Draining ${still}`,
        expected: 'an instance that no route names',
        found: 'one of the committed table',
        fix: 'Commit a table without it first',
      })
    }
    return this.#traffic.drain(new Set(instances), seconds ?? this.#settings.drainSeconds)
  }

  state(): ProxyState {
    return {
      pid: process.pid,
      digest: this.#tables.committed?.digest ?? null,
      prepared: this.#tables.prepared?.digest ?? null,
      inFlight: this.#traffic.inFlight(),
      requests: this.#traffic.served,
      closed: this.#traffic.closed,
      address: this.#settings.address,
      port: this.#settings.port,
      listeners: this.#listeners.addresses,
      since: this.#tables.since.toISOString(),
      draining: this.#draining,
    }
  }

  /** The listening sockets, for a successor. */
  descriptors(): readonly (Address & { readonly descriptor: number })[] {
    const { address, port } = this.#settings
    return [{ address: { address, port }, server: this.#front }, ...this.#listeners.servers].map((one) => ({
      ...one.address,
      descriptor: listeningDescriptor(one.server),
    }))
  }

  /**
   * Accepts no more and lets what is under way end; after drainSeconds it is cut. With a successor, idle connections are kept so that their
   * next request is answered with `Connection: close`; without one they are closed at once.
   */
  async leave(options: { readonly successor: boolean }): Promise<void> {
    this.#draining = true
    const servers = [this.#front, ...this.#listeners.servers.map(({ server }) => server)]
    for (const server of servers) stopAccepting(server)
    const until = performance.now() + this.#settings.drainSeconds * 1000
    if (options.successor) await this.#idle(until)
    for (const server of servers) server.closeIdleConnections()
    await this.#traffic.drain(null, Math.max(0, (until - performance.now()) / 1000))
    await this.#idle(Math.min(until, performance.now() + 1000))
  }

  /** Until no connection is open, or until then. */
  #idle(until: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, until - performance.now()))
      const check = () => {
        if (this.#sockets.size > 0) return
        clearTimeout(timer)
        resolve()
      }
      for (const socket of this.#sockets) socket.once('close', () => setImmediate(check))
      check()
    })
  }

  #track(server: Server): Server {
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    return server
  }

  #makeListener(key: string): Server {
    const front = createFront(this.#forwarder, (asked) => {
      const { committed } = this.#tables
      const listener = committed?.listeners.get(key)
      const retired = this.#listeners.retiredRoute(key)
      if (listener !== undefined || retired === null) {
        return lookIn(listener === undefined ? null : committed, { ...asked, listener: listener ?? null }, 'no-table')
      }
      const now = lookIn(committed, { ...asked, listener: retired.listener }, 'no-table')
      if (now.routing.kind === 'route') return now
      return { loaded: retired.loaded, routing: route(retired.loaded.table, { ...asked, listener: retired.listener }) }
    })
    return this.#track(front)
  }

  async #bindListeners(): Promise<void> {
    const wanted = [this.#tables.committed, this.#tables.prepared].flatMap((loaded) => loaded?.table.listeners ?? [])
    const outcomes = await Promise.allSettled(wanted.map((listener) => this.#listeners.bind([listener])))
    const failed = outcomes.find((outcome) => outcome.status === 'rejected')
    if (failed === undefined || this.#draining) return
    console.error(String(failed.reason))
    setTimeout(() => this.#bindListeners(), listenerRetryMs)
  }

  #routedInstances(): ReadonlySet<string> {
    const table = this.#tables.committed?.table
    const routes = Object.values(table?.services ?? {}).flatMap((service) => [
      service.default,
      ...Object.values(service.routes),
    ])
    const releases = new Set(routes.flat().map(({ release }) => release))
    const endpoints = [...releases].flatMap((release) =>
      Object.values(table?.releases[release]?.endpoints ?? {}).flat(),
    )
    return new Set(endpoints.map(({ instance }) => instance))
  }
}
