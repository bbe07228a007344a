import { readFile } from 'node:fs/promises'
import { canonicalJson } from '@towpath/descriptor'
import { askProxy, proxyPaths } from '@towpath/embedded'
import type { Host } from '@towpath/hosts'
import { parseRouteTable, type RouteTable, routeTableDigest } from '@towpath/routing'
import { z } from 'zod'
import { getThroughHost } from '../health/http-over-host.ts'
import type { CommittedTable, DrainOutcome, ProxyAnswer, ProxyRequest, ReverseProxy } from './proxy.ts'

const preparedSchema = z.looseObject({ digest: z.string() })
const drainedSchema = z.looseObject({ closed: z.int() })

/** The proxy of an environment on one machine without root (FORMATS). Its one address is the VIP. */
export class EmbeddedProxy implements ReverseProxy {
  readonly host: string
  readonly #host: Host
  readonly #folder: string

  constructor(host: Host, folder: string) {
    this.host = host.name
    this.#host = host
    this.#folder = folder
  }

  async table(): Promise<CommittedTable | null> {
    const text = await readFile(proxyPaths(this.#folder).table, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    })
    if (text === null) return null
    const table = parseRouteTable(text, proxyPaths(this.#folder).table)
    return { table, digest: routeTableDigest(table) }
  }

  async prepare(table: RouteTable): Promise<string> {
    const answer = await askProxy(this.#folder, { verb: 'prepare', table: canonicalJson(table) })
    return preparedSchema.parse(answer).digest
  }

  async ask({ path, authority }: ProxyRequest): Promise<ProxyAnswer> {
    const address = { kind: 'unix', path: proxyPaths(this.#folder).verify } as const
    const { status, headers, body } = await getThroughHost(this.#host, address, { path, authority, timeoutMs: 5000 })
    const version = headers['towpath-version']
    return { status, version: typeof version === 'string' ? version : null, body }
  }

  async commit(digest: string): Promise<void> {
    await askProxy(this.#folder, { verb: 'commit', digest })
  }

  async abort(): Promise<void> {
    await askProxy(this.#folder, { verb: 'abort' })
  }

  async drain(instances: readonly string[], seconds: number): Promise<DrainOutcome> {
    if (instances.length === 0) return { closed: 0 }
    return drainedSchema.parse(await askProxy(this.#folder, { verb: 'drain', instances, seconds }))
  }

  async holdsVip(): Promise<boolean> {
    return true
  }
}
