import { describe, expect, it } from 'vitest'
import { compileRouteTable } from './compile.ts'
import { shop } from './fixtures/shop.ts'
import type { RouteTable } from './route-table.ts'
import { parseRouteTable } from './schema.ts'

const table = compileRouteTable(shop())
const stock = table.services['stock']
if (stock === undefined) throw new Error('the shop has a stock')

const parse = (document: unknown) => () => parseRouteTable(JSON.stringify(document), 'table.json')
const withStock = (more: Partial<typeof stock>): RouteTable => ({
  ...table,
  services: { ...table.services, stock: { ...stock, ...more } },
})

describe('reading a route table', () => {
  it('gives back what was written', () => {
    expect(parse(table)()).toEqual(table)
  })

  it.each([
    ['no JSON', () => parseRouteTable('{', 'table.json')],
    ['another schema', parse({ ...table, schema: 2 })],
    ['a key that it does not know', parse({ ...table, extra: 1 })],
    ['a weight of nothing', parse(withStock({ default: [{ release: 'stock@2.1.3', weight: 0 }] }))],
  ])('refuses %s', (_name, act) => {
    expect(act).toThrow(expect.objectContaining({ code: 'table-invalid' }))
  })

  it.each([
    ['a route to a release that is not there', withStock({ routes: { '2': [{ release: 'stock@2.9.9', weight: 1 }] } })],
    ['a route to another service', withStock({ default: [{ release: 'orders@1.4.0', weight: 1 }] })],
    ['a route to nothing', withStock({ routes: { '2': [] } })],
    ['versions that are not the live ones', withStock({ versions: ['2.1.3'] })],
    ['an authority in upper case', { ...table, authorities: { 'STOCK.x': { service: 'stock', range: null } } }],
    [
      'a release under a wrong key',
      { ...table, releases: { ...table.releases, 'stock@3.0.0': table.releases['stock@1.9.0'] } },
    ],
    ['an endpoint of something not provided', withStock({ provides: {} })],
  ])('refuses %s', (_name, document) => {
    expect(parse(document)).toThrow(expect.objectContaining({ code: 'table-inconsistent' }))
  })
})
