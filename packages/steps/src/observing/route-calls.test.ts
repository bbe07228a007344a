import { environmentSpecSchema } from '@towpath/environment'
import { compileRouteTable } from '@towpath/routing'
import { describe, expect, it } from 'vitest'
import { type RoutedSince, routeCalls } from './route-calls.ts'

const spec = environmentSpecSchema.parse({
  environment: 'staging',
  address: { vip: '10.77.0.100/24', port: 80, domain: 'staging.internal', names: 'hosts' },
  proxies: { hostGroup: 'edge', interface: 'host0' },
  hostGroups: {
    web: { hosts: [{ name: 'app-1', address: '10.77.0.11' }] },
    edge: { hosts: [{ name: 'edge-1', address: '10.77.0.21' }] },
  },
  services: { stock: { hostGroup: 'web', versions: ['^1.0', '^2.0'] }, mail: { hostGroup: 'web' } },
})

const seconds = (time: number) => time * 1000

/** A deploy of these versions of stock, which speaks http and gRPC, beside mail 1.0.0. */
function deploy(versions: readonly string[], startedAt: number, endedAt: number, served = true): RoutedSince {
  const provides = { http: { protocol: 'http', port: 'PORT' }, rpc: { protocol: 'grpc', port: 'RPC' } } as const
  const names = [...versions.map((version) => ({ service: 'stock', version })), { service: 'mail', version: '1.0.0' }]
  const table = compileRouteTable({
    environment: 'staging',
    domain: 'staging.internal',
    prereleases: 'exclude',
    releases: names.map((name) => ({ ...name, isDefault: name.version !== '2.0.0', provides, dependencies: {} })),
    externals: [],
    aliases: {},
    instances: names.map((name) => ({
      ...name,
      instance: `${name.service} ${name.version}`,
      address: '10.77.0.11',
      ports: { http: 1, rpc: 2 },
    })),
    listeners: [],
  })
  return { spec, table, startedAt: seconds(startedAt), endedAt: seconds(endedAt), served }
}

const path = (text: string) => ({ authority: '10.77.0.100', path: text, protocol: 'http' }) as const
const at = (time: number) => seconds(time) * 1000

describe('a call through the VIP', () => {
  const route = routeCalls([
    deploy(['1.0.0'], 0, 10),
    deploy(['1.1.0', '2.0.0'], 100, 110),
    deploy(['1.2.0', '2.0.0'], 200, 210, false),
  ])

  it('reached what was routed at its time', () => {
    expect(route(path('/stock/items'), at(50))).toEqual({ service: 'stock', version: '1.0.0' })
    expect(route(path('/stock@1/items'), at(150))).toEqual({ service: 'stock', version: '1.1.0' })
    expect(route(path('/stock@v2/items'), at(150))).toEqual({ service: 'stock', version: '2.0.0' })
    expect(route(path('/stock@v2/items'), null)).toEqual({ service: 'stock', version: '2.0.0' })
  })

  it('by name reached the same, by http and by gRPC', () => {
    for (const protocol of ['http', 'grpc'] as const) {
      const named = { authority: 'v2.stock.staging.internal:80', path: '/', protocol }
      expect(route(named, at(150))).toEqual({ service: 'stock', version: '2.0.0' })
    }
  })

  it('during a deploy reached nobody knows which, unless the deploy could not move it', () => {
    expect(route(path('/stock@1'), at(105))).toBeNull()
    expect(route(path('/mail'), at(105))).toEqual({ service: 'mail', version: '1.0.0' })
    expect(route(path('/stock@1'), at(205))).toBeNull()
    expect(route(path('/stock@1'), at(5))).toEqual({ service: 'stock', version: '1.0.0' })
  })

  it('is not moved by a deploy that was put back', () => {
    expect(route(path('/stock@1'), at(300))).toEqual({ service: 'stock', version: '1.1.0' })
  })

  it('leads nowhere before there was anything, elsewhere, and where several may answer', () => {
    expect(route(path('/stock'), at(-1))).toBeNull()
    expect(route({ ...path('/stock'), authority: '10.77.0.101' }, at(50))).toBeNull()
    expect(route(path('/nobody'), at(50))).toBeNull()
  })
})
