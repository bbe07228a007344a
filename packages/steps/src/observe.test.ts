import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseWindow, topologyDomain } from '@towpath/topology'
import { describe, expect, it } from 'vitest'
import { observeIn } from './observe.ts'
import { faultsOf } from './testing/faults.ts'
import type { RecordingStepIo } from './testing/recording-step-io.ts'
import { Shop } from './testing/shop.ts'
import { recordedCall } from './testing/step-call.ts'

const now = '2026-11-23T09:00:00Z'

/** dev with orders 1.4.0, which declares stock, and stock 2.1.0, deployed and registered an hour ago. */
async function openShop(): Promise<Shop> {
  const shop = new Shop()
  await shop.spec('dev')
  await shop.publish('stock', '2.1.0')
  await shop.publish('orders', '1.4.0', { dependencies: { stock: { range: '^2', provide: 'http' } } })
  await shop.promote({ environment: 'dev', packages: 'orders\nstock' })
  await shop.deploy('dev', '2026-11-23T08:00:00Z')
  await shop.register('dev')
  return shop
}

async function observe(shop: Shop, inputs: Readonly<Record<string, string>>): Promise<RecordingStepIo> {
  const { call, io } = recordedCall('observe', {
    workspace: shop.workspace,
    inputs: { environment: 'dev', ...inputs },
    now,
  })
  await observeIn(shop.store, call)
  return io
}

const microseconds = (time: string): number => Date.parse(time) * 1000

/** A call's two halves, as both processes record them. */
function call(from: string, to: string, id: number, time = '2026-11-23T08:45:00.250Z'): object[] {
  const common = { traceId: '463ac35c9f6413ad48485a3953bb6124', timestamp: microseconds(time), duration: 4000 }
  const span = (instance: string, kind: string, spanId: number, parent: number | null) => ({
    ...common,
    id: spanId.toString(16).padStart(16, '0'),
    ...(parent !== null && { parentId: parent.toString(16).padStart(16, '0') }),
    kind,
    localEndpoint: { serviceName: instance.split('_')[1] },
    tags: { 'service.instance.id': instance },
  })
  return [span(from, 'CLIENT', id, null), span(to, 'SERVER', id + 1, id)]
}

const orders = 'dev_orders_1.4.0_0a1b2c3d@here'
const stock = 'dev_stock_2.1.0_0a1b2c3d@here'

