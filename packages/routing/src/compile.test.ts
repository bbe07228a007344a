import { labelOfRange } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { compileRouteTable } from './compile.ts'
import type { RouteTableInput } from './compile-input.ts'
import { instance, release, shop } from './fixtures/shop.ts'
import { resolveRoute } from './resolve.ts'
import { RoutingFault } from './routing-fault.ts'
import { parseRouteTable } from './schema.ts'

const codeOf = (act: () => unknown): string | null => {
  try {
    act()
  } catch (error) {
    if (error instanceof RoutingFault) return error.code
    throw error
  }
  return null
}

describe('the route table of a shop', () => {
  const table = compileRouteTable(shop())

  it('leads every spelling of a live version to it', () => {
    const routes = table.services['stock']?.routes ?? {}
    for (const spelling of ['2', '^2', '~2', '=2', '2.1', '~2.1', '2.1.3', '=2.1.3', 'v2', 'v2-1', 'v2-1-3']) {
      expect(routes[spelling], spelling).toEqual([{ release: 'stock@2.1.3', weight: 1 }])
    }
    expect(routes['1']).toEqual([{ release: 'stock@1.9.0', weight: 1 }])
  })

  it('leads declared ranges there: as written, canonical, and by label', () => {
    const routes = table.services['stock']?.routes ?? {}
    for (const spelling of ['^2.1.0', '>=2.1.0 <3.0.0-0', labelOfRange('^2.1.0')]) {
      expect(routes[spelling], spelling).toEqual([{ release: 'stock@2.1.3', weight: 1 }])
    }
  })

  it('has the default line under no range, and nothing that is not live', () => {
    expect(table.services['stock']?.default).toEqual([{ release: 'stock@2.1.3', weight: 1 }])
    expect(table.services['stock']?.versions).toEqual(['2.1.3', '1.9.0'])
    expect(table.services['stock']?.routes['3']).toBeUndefined()
  })

  it('names services and labels by authority', () => {
    expect(table.authorities['stock.staging.internal']).toEqual({ service: 'stock', range: null })
    expect(table.authorities['v1.stock.staging.internal']).toEqual({ service: 'stock', range: 'v1' })
    expect(Object.keys(table.authorities).some((name) => name.includes('^'))).toBe(false)
  })
})

describe('a route table', () => {
  it('keeps a service of which nothing is live, without routes', () => {
    const table = compileRouteTable(shop({ instances: [] }))
    expect(table.services['stock']).toEqual({ provides: { http: 'http' }, default: [], routes: {}, versions: [] })
    expect(table.releases).toEqual({})
  })

  it('keeps how a release is asked for its health, and says nothing of one that is not', () => {
    const provides = {
      http: { protocol: 'http', health: '/healthz' },
      rpc: { protocol: 'grpc', health: '' },
      feed: { protocol: 'tcp' },
    } as const
    const ports = { http: 1, rpc: 2, feed: 3 }
    const releases = [release('stock@2.1.3', { provides }), release('orders@1.4.0')]
    const instances = [{ ...instance('stock@2.1.3'), ports }, instance('orders@1.4.0')]
    const table = compileRouteTable(shop({ releases, instances }))
    expect(table.releases['stock@2.1.3']?.health).toEqual({ http: '/healthz', rpc: '' })
    expect(table.releases['orders@1.4.0']).not.toHaveProperty('health')
    expect(parseRouteTable(JSON.stringify(table), 'table.json')).toEqual(table)
  })

  it('leaves out a worker', () => {
    const input = shop()
    const table = compileRouteTable({
      ...input,
      releases: [...input.releases, release('mailer@1.0.0', { provides: {} })],
      instances: [...input.instances, instance('mailer@1.0.0')],
    })
    expect(table.services['mailer']).toBeUndefined()
    expect(table.releases['mailer@1.0.0']).toBeUndefined()
  })

  it('moves the default to the newest of its line while one replaces the other, never to another line', () => {
    const input = shop()
    const table = compileRouteTable({
      ...input,
      releases: [...input.releases, release('stock@2.1.4'), release('stock@3.0.0', { isDefault: false })],
      instances: [...input.instances, instance('stock@2.1.4', 'app-3'), instance('stock@3.0.0', 'app-3')],
    })
    expect(table.services['stock']?.default).toEqual([{ release: 'stock@2.1.4', weight: 1 }])
  })

  it('routes externals like the rest', () => {
    const table = compileRouteTable(
      shop({
        externals: [{ service: 'billing', version: '2.3.0', endpoints: ['10.77.0.51:8080', '10.77.0.50:8080'] }],
        aliases: { billing: ['Billing.Corp.Example'] },
      }),
    )
    expect(table.releases['billing@2.3.0']?.endpoints['http']).toEqual([
      { instance: 'external:billing:1', address: '10.77.0.50', port: 8080 },
      { instance: 'external:billing:2', address: '10.77.0.51', port: 8080 },
    ])
    expect(table.authorities['billing.corp.example']).toEqual({ service: 'billing', range: null })
  })

  it('serves prereleases only to ranges that name them, unless the environment includes them', () => {
    const prerelease = { releases: [release('stock@2.2.0-rc.1')], instances: [instance('stock@2.2.0-rc.1')] }
    const excluded = compileRouteTable(shop(prerelease)).services['stock']?.routes ?? {}
    const included = compileRouteTable(shop({ ...prerelease, prereleases: 'include' })).services['stock']?.routes ?? {}
    expect(excluded['2']).toBeUndefined()
    expect(excluded['2.2.0-rc.1']).toEqual([{ release: 'stock@2.2.0-rc.1', weight: 1 }])
    expect(included['2']).toEqual([{ release: 'stock@2.2.0-rc.1', weight: 1 }])
  })

  it('gives one meaning to what shares a label, when prereleases are included', () => {
    const routesFor = (ranges: string[]) =>
      compileRouteTable(
        shop({
          prereleases: 'include',
          releases: [
            release('stock@10.0.0-beta'),
            ...ranges.map((range, n) => release(`cart-${n}@1.0.0`, { dependencies: { stock: { range } } })),
          ],
          instances: [instance('stock@10.0.0-beta')],
        }),
      ).services['stock']?.routes
    const [caret, written] = ['^10', '>=10.0.0 <11.0.0-0']
    expect(routesFor([caret, written])).toEqual(routesFor([written, caret]))
    expect(routesFor([written])?.['v10']).toEqual([{ release: 'stock@10.0.0-beta', weight: 1 }])
  })

  it('names declared dependencies that are absent, so that they are answered 404 and not by path', () => {
    const table = compileRouteTable(
      shop({
        releases: [release('orders@1.4.0', { dependencies: { gifts: { range: '^1' } } })],
        instances: [instance('orders@1.4.0')],
      }),
    )
    for (const authority of ['gifts.staging.internal', 'v1.gifts.staging.internal:80']) {
      const outcome = resolveRoute(table, { path: '/orders', authority, acceptVersion: null })
      expect(outcome).toMatchObject({ outcome: 'unknown-service', service: 'gifts' })
    }
  })

  it('is not confused by a service called constructor', () => {
    const input = shop({ releases: [release('constructor@1.0.0')], instances: [instance('constructor@1.0.0')] })
    const table = compileRouteTable(input)
    expect(table.services['constructor']?.versions).toEqual(['1.0.0'])
    expect(codeOf(() => compileRouteTable(shop({ aliases: { constructor: ['x.example'] } })))).toBe('alias-unknown')
  })
})

