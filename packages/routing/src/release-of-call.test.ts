import { describe, expect, it } from 'vitest'
import { compileRouteTable } from './compile.ts'
import { shop } from './fixtures/shop.ts'
import { releaseOfCall } from './release-of-call.ts'

const table = compileRouteTable(
  shop({ listeners: [{ address: '127.0.0.1', port: 9000, service: 'stock', range: '>=2.1.0 <3.0.0-0' }] }),
)
const vip = { address: '10.77.0.100', port: 80 }
const stock = { service: 'stock', version: '2.1.3' }

describe('a call as its client saw it', () => {
  it.each([
    ['10.77.0.100', '/stock@2/x', stock],
    ['10.77.0.100:80', '/stock@v1', { service: 'stock', version: '1.9.0' }],
    ['v2.Stock.staging.internal:80', '/orders', stock],
    ['127.0.0.1:9000', '/orders', stock],
    ['10.77.0.100:81', '/stock', null],
    ['127.0.0.1:9001', '/stock', null],
    ['elsewhere.example', '/stock', null],
    ['10.77.0.100', '/stock@9', null],
    ['v9.stock.staging.internal', '/stock', null],
  ])('to %s %s', (authority, path, release) => {
    expect(releaseOfCall(table, { authority, path }, vip)).toEqual(release)
  })
})
