import { readFile } from 'node:fs/promises'
import { describeWith } from '@towpath/testing'
import type { TopologyWindow } from '@towpath/topology'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { get } from '../embedded/client.ts'
import { findFreeBlock } from '../embedded/free-block.ts'
import { Delivery } from '../machine/delivery.ts'
import { npmRegistryWith } from '../machine/npm-registry.ts'
import { callsByEdge, observeAt } from './observed.ts'
import { ZipkinServer, zipkin } from './zipkin-server.ts'

const limitMs = 240_000

describeWith(
  [zipkin, npmRegistryWith('@opentelemetry/exporter-zipkin@2.12.1')],
  'observe, at a real Zipkin that gets spans of OpenTelemetry',
  () => {
    let server: ZipkinServer
    let shop: Delivery
    let dev: string

    beforeAll(async () => {
      server = await ZipkinServer.start(await findFreeBlock(1))
      const opened = await Delivery.open('shop')
      shop = opened.delivery
      dev = opened.dev
      for (const service of ['stock', 'orders']) await instrument(service)
      shop.edit('environments/dev.yaml', (text) =>
        `${text}observe: {zipkin: "${server.url}"}\n`.replace(
          'stock: {hostGroup: web}',
          'stock: {hostGroup: web, versions: ["^1.0", "^2.0"]}',
        ),
      )
      shop.commit('Trace by OpenTelemetry')
    }, limitMs)
    afterAll(async () => {
      await shop?.close()
      await server?.[Symbol.asyncDispose]()
    })

    it('joins what went through the VIP, with the versions of both sides', { timeout: limitMs }, async () => {
      await release('stock', '2.0.0')
      await release('stock', '1.0.0')
      await release('orders', '1.0.0')
      await shop.deliver('dev', 'stock@1.0.0\nstock@2.0.0\norders@1.0.0')
      await ask(5)
      await awaitCalls('orders 1.0.0 → stock 1.0.0', 5)
      expect(await observe()).toEqual({ 'orders 1.0.0 → stock 1.0.0': 5 })
    })

    it('tells the version that a caller of another range reached', { timeout: limitMs }, async () => {
      shop.edit('orders/towpath.yaml', (text) => text.replace('range: ^1.0.0', 'range: ^2.0.0'))
      await release('orders', '1.1.0')
      await shop.deliver('dev', 'orders@1.1.0')
      await ask(3)
      await awaitCalls('orders 1.1.0 → stock 2.0.0', 3)
      expect(await observe()).toEqual({ 'orders 1.0.0 → stock 1.0.0': 5, 'orders 1.1.0 → stock 2.0.0': 3 })
    })

    it('knows by the route table who answered without recording it, where Zipkin has no link', {
      timeout: limitMs,
    }, async () => {
      shop.edit('stock/src/tracing.mjs', (text) => text.replace('process.env.OTEL_EXPORTER_ZIPKIN_ENDPOINT', 'false'))
      await release('stock', '2.1.0')
      await shop.deliver('dev', 'stock@2.1.0')
      const linked = await links()
      await ask(2)
      await awaitCalls('orders 1.1.0 → stock 2.1.0', 2)
      expect(await observe()).toEqual({
        'orders 1.0.0 → stock 1.0.0': 5,
        'orders 1.1.0 → stock 2.0.0': 3,
        'orders 1.1.0 → stock 2.1.0': 2,
      })
      expect(await links()).toEqual(linked)
    })

    it('reads more traces than Zipkin gives at once', { timeout: limitMs }, async () => {
      const before = await window()
      const now = Date.now()
      const spans = Array.from({ length: 2500 }, (_, at) => ({
        traceId: (0xa000 + at).toString(16).padStart(16, '0'),
        id: (0xa000 + at).toString(16).padStart(16, '0'),
        name: 'tick',
        timestamp: (now - 10 * 60_000 + at * 20) * 1000,
        duration: 10,
        localEndpoint: { serviceName: 'clock' },
      }))
      await server.post(spans)
      await vi.waitFor(async () => expect((await window()).spans).toBe(before.spans + spans.length), {
        timeout: 20_000,
        interval: 1000,
      })
      expect((await window()).edges).toEqual(before.edges)
    })

    /** What README.md of the shop says, with the tracing of its folder `opentelemetry`. */
    async function instrument(service: string): Promise<void> {
      for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
        shop.copy(`opentelemetry/${file}`, `${service}/${file}`)
      }
      shop.copy('opentelemetry/tracing.mjs', `${service}/src/tracing.mjs`)
      const [, code = ''] = /```yaml\ncode:\n([\s\S]*?)```/.exec(await readFile(shop.path('README.md'), 'utf8')) ?? []
      shop.edit(`${service}/towpath.yaml`, (text) => text.replace('  include: [src/**]\n', code))
    }

    async function release(service: string, version: string): Promise<void> {
      shop.edit(`${service}/towpath.yaml`, (text) =>
        text.replace(/version: .*/, `version: ${version}`).replace(/notes: .*/, `notes: The ${version} of it.`),
      )
      shop.commit(`${service} ${version}`)
      await shop.publish(service)
    }

    async function ask(times: number): Promise<void> {
      for (let left = times; left > 0; left -= 1) expect((await get(`${dev}orders`)).status).toBe(200)
    }

    function window(): Promise<TopologyWindow> {
      return observeAt(server, shop, 'dev')
    }

    /** Calls by edge. */
    async function observe(): Promise<Readonly<Record<string, number>>> {
      return callsByEdge(await window())
    }

    /** Spans are sent some time after the calls. */
    async function awaitCalls(edge: string, calls: number): Promise<void> {
      await vi.waitFor(async () => expect((await observe())[edge]).toBe(calls), { timeout: 20_000, interval: 500 })
    }

    /** What Zipkin itself makes of the spans. */
    function links(): Promise<unknown> {
      return server.get(`/api/v2/dependencies?endTs=${Date.now()}&lookback=3600000`)
    }
  },
)
