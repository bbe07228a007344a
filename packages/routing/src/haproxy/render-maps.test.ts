import { describe, expect, it } from 'vitest'
import { compileRouteTable } from '../compile.ts'
import { instance, release, shop } from '../fixtures/shop.ts'
import { parseMap } from './map-text.ts'
import { planSlots } from './plan-slots.ts'
import { renderHealthMap, renderMaps } from './render-maps.ts'
import { tableOf } from './testing/trial-table.ts'

const table = compileRouteTable(shop({ aliases: { orders: ['orders.corp.example'] } }))
const { state } = planSlots({ current: null, tables: [table], busy: new Set() })
const map = new Map(parseMap(renderMaps(table, state)['table.map']))

describe('the map of a table', () => {
  it('leads from each service and spelling to the slot and version', () => {
    expect(map.get('http/stock')).toMatch(/^open-\d\/2\.1\.3$/)
    expect(map.get('http/stock@1')).toMatch(/^open-\d\/1\.9\.0$/)
    expect(map.get('http/stock@%5E2.1.0')).toBe(map.get('http/stock'))
    expect(map.has('grpc/stock')).toBe(false)
  })

  it('leads from each authority to what it means', () => {
    expect(map.get('authority/orders.corp.example')).toBe('orders')
    expect(map.get('authority/v1.stock.staging.internal')).toBe('stock@v1')
  })

  it('has the lists that refusals show', () => {
    expect(decodeURIComponent(map.get('services') ?? '')).toBe('["orders","stock"]')
    expect(decodeURIComponent(map.get('versions/stock') ?? '')).toBe('["2.1.3","1.9.0"]')
  })

  it('cuts a list that an answer has no room for', () => {
    const provides = Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`service-${'x'.repeat(40)}-${n}`, n]))
    const long = compileRouteTable(
      shop({
        releases: Object.keys(provides).map((service) => release(`${service}@1.0.0`)),
        instances: Object.entries(provides).map(([service, n]) => instance(`${service}@1.0.0`, 'app-1', 1000 + n)),
      }),
    )
    const plan = planSlots({ current: null, tables: [long], busy: new Set() })
    const services = parseMap(renderMaps(long, plan.state)['table.map']).find(([key]) => key === 'services')?.[1] ?? ''
    expect(services.length).toBeLessThan(6100)
    expect(JSON.parse(decodeURIComponent(services)).length).toBeGreaterThan(50)
  })

  it('says none where nothing is live', () => {
    const idle = compileRouteTable(shop({ instances: [] }))
    expect(renderMaps(idle, state)['table.map']).toContain('http/stock none\n')
  })

  it('leads tcp by its provide to the default line', () => {
    const feed = tableOf({ '1.0.0': { feed: [1] } }, { feed: { protocol: 'tcp' } })
    const plan = planSlots({ current: null, tables: [feed], busy: new Set() })
    expect(renderMaps(feed, plan.state)['table.map']).toContain('tcp/stock/feed tcp-0\n')
  })

  it('has no white space and no quote in keys and values', () => {
    for (const entry of map) expect(entry.join('')).toMatch(/^[\w.~%@/-]+$/)
  })

  it('is empty before the first table', () => {
    expect(renderMaps(null, state)['table.map']).toBe('')
  })
})

describe('the map of health', () => {
  it('has what is asked in each slot where it is known', () => {
    const known = tableOf({ '1.0.0': { http: [1], rpc: [2] } })
    const plan = planSlots({ current: null, tables: [known], busy: new Set() })
    expect(parseMap(renderHealthMap(plan.state))).toEqual([
      ['grpc-0', '0000050001000000010000000000'],
      ['http-0', '%2Fhealthz'],
    ])
    expect(renderHealthMap(state)).toBe('')
  })
})
