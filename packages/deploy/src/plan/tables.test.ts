import { environmentSpecSchema } from '@towpath/environment'
import { describe, expect, it } from 'vitest'
import { liveOf, type WantedTraits, wantedOf } from '../trial/wanted.ts'
import { planExpectations } from '../verify/expectations.ts'
import { instanceToRoute, releaseToRoute } from './standing.ts'
import { compileTable } from './tables.ts'

const spec = environmentSpecSchema.parse({
  environment: 'dev',
  address: { vip: '127.0.0.1', port: 18080 },
  proxies: { kind: 'embedded' },
  hostGroups: { web: { connection: 'local', hosts: [{ name: 'here', address: '127.0.0.1' }] } },
  services: {
    orders: { hostGroup: 'web', aliases: ['orders.corp.example'] },
    stock: { hostGroup: 'web' },
    billing: { external: { version: '2.3.0', endpoints: ['10.0.0.1:80'] }, aliases: ['pay.corp.example'] },
  },
})

const routed = (traits: WantedTraits, port: number) => {
  const live = liveOf(wantedOf(traits), 'running', port)
  return { release: releaseToRoute(live), instance: instanceToRoute(live) }
}
describe('the table of a moment', () => {
  it('sends a range that both satisfy to the new one, and one that only the old satisfies to the old', () => {
    const table = compileTable(spec, {
      entered: [routed({ service: 'orders', version: '1.1.0' }, 2)],
      leaving: [routed({ service: 'orders', version: '1.0.0' }, 1)],
      listeners: [],
    })
    expect(table.services['orders']?.routes['1']).toEqual([{ release: 'orders@1.1.0', weight: 1 }])
    expect(table.services['orders']?.routes['1.0.0']).toEqual([{ release: 'orders@1.0.0', weight: 1 }])
  })

  it('routes only the new instances of a version whose config changed', () => {
    const table = compileTable(spec, {
      entered: [routed({ service: 'orders', config: 'new' }, 2)],
      leaving: [routed({ service: 'orders', config: 'old' }, 1)],
      listeners: [],
    })
    expect(table.releases['orders@1.0.0']?.endpoints['http']?.map(({ port }) => port)).toEqual([2])
  })

  it('leaves out what still stands of a service that somebody else delivers by now, in the same version too', () => {
    const table = compileTable(spec, {
      entered: [],
      leaving: [routed({ service: 'billing', version: '2.3.0' }, 1)],
      listeners: [],
    })
    expect(table.releases['billing@2.3.0']?.endpoints['http']?.map(({ address }) => address)).toEqual(['10.0.0.1'])
  })

  it('lets aliases of a service wait that has not come up yet, and keeps those of an external one', () => {
    const table = compileTable(spec, { entered: [routed({ service: 'stock' }, 1)], leaving: [], listeners: [] })
    expect(Object.keys(table.authorities)).toEqual(['pay.corp.example'])
  })
})

describe('what a proxy is asked', () => {
  const orders = wantedOf({ service: 'orders', version: '1.0.0-rc.1' }).release
  const table = compileTable(spec, {
    entered: [routed({ service: 'orders', version: '1.0.0-rc.1' }, 1)],
    leaving: [],
    listeners: [],
  })

  it('is each routed release by its exact version at its health path, once', () => {
    expect(planExpectations(table, [orders, orders])).toEqual([
      {
        service: 'orders',
        version: '1.0.0-rc.1',
        request: { protocol: 'http', path: '/orders@1.0.0-rc.1/healthz', authority: 'towpath.verify' },
      },
    ])
  })

  it('is nothing of what is not routed', () => {
    expect(planExpectations(table, [wantedOf({ service: 'stock' }).release])).toEqual([])
  })

  describe('of a service that speaks gRPC', () => {
    const provides = { http: { protocol: 'http', port: 'PORT' }, rpc: { protocol: 'grpc', port: 'GRPC_PORT' } } as const
    const speaking = (version: string) => {
      const wanted = wantedOf({ service: 'stock', version })
      const release = { ...wanted.release, descriptor: { ...wanted.release.descriptor, provides } }
      const live = { service: 'stock', version, isDefault: true, provides, dependencies: {} }
      const instance = { instance: 'i', service: 'stock', version, address: '127.0.0.1', ports: { http: 1, rpc: 2 } }
      return { release, routed: { release: live, instance } }
    }
    const asked = (address: object, version: string) => {
      const { release, routed } = speaking(version)
      const served = { ...spec, address: { ...spec.address, ...address } }
      const only = { ...served, services: { stock: { hostGroup: 'web' } } }
      const table = compileTable(only, { entered: [routed], leaving: [], listeners: [] })
      return planExpectations(table, [release]).map(({ request }) => request)
    }

    it('is by http and by gRPC, there by the authority of its exact version', () => {
      expect(asked({ domain: 'dev.internal' }, '2.1.0')).toEqual([
        { protocol: 'http', path: '/stock@2.1.0/', authority: 'towpath.verify' },
        { protocol: 'grpc', path: '/grpc.health.v1.Health/Check', authority: 'v2-1-0.stock.dev.internal' },
      ])
      expect(asked({ domain: 'dev.internal' }, '2.1.0-rc.1+7')[1]?.authority).toMatch(
        /^r[0-9a-f]{8}\.stock\.dev\.internal$/,
      )
    })

    it('is by path in an environment without a domain', () => {
      expect(asked({}, '2.1.0')[1]).toEqual({
        protocol: 'grpc',
        path: '/stock@2.1.0/grpc.health.v1.Health/Check',
        authority: 'towpath.verify',
      })
    })
  })
})