describe('compiling refuses', () => {
  const refusals: readonly [string, string, Partial<RouteTableInput>][] = [
    ['a release given twice', 'release-duplicate', { releases: [release('stock@2.1.3'), release('stock@2.1.3')] }],
    [
      'a service both delivered and external',
      'release-duplicate',
      { externals: [{ service: 'stock', version: '2.1.3', endpoints: ['a:1'] }] },
    ],
    ['an instance of an unknown release', 'instance-unknown', { instances: [instance('stock@9.0.0')] }],
    ['an instance without a port', 'instance-incomplete', { instances: [{ ...instance('stock@2.1.3'), ports: {} }] }],
    [
      'one provide name with two protocols',
      'provide-conflict',
      {
        releases: [release('stock@1.0.0'), release('stock@2.0.0', { provides: { http: { protocol: 'grpc' } } })],
        instances: [],
      },
    ],
    [
      // Found by search: both ranges have the label rf7a33374.
      'two ranges with one label',
      'label-collision',
      {
        releases: [
          release('orders@1.4.0', { dependencies: { stock: { range: '^1.59163.0' } } }),
          release('cart@1.0.0', { dependencies: { stock: { range: '^1.150515.0' } } }),
          release('stock@2.1.3'),
        ],
        instances: [],
      },
    ],
    ['an alias that names another service', 'authority-conflict', { aliases: { orders: ['stock.staging.internal'] } }],
    ['an alias that is a label', 'authority-conflict', { aliases: { stock: ['v2.stock.staging.internal'] } }],
    ['one alias of two services', 'authority-conflict', { aliases: { orders: ['shop.io'], stock: ['SHOP.io'] } }],
    ['an alias of nothing', 'alias-unknown', { aliases: { gifts: ['gifts.example'] } }],
    [
      'an endpoint without port',
      'endpoint-invalid',
      { externals: [{ service: 'b2', version: '1.0.0', endpoints: ['x'] }] },
    ],
    [
      'two listeners on one port',
      'listener-conflict',
      {
        listeners: [
          { address: '127.0.0.1', port: 9000, service: 'stock', range: '2' },
          { address: '127.0.0.1', port: 9000, service: 'orders', range: '1' },
        ],
      },
    ],
  ]
  it.each(refusals)('%s', (_name, code, more) => {
    expect(codeOf(() => compileRouteTable(shop(more)))).toBe(code)
  })
})
