import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shopInstances } from '../fixtures/shop.ts'
import { braveTraces, openTelemetrySpans, span } from '../fixtures/spans.ts'
import { parseSpans } from '../spans/parse-spans.ts'
import type { Span } from '../spans/span.ts'
import { type JoinInput, joinSpans } from './join-spans.ts'

const instances = shopInstances()
const join = (spans: Iterable<Span>, more: Partial<JoinInput> = {}) =>
  joinSpans({ environment: 'staging', spans, instances, ...more })

const instanceTag = (name: string) => ({ 'service.instance.id': `staging_${name.replace('@', '_')}_0a1b2c3d@app-1` })
const orders = instanceTag('orders@1.4.0')
const stock = instanceTag('stock@2.1.3')

const client = (id: string, more: Partial<Span> = {}) => span(id, { kind: 'CLIENT', tags: orders, ...more })
const server = (id: string, more: Partial<Span> = {}) => span(id, { kind: 'SERVER', tags: stock, ...more })

const ordersToStock = { from: { service: 'orders', version: '1.4.0' }, to: { service: 'stock', version: '2.1.3' } }

describe('joining spans of OpenTelemetry', () => {
  it('finds caller and callee by the instances that they name', () => {
    expect(join(parseSpans(openTelemetrySpans, 'spans.json'))).toEqual({
      spans: 3,
      traces: 1,
      entries: 1,
      edges: [
        {
          ...ordersToStock,
          via: 'call',
          calls: 1,
          errors: 0,
          firstSeen: '2026-11-26T09:30:00.002Z',
          lastSeen: '2026-11-26T09:30:00.002Z',
          durations: { '12': 1 },
        },
      ],
      unknown: [],
    })
  })
})

describe('joining spans of Brave', () => {
  it('finds them by address and time, the caller by what its process recorded before', () => {
    const { edges, entries, unknown } = join(parseSpans(braveTraces, 'traces.json'))
    expect(edges).toEqual([expect.objectContaining({ ...ordersToStock, calls: 1, errors: 1 })])
    expect([entries, unknown]).toEqual([1, []])
  })

  it('finds nobody at a time when nobody was there', () => {
    const early = parseSpans(braveTraces.replaceAll('17956854', '17856854'), 'traces.json')
    expect(join(early)).toMatchObject({
      edges: [],
      unknown: [
        { reason: 'callee-unknown', service: 'orders', spans: 1 },
        { reason: 'callee-unknown', service: 'stock', spans: 1 },
      ],
    })
  })

  it('goes by a service name and its version too', () => {
    const local = (serviceName: string) => ({ serviceName, ip: null, port: null })
    const { edges } = join([
      client('01', { local: local('orders'), tags: { 'service.version': '1.4.0' } }),
      server('01', { local: local('stock'), tags: { 'service.version': '1.9.0' } }),
    ])
    expect(edges).toMatchObject([{ to: { service: 'stock', version: '1.9.0' } }])
  })
})

describe('a call', () => {
  it('counts once, however often and in how many parts its spans are sent', () => {
    const [asking, answering] = [client('01'), server('02', { parentId: '01' })]
    const part = { ...answering, tags: { error: 'true' }, durationUs: null }
    expect(join([asking, answering, asking, part, answering]).edges).toEqual([
      expect.objectContaining({ ...ordersToStock, calls: 1, errors: 1 }),
    ])
  })

  it('is joined whatever the clocks say', () => {
    const late = server('02', { parentId: '01', timestampUs: 1_795_685_300_000_000 })
    expect(join([client('01'), late]).edges).toHaveLength(1)
  })

  it('is joined when one side cut the trace id to 64 bits', () => {
    const long = client('01', { traceId: '00000000000000bb00000000000000aa' })
    expect(join([long, server('02', { parentId: '01' })])).toMatchObject({ traces: 1, edges: [{ calls: 1 }] })
  })

  it('of which the caller recorded only local work is still one', () => {
    const local = span('01', { tags: orders })
    expect(join([local, server('02', { parentId: '01' })]).edges).toMatchObject([ordersToStock])
  })

  it('is none when a process records one request twice', () => {
    const inner = server('02', { parentId: '01' })
    expect(join([server('01'), inner])).toMatchObject({ edges: [], entries: 1, unknown: [] })
  })

  it('belongs to the callee when both halves share the id that it names as parent', () => {
    const cart = server('02', { parentId: '01', tags: instanceTag('cart@1.0.0') })
    const { edges } = join([client('01'), server('01'), cart])
    expect(edges).toMatchObject([ordersToStock, { from: { service: 'stock' }, to: { service: 'cart' } }])
  })

  it('by message leads from producer to consumer, and is no unknown while it waits', () => {
    const producer = span('01', { kind: 'PRODUCER', tags: orders })
    const consumer = span('02', { kind: 'CONSUMER', tags: stock, parentId: '01' })
    expect(join([producer, consumer]).edges).toMatchObject([{ ...ordersToStock, via: 'message' }])
    expect(join([producer])).toMatchObject({ edges: [], unknown: [] })
  })

  it.each([
    [{ error: '' }, 1],
    [{ error: 'false' }, 0],
    [{ 'otel.status_code': 'ERROR' }, 1],
    [{ 'http.response.status_code': '502' }, 1],
    [{ 'http.status_code': '404' }, 0],
  ])('with tags %j has %i errors', (tags, errors) => {
    expect(join([client('01'), server('01', { tags: { ...stock, ...tags } })]).edges[0]?.errors).toBe(errors)
  })
})

