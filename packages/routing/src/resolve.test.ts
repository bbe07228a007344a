import { describe, expect, it } from 'vitest'
import { compileRouteTable } from './compile.ts'
import { instance, release, shop } from './fixtures/shop.ts'
import type { RouteRequest } from './request-target.ts'
import { resolveRoute, statusOfOutcome } from './resolve.ts'

const table = compileRouteTable(shop({ aliases: { orders: ['orders.corp.example'] } }))
const ask = (more: Partial<RouteRequest>) =>
  resolveRoute(table, { path: '/', authority: null, acceptVersion: null, ...more })

describe('a request', () => {
  it('by path loses its prefix and keeps its query', () => {
    expect(ask({ path: '/stock@2/items/7?all=1' })).toMatchObject({ path: '/items/7?all=1', prefix: '/stock@2' })
    expect(ask({ path: '/stock?all=1' })).toMatchObject({ path: '/?all=1', prefix: '/stock', range: null })
    expect(ask({ path: '/stock@%5E2.1.0/x' })).toMatchObject({
      outcome: 'routed',
      range: '^2.1.0',
      prefix: '/stock@%5E2.1.0',
    })
  })

  it('by authority keeps its path; the port, the case and a final dot are ignored', () => {
    for (const authority of [
      'v1.stock.staging.internal',
      'V1.Stock.Staging.Internal:8443',
      'v1.stock.staging.internal.',
    ]) {
      expect(ask({ authority, path: '/orders' })).toMatchObject({
        service: 'stock',
        range: 'v1',
        path: '/orders',
        prefix: '',
      })
    }
    expect(ask({ authority: 'orders.corp.example' })).toMatchObject({ outcome: 'routed', service: 'orders' })
  })

  it('with Accept-Version replaces the range of path and authority', () => {
    expect(ask({ path: '/stock@2', acceptVersion: '1' })).toMatchObject({
      range: '1',
      releases: [{ release: 'stock@1.9.0' }],
    })
    expect(ask({ authority: 'v2.stock.staging.internal', acceptVersion: '1' })).toMatchObject({ range: '1' })
  })

  it('to the VIP itself, by address or any other name, is read by path', () => {
    expect(ask({ authority: '10.77.0.100:80', path: '/stock' })).toMatchObject({ service: 'stock' })
    expect(ask({ authority: '[::1]:80', path: '/stock' })).toMatchObject({ service: 'stock' })
  })

  it('for what is not there is answered 404 with what there is', () => {
    expect(ask({ path: '/nothing/x' })).toEqual({
      outcome: 'unknown-service',
      service: 'nothing',
      services: ['orders', 'stock'],
    })
    for (const path of ['/', '//stock', '/constructor']) {
      expect(statusOfOutcome(ask({ path })), path).toBe(404)
    }
  })

  it('that is not a path, or not well encoded, is answered 400', () => {
    for (const path of ['', '*', '/%E0%A4%A/x']) expect(statusOfOutcome(ask({ path })), path).toBe(400)
  })

  it('for a spelling that is not compiled is answered 406 with what is live', () => {
    expect(ask({ path: '/stock@9' })).toEqual({
      outcome: 'unknown-range',
      service: 'stock',
      range: '9',
      versions: ['2.1.3', '1.9.0'],
    })
    expect(statusOfOutcome(ask({ path: '/stock@/x' }))).toBe(406)
    expect(statusOfOutcome(ask({ path: '/stock@constructor' }))).toBe(406)
    expect(ask({ authority: 'v9.stock.staging.internal', path: '/orders' })).toMatchObject({
      outcome: 'unknown-range',
      service: 'stock',
    })
  })

  it('for a service of which nothing is live is answered 503', () => {
    const empty = compileRouteTable(shop({ instances: [] }))
    const outcome = resolveRoute(empty, { path: '/stock', authority: null, acceptVersion: null })
    expect(outcome).toEqual({ outcome: 'nothing-live', service: 'stock', range: null })
    expect(statusOfOutcome(outcome)).toBe(503)
  })

  it('of gRPC goes to the grpc provide, and to nothing where there is none', () => {
    const provides = { http: { protocol: 'http' as const }, rpc: { protocol: 'grpc' as const } }
    const both = compileRouteTable(
      shop({
        releases: [release('stock@2.1.3', { provides })],
        instances: [{ ...instance('stock@2.1.3'), ports: { http: 1000, rpc: 1001 } }],
      }),
    )
    const request = {
      path: '/stock.Stock/Get',
      authority: 'stock.staging.internal',
      acceptVersion: null,
      protocol: 'grpc' as const,
    }
    expect(resolveRoute(both, request)).toMatchObject({ provide: 'rpc', releases: [{ endpoints: [{ port: 1001 }] }] })
    expect(statusOfOutcome(resolveRoute(table, request))).toBe(404)
  })
})
