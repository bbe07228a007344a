import { readFile, writeFile } from 'node:fs/promises'
import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { Delivery } from '../machine/delivery.ts'
import { LabClient } from '../workflows/lab-client.ts'
import { callsByEdge, observeAt } from '../zipkin/observed.ts'
import { ZipkinServer, zipkin } from '../zipkin/zipkin-server.ts'

const limitMs = 240_000

describeWith([lab, zipkin], 'observe, at a real Zipkin that gets spans of calls through a VIP', () => {
  let site: Site
  let server: ZipkinServer
  let shop: Delivery
  let client: LabClient

  beforeAll(async () => {
    site = await openLab({ hosts: { 'app-1': {}, 'app-2': {}, 'edge-1': {}, 'edge-2': {}, client: {} } })
    client = new LabClient(site, 'client')
    // The shop requires Node on its hosts.
    const node = await readFile(process.execPath)
    for (const name of ['app-1', 'app-2']) {
      await site.host(name).run('cat > /usr/local/bin/node; chmod 755 /usr/local/bin/node', { stdin: node })
    }
    server = await ZipkinServer.start(9411, site.address(1))
    shop = Delivery.openIn(site, 'shop')
    await writeFile(shop.path('environments/staging.yaml'), specOf(site, server.url))
    shop.commit('Deliver to hosts')
  }, limitMs)
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]()
    await site?.[Symbol.asyncDispose]()
    await shop?.close()
  })

  it('joins them with the versions of both sides', { timeout: limitMs }, async () => {
    await release('stock', '2.0.0')
    await release('stock', '1.0.0')
    await shop.publish('orders')
    await shop.deliver('staging', 'stock@1.0.0\nstock@2.0.0\norders@1.0.0')
    await ask(5, { stock: { version: '1.0.0' } })
    await awaitCalls({ 'orders 1.0.0 → stock 1.0.0': 5 })
  })

  it('tells after an upgrade which versions were called by which', { timeout: limitMs }, async () => {
    shop.edit('orders/towpath.yaml', (text) => text.replace('range: ^1.0.0', 'range: ^2.0.0'))
    await release('orders', '1.1.0')
    await shop.deliver('staging', 'orders@1.1.0')
    await ask(3, { stock: { version: '2.0.0' } })
    await awaitCalls({ 'orders 1.0.0 → stock 1.0.0': 5, 'orders 1.1.0 → stock 2.0.0': 3 })
  })

  async function release(service: string, version: string): Promise<void> {
    shop.edit(`${service}/towpath.yaml`, (text) => text.replace(/version: .*/, `version: ${version}`))
    shop.commit(`${service} ${version}`)
    await shop.publish(service)
  }

  async function ask(times: number, answer: object): Promise<void> {
    for (let left = times; left > 0; left -= 1) {
      expect((await client.get(`http://${site.vip}/orders`)).json).toMatchObject(answer)
    }
  }

  /** Spans are sent some time after the calls. */
  async function awaitCalls(calls: Readonly<Record<string, number>>): Promise<void> {
    await vi.waitFor(async () => expect(callsByEdge(await observeAt(server, shop, 'staging'))).toEqual(calls), {
      timeout: 20_000,
      interval: 500,
    })
  }
})

function specOf(site: Site, url: string): string {
  const hosts = (prefix: string) =>
    site.hosts.filter(({ name }) => name.startsWith(prefix)).map(({ name, address }) => ({ name, address }))
  return JSON.stringify({
    environment: 'staging',
    address: { vip: `${site.vip}/24`, port: 80, domain: 'staging.internal', names: 'hosts' },
    proxies: { hostGroup: 'edge', interface: 'host0' },
    hostGroups: { web: { user: 'deploy', hosts: hosts('app-') }, edge: { user: 'deploy', hosts: hosts('edge-') } },
    services: { stock: { hostGroup: 'web', versions: ['^1.0', '^2.0'] }, orders: { hosts: ['app-1'] } },
    observe: { zipkin: url },
  })
}