describe('observing', () => {
  it('joins spans with the inventory and writes the window', async () => {
    using shop = await openShop()
    await shop.write('spans.json', JSON.stringify([...call(orders, stock, 1), ...call(orders, stock, 3)]))
    const io = await observe(shop, { spans: 'spans.json' })
    expect(Object.fromEntries(io.outputs)).toEqual({
      edges: '1',
      violations: '0',
      unproven: '0',
      report: '.towpath/reports/observe-dev.json',
    })
    const topology = await shop.store.read(topologyDomain('dev'))
    const [path = ''] = await topology.list('')
    expect(path).toBe('windows/20261123T084500Z.json')
    const text = (await topology.get(path)) ?? ''
    expect(parseWindow(text, path)).toMatchObject({
      revision: 1,
      from: '2026-11-23T08:45:00Z',
      to: '2026-11-23T08:45:01Z',
      edges: [{ calls: 2, from: { service: 'orders' }, to: { service: 'stock', version: '2.1.0' } }],
    })
    expect(await readFile(join(shop.workspace, io.outputs.get('report') ?? ''), 'utf8')).toBe(text)
    expect(io.summary.join('\n')).toContain('```mermaid\nflowchart LR')
    expect(io.annotations).toEqual([])
  })

  it('goes on although a service of the spec, with an alias, was never delivered', async () => {
    using shop = await openShop()
    await shop.write(
      'environments/dev.yaml',
      `environment: dev
address: {vip: 127.0.0.1, port: 18080}
proxies: {kind: embedded}
hostGroups: {web: {connection: local, root: ~/.towpath/hosts, hosts: [{name: here, address: 127.0.0.1}]}}
services: {orders: {hostGroup: web}, stock: {hostGroup: web}, later: {hostGroup: web, aliases: [later.corp.example]}}
`,
    )
    await shop.promote({ environment: 'dev' })
    await shop.deploy('dev', '2026-11-23T08:10:00Z')
    await shop.register('dev')
    await shop.write('spans.json', JSON.stringify(call(orders, stock, 1)))
    expect((await observe(shop, { spans: 'spans.json' })).outputs.get('edges')).toBe('1')
  })

  it('of the same file again changes nothing', async () => {
    using shop = await openShop()
    await shop.write('spans.json', JSON.stringify(call(orders, stock, 1)))
    await observe(shop, { spans: 'spans.json' })
    const before = (await shop.store.read(topologyDomain('dev'))).version
    await observe(shop, { spans: 'spans.json' })
    expect((await shop.store.read(topologyDomain('dev'))).version).toBe(before)
  })

  it('warns of each call that nothing declares, up to ten, and ends well', async () => {
    using shop = await openShop()
    await shop.write('spans.json', JSON.stringify(call(stock, orders, 1)))
    const io = await observe(shop, { spans: 'spans.json' })
    expect(io.outputs.get('violations')).toBe('1')
    expect(io.outputs.get('unproven')).toBe('1')
    expect(io.annotations).toEqual([
      { level: 'warning', title: 'undeclared', message: expect.stringContaining('stock 2.1.0 → orders') },
    ])
  })

  it('without spans proves nothing, and says so', async () => {
    using shop = await openShop()
    const io = await observe(shop, { spans: '-' })
    expect(io.outputs.get('unproven')).toBe('1')
    expect(io.outputs.get('edges')).toBe('0')
    expect(io.log.join('\n')).toContain('1 unproven')
  })

  it('leaves out what is older than it looks back, and says how much', async () => {
    using shop = await openShop()
    await shop.write('spans.json', JSON.stringify(call(orders, stock, 1, '2026-11-23T08:15:00Z')))
    const io = await observe(shop, { spans: 'spans.json', 'lookback-minutes': '30' })
    expect(io.outputs.get('edges')).toBe('0')
    expect(io.annotations).toMatchObject([
      { level: 'notice', message: expect.stringContaining('2 spans of spans.json') },
    ])
    expect((await observe(shop, { spans: 'spans.json' })).outputs.get('edges')).toBe('1')
  })

  it('finds a callee that recorded nothing by the way its request was routed', async () => {
    using shop = await openShop()
    const [asking] = call(orders, stock, 1)
    const tags = { 'service.instance.id': orders, 'http.url': 'http://127.0.0.1:18080/stock@v2/items' }
    await shop.write('spans.json', JSON.stringify([{ ...asking, tags }]))
    expect((await observe(shop, { spans: 'spans.json' })).outputs.get('edges')).toBe('1')
    const elsewhere = { ...tags, 'http.url': 'http://127.0.0.1:9999/stock@v2/items' }
    await shop.write('spans.json', JSON.stringify([{ ...asking, tags: elsewhere }]))
    expect((await observe(shop, { spans: 'spans.json' })).outputs.get('edges')).toBe('0')
  })

  it('finds it by the way that requests went at that time, and says nothing of what a deploy may have moved', async () => {
    using shop = await openShop()
    await shop.publish('stock', '2.2.0')
    await shop.promote({ environment: 'dev', packages: 'stock' })
    await shop.deploy('dev', '2026-11-23T08:30:00Z')
    await shop.register('dev')
    const callee = async (time: string) => {
      const [asking] = call(orders, stock, 1, time)
      const tags = { 'service.instance.id': orders, 'http.url': 'http://127.0.0.1:18080/stock@v2/items' }
      await shop.write('spans.json', JSON.stringify([{ ...asking, tags }]))
      await observe(shop, { spans: 'spans.json' })
      const report = await readFile(join(shop.workspace, '.towpath/reports/observe-dev.json'), 'utf8')
      return parseWindow(report, 'report').edges.map(({ to }) => to.version)
    }
    expect(await callee('2026-11-23T08:15:00Z')).toEqual(['2.1.0'])
    expect(await callee('2026-11-23T08:45:00Z')).toEqual(['2.2.0'])
    expect(await callee('2026-11-23T07:59:59Z')).toEqual([])
  })

  it.each([
    ['no spans', {}, 'input-missing', 'Give the URL of a Zipkin server, or a file'],
    ['two sources', { spans: '-', 'zipkin-url': 'http://localhost:9411' }, 'input-invalid', 'found both'],
    ['a file that is not there', { spans: 'no.json' }, 'file-missing', 'Write `-` for none'],
    ['spans without ids', { spans: 'idless.json' }, 'span-invalid', 'idless.json'],
    ['a time that is none', { spans: '-', 'lookback-minutes': 'an hour' }, 'input-invalid', 'a whole number'],
    ['a URL that is none', { 'zipkin-url': 'localhost:9411' }, 'input-invalid', 'http://10.77.0.30:9411'],
    ['a Zipkin that is not there', { 'zipkin-url': 'http://127.0.0.1:9' }, 'zipkin-unreachable', '/api/v2/traces'],
    ['an unknown environment', { spans: '-', environment: 'prod' }, 'environment-unknown', 'one of dev'],
  ])('refuses %s', async (_name, inputs, code, message) => {
    using shop = await openShop()
    await shop.write('idless.json', '[{"name":"get"}]')
    const [fault] = await faultsOf(Promise.resolve().then(() => observe(shop, inputs)))
    expect(fault?.code).toBe(code)
    expect(fault?.message).toContain(message)
    expect(await shop.store.domains('topology/')).toEqual([])
  })
})
