import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { environmentFolder, type Host } from '@towpath/hosts'
import type { RouteTable } from '@towpath/routing'
import { openEmbeddedProxy } from '../proxies/open-embedded-proxy.ts'
import type { ReverseProxy, SeeEdge } from '../proxies/proxy.ts'

type Verb = 'open' | 'prepare' | 'commit' | 'drain' | 'fresh'

/** What happens before an edge obeys; it may throw. */
export type Happening = (edge: string, verb: Verb) => void

/**
 * Stands for HAProxy on a local host: the embedded proxy at the host's own address, with a file for its freshness. It answers real requests by real
 * tables; what it can't show is a VIP that moves.
 */
export function seeStandInEdge(happens: Happening = () => undefined): SeeEdge {
  return async (host, { spec, acting }) => ({
    open: async () => {
      happens(host.name, 'open')
      const own = { ...spec, address: { ...spec.address, vip: host.address } }
      return new StandInEdge(await openEmbeddedProxy(host, own, acting), freshnessFile(host, spec.environment), happens)
    },
  })
}

function freshnessFile({ layout }: Host, environment: string): string {
  return `${environmentFolder(layout, environment)}/proxy/fresh`
}

class StandInEdge implements ReverseProxy {
  readonly host: string
  readonly #proxy: ReverseProxy
  readonly #file: string
  readonly #happens: Happening
  readonly isFresh: boolean

  constructor(proxy: ReverseProxy, file: string, happens: Happening) {
    this.host = proxy.host
    this.#proxy = proxy
    this.#file = file
    this.#happens = happens
    this.isFresh = existsSync(file)
  }

  table() {
    return this.#proxy.table()
  }

  async prepare(table: RouteTable): Promise<void> {
    this.#happens(this.host, 'prepare')
    await this.#proxy.prepare(table)
  }

  ask(request: Parameters<ReverseProxy['ask']>[0]) {
    return this.#proxy.ask(request)
  }

  async commit(table: RouteTable): Promise<void> {
    this.#happens(this.host, 'commit')
    await this.#proxy.commit(table)
  }

  abort() {
    return this.#proxy.abort()
  }

  drain(instances: readonly string[], seconds: number) {
    this.#happens(this.host, 'drain')
    return this.#proxy.drain(instances, seconds)
  }

  async holdsVip(): Promise<boolean> {
    return this.isFresh || this.host === 'edge-1'
  }

  readonly heldVip = null

  async setFresh(isFresh: boolean): Promise<void> {
    this.#happens(this.host, 'fresh')
    if (isFresh) await writeFile(this.#file, '')
    else await rm(this.#file, { force: true })
  }
}
