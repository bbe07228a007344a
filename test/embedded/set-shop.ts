import { get } from './client.ts'
import { findFreeBlock } from './free-block.ts'
import type { Shop } from './shop.ts'

/** Answers with its name, version and start, and with what each service answers that it was told of: `cart` by address, the others by URL. */
const server = `import { createServer } from 'node:http'
const { TOWPATH_SERVICE: service, TOWPATH_VERSION: version, HOST, PORT } = process.env
const told = (ending, prefix) =>
  Object.entries(process.env).flatMap(([name, value]) => (name.match('^TOWPATH_.+_' + ending + '$') ? [prefix + value] : []))
const urls = service === 'cart' ? told('ADDRESS', 'http://') : told('URL', '')
const server = createServer(async (request, response) => {
  if (request.url === '/healthz') return response.end('ok')
  try {
    const calls = await Promise.all(urls.map(async (url) => {
      const answer = await fetch(url)
      if (!answer.ok) throw new Error(url + ' answered ' + answer.status)
      return answer.json()
    }))
    response.end(JSON.stringify({ service, version, startedAt: performance.timeOrigin, calls }))
  } catch (error) {
    response.writeHead(502).end(String(error))
  }
})
server.listen(Number(PORT), HOST)
process.on('SIGTERM', () => {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
})
`

/** By set, then package: what it calls. Two sets of five; `feed` of one calls `stock` of the other. */
export const sets = {
  checkout: { cart: ['orders'], invoice: ['orders'], orders: ['payment', 'stock'], payment: [], stock: [] },
  insight: { alerts: ['report'], feed: ['stock'], indexer: ['feed'], report: ['search'], search: ['indexer'] },
} as const

export const environments = ['dev', 'staging', 'prod'] as const

export type EnvironmentName = (typeof environments)[number]

const callsOf: Readonly<Record<string, readonly string[]>> = { ...sets.checkout, ...sets.insight }
export const services = Object.keys(callsOf).sort()

export interface Called {
  readonly service: string
  readonly version: string
  readonly startedAt: number
  readonly calls: readonly Called[]
}

/** Ten tiny services in two sets, and three environments, in the checkout of a shop. */
export class SetShop {
  readonly shop: Shop
  readonly #ports: number

  private constructor(shop: Shop, ports: number) {
    this.shop = shop
    this.#ports = ports
  }

  static async on(shop: Shop): Promise<SetShop> {
    const setShop = new SetShop(shop, await findFreeBlock(120))
    await setShop.spec('dev', 'prereleases: include')
    await setShop.spec('staging', 'after: [dev]')
    await setShop.spec('prod', 'after: [staging]')
    await shop.commit('Three environments')
    return setShop
  }

  /** `more` are further lines. */
  async spec(environment: EnvironmentName, ...more: readonly string[]): Promise<void> {
    const index = environments.indexOf(environment)
    const first = this.#ports + 10 + index * 35
    const lines = [
      `environment: ${environment}`,
      ...more,
      `address: {vip: 127.0.0.1, port: ${this.#ports + index}}`,
      'proxies: {kind: embedded}',
      'hostGroups:',
      `  web: {connection: local, root: ~/.towpath/hosts, ports: ${first}-${first + 34}, hosts: [{name: here, address: 127.0.0.1}]}`,
      `config: {PLACE: ${environment}}`,
      'services:',
      ...services.map((service) => `  ${service}: {hostGroup: web}`),
    ]
    await this.shop.write(`environments/${environment}.yaml`, `${lines.join('\n')}\n`)
  }

  async set(name: string, version: string, packages: Readonly<Record<string, string>>): Promise<string> {
    const path = `sets/${name}.yaml`
    const lines = Object.entries(packages).map(([one, range]) => `  ${one}: ${range}`)
    await this.shop.write(
      path,
      `set: ${name}\nversion: ${version}\nnotes: ${name} ${version}\npackages:\n${lines.join('\n')}\n`,
    )
    return path
  }

  /** Builds two at a time, because there are many; publishes one after the other. */
  async publish(version: string, names: readonly string[]): Promise<void> {
    for (const service of names) await this.#write(service, version)
    await this.shop.commit(`${version} of ${names.join(', ')}`)
    for (let at = 0; at < names.length; at += 2) {
      const built = await Promise.all(
        names.slice(at, at + 2).map((service) => this.shop.done('build', { manifest: `${service}/towpath.yaml` })),
      )
      for (const { outputs } of built) await this.shop.done('publish', { package: outputs['package'] ?? '' })
    }
  }

  url(environment: EnvironmentName, path: string): string {
    return `http://127.0.0.1:${this.#ports + environments.indexOf(environment)}${path}`
  }

  /** What a service answers, with all that it called. */
  async call(environment: EnvironmentName, path: string): Promise<Called> {
    const answer = await get(this.url(environment, path))
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text}`)
    return JSON.parse(answer.text)
  }

  async #write(service: string, version: string): Promise<void> {
    const dependencies = (callsOf[service] ?? []).map((name) => `${name}: {range: ^1.0.0}`)
    await this.shop.write(`${service}/server.mjs`, server)
    await this.shop.write(
      `${service}/towpath.yaml`,
      [
        `package: ${service}`,
        `version: ${version}`,
        `notes: ${service} ${version}`,
        'code: {include: [server.mjs], run: [node, server.mjs]}',
        'provides: {http: {protocol: http, port: PORT, health: /healthz}}',
        `dependencies: {${dependencies.join(', ')}}`,
        'infrastructure:',
        '  health: {startSeconds: 20, intervalMs: 20, successes: 1, settleSeconds: 0}',
        '  drainSeconds: 1',
        '  stopSeconds: 2',
        '',
      ].join('\n'),
    )
  }
}

/** `cart 1.0.0 > orders 1.0.0 > …`: every service once, with the versions that answered. */
export function versionsIn(called: Called): Readonly<Record<string, readonly string[]>> {
  const seen = new Map<string, Set<string>>()
  const visit = ({ service, version, calls }: Called) => {
    seen.set(service, (seen.get(service) ?? new Set()).add(version))
    for (const one of calls) visit(one)
  }
  visit(called)
  return Object.fromEntries([...seen].sort().map(([service, versions]) => [service, [...versions].sort()]))
}
