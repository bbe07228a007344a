import { readFile } from 'node:fs/promises'
import { canonicalJson } from '@towpath/descriptor'
import { askProxy, EmbeddedFault, parseDrained, proxyPaths } from '@towpath/embedded'
import { type Acting, type Host, runCommand } from '@towpath/hosts'
import { parseRouteTable, type RouteTable, routeTableDigest } from '@towpath/routing'
import { askThroughHost } from '../verify/ask-through-host.ts'
import { commitCommand, fenceCommand } from './embedded-commands.ts'
import type { CommittedTable, DrainOutcome, ProxyAnswer, ProxyRequest, ReverseProxy } from './proxy.ts'

/** How often a table is prepared anew when an outdated run put its own in the way. */
const trials = 3

/** The proxy of an environment on one machine without root (FORMATS). Its one address is the VIP. */
export class EmbeddedProxy implements ReverseProxy {
  readonly host: string
  readonly #host: Host
  readonly #folder: string
  readonly #acting: Acting

  constructor(host: Host, folder: string, acting: Acting) {
    this.host = host.name
    this.#host = host
    this.#folder = folder
    this.#acting = acting
  }

  async table(): Promise<CommittedTable | null> {
    const path = proxyPaths(this.#folder).table
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    })
    if (text === null) return null
    const table = parseRouteTable(text, path)
    return { table, digest: routeTableDigest(table) }
  }

  async prepare(table: RouteTable): Promise<void> {
    await runCommand(this.#host, fenceCommand(this.#acting))
    await askProxy(this.#folder, { verb: 'prepare', table: canonicalJson(table) })
  }

  ask(request: ProxyRequest): Promise<ProxyAnswer> {
    return askThroughHost(this.#host, { kind: 'unix', path: proxyPaths(this.#folder).verify }, request)
  }

  /** Under the lock of the host and with its fence, so that a run that was taken over can't switch any more. */
  async commit(table: RouteTable): Promise<void> {
    for (let trial = 1; ; trial += 1) {
      const answer = await runCommand(this.#host, commitCommand(this.#acting, this.#folder, routeTableDigest(table)))
      if (answer.kind === 'committed') return
      const isInTheWay = answer.code === 'digest-mismatch' || answer.code === 'nothing-prepared'
      if (!isInTheWay || trial === trials) throw new EmbeddedFault('digest-mismatch', answer.explanation)
      await this.prepare(table)
    }
  }

  async abort(): Promise<void> {
    await askProxy(this.#folder, { verb: 'abort' })
  }

  async drain(instances: readonly string[], seconds: number): Promise<DrainOutcome> {
    if (instances.length === 0) return { closed: 0 }
    const answer = await askProxy(this.#folder, { verb: 'drain', instances, seconds })
    return { closed: parseDrained(answer, `The proxy of ${this.#folder}`).closed }
  }

  async holdsVip(): Promise<boolean> {
    return true
  }

  readonly heldVip = true

  readonly isFresh = false

  async setFresh(): Promise<void> {
    // It has no partner to go before.
  }
}