describe('a call whose callee recorded nothing', () => {
  it('leads to who listens at the address', () => {
    const remote = { serviceName: null, ip: '10.77.0.11', port: 18_001 }
    expect(join([client('01', { remote })]).edges).toMatchObject([ordersToStock])
  })

  it('leads to an external endpoint', () => {
    const remote = { serviceName: null, ip: '10.77.0.50', port: 8080 }
    const externals = [{ service: 'billing', version: '2.3.0', endpoints: ['10.77.0.50:8080'] }]
    expect(join([client('01', { remote })], { externals }).edges).toMatchObject([{ to: { service: 'billing' } }])
  })

  it.each([
    [
      { 'http.url': 'http://10.77.0.100/stock@v2/x?y=1' },
      { authority: '10.77.0.100', path: '/stock@v2/x?y=1', protocol: 'http' },
    ],
    [
      { 'url.full': 'http://v2.stock.staging.internal:8080/x' },
      { authority: 'v2.stock.staging.internal:8080', path: '/x', protocol: 'http' },
    ],
    [
      { 'http.host': 'a:1', 'http.target': '/stock' },
      { authority: 'a:1', path: '/stock', protocol: 'http' },
    ],
    [
      { 'server.address': 'a', 'server.port': '80', 'url.path': '/stock' },
      { authority: 'a:80', path: '/stock', protocol: 'http' },
    ],
    [
      { 'rpc.system': 'grpc', 'server.address': 'v1.stock.staging.internal', 'server.port': '80' },
      { authority: 'v1.stock.staging.internal:80', path: '/', protocol: 'grpc' },
    ],
  ])('leads where its URL is routed: %j', (tags, request) => {
    const asked: unknown[] = []
    const route: JoinInput['route'] = (one, atUs) => {
      expect(atUs).toBe(client('01').timestampUs)
      asked.push(one)
      return ordersToStock.to
    }
    expect(join([client('01', { tags: { ...orders, ...tags } })], { route }).edges).toMatchObject([ordersToStock])
    expect(asked).toEqual([request])
  })

  it('is unknown otherwise', () => {
    const tags = { ...orders, 'http.url': 'https://elsewhere.example/stock' }
    expect(join([client('01', { tags })], { route: () => null }).unknown).toMatchObject([
      { reason: 'peer-unknown', spans: 1 },
    ])
  })
})

describe('what leads to no release', () => {
  it('is counted with its reason', () => {
    const elsewhere = { 'service.instance.id': 'prod_stock_2.1.3_0a1b2c3d@app-7' }
    const local = { serviceName: 'stranger', ip: null, port: null }
    const { unknown, edges } = join([
      server('01', { parentId: '0f' }),
      client('02', { tags: {}, local }),
      server('03', { parentId: '02' }),
      server('04', { tags: elsewhere }),
      client('05'),
      server('06', { parentId: '05', tags: {}, local }),
    ])
    expect(edges).toEqual([])
    expect(unknown).toEqual([
      { reason: 'callee-unknown', service: 'stranger', spans: 1 },
      { reason: 'caller-missing', service: null, spans: 1 },
      { reason: 'caller-unknown', service: 'stranger', spans: 1 },
      { reason: 'other-environment', service: null, spans: 1 },
    ])
  })
})

describe('any spans', () => {
  const ids = fc.constantFrom('01', '02', '03', '04')
  const anySpan = fc
    .record({
      id: ids,
      parentId: fc.option(ids),
      kind: fc.constantFrom('CLIENT' as const, 'SERVER' as const, 'PRODUCER' as const, 'CONSUMER' as const, null),
      tags: fc.constantFrom(orders, stock, {}),
    })
    .map(({ id, ...more }) => span(id, more))

  it('give the same edges in any order, also when parents go in circles', () => {
    const distinct = fc.uniqueArray(anySpan, { maxLength: 8, selector: ({ id, kind }) => `${id} ${kind}` })
    fc.assert(
      fc.property(distinct, (spans) => {
        expect(join(spans.toReversed())).toEqual(join(spans))
      }),
    )
  })

  it('are joined a hundred thousand at a time in time that grows with their number', () => {
    const traces = (count: number) =>
      Array.from({ length: count }, (_, n) => {
        const traceId = n.toString(16).padStart(16, '0')
        return [client('01', { traceId }), server('02', { traceId, parentId: '01' })]
      }).flat()
    // Of the processor, so that what else the machine does counts little; and the best of three.
    const timed = (spans: readonly Span[]) => {
      const start = process.cpuUsage()
      const { edges } = join(spans)
      expect(edges[0]?.calls).toBe(spans.length / 2)
      return process.cpuUsage(start).user / 1000
    }
    const best = (spans: readonly Span[]) => Math.min(timed(spans), timed(spans), timed(spans))
    timed(traces(5000))
    const small = best(traces(10_000))
    const large = best(traces(50_000))
    expect(large).toBeLessThan(Math.max(small, 20) * 5 * 4)
  })
})
