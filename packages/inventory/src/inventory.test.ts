import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareDrift } from './drift.ts'
import { evidenceOf } from './evidence.ts'
import { instance, registeredShop, release, report, revision } from './fixtures/shop.ts'
import { appendHistory, parseHistory } from './history.ts'
import { indexInstances } from './instance-index.ts'
import { parseInventory } from './inventory.ts'
import type { ClosedRecord } from './records.ts'

function closed(id: string, port: number, from: number, to: number): ClosedRecord {
  const [record] = registeredShop().inventory.services.get('stock')?.instances ?? []
  if (record === undefined) throw new Error('the shop has a stock')
  const at = (minute: number) => new Date(Date.UTC(2026, 9, 1, 0, minute)).toISOString()
  return { ...record, schema: 1, service: 'stock', id, ports: { http: port }, validFrom: at(from), validTo: at(to) }
}

describe('stored records', () => {
  it('say where they are broken', () => {
    expect(() => parseInventory([['inventory/services/stock.json', '{']])).toThrow(/inventory\/services\/stock\.json/)
    expect(() => parseInventory([['inventory/proxies.json', '{"schema":1}']])).toThrow(
      /inventory\/proxies\.json environment: expected .*, found nothing/,
    )
    expect(() => parseHistory('\n{"schema":1}', 'history.ndjson')).toThrow(/history\.ndjson:2 /)
  })

  it('say when a newer Towpath wrote them', () => {
    const written = () => parseInventory([['inventory/proxies.json', '{"schema":2}']])
    expect(written).toThrow(expect.objectContaining({ code: 'record-newer' }))
  })

  it('are refused under the path of another service', () => {
    const text = registeredShop().texts.get('inventory/services/stock.json') ?? ''
    expect(() => parseInventory([['inventory/services/orders.json', text]])).toThrow(
      expect.objectContaining({ code: 'record-invalid' }),
    )
  })
})

describe('history', () => {
  it('grows at its end, in order, and nothing is written twice', () => {
    const [first, second, third] = [closed('a', 1, 0, 5), closed('b', 1, 0, 6), closed('a', 1, 6, 9)]
    const text = appendHistory(appendHistory('', [first]), [third, second, first])
    expect(parseHistory(text, 'history').map(({ id, validTo }) => [id, validTo.slice(14, 16)])).toEqual([
      ['a', '05'],
      ['b', '06'],
      ['a', '09'],
    ])
    expect(appendHistory(text.trimEnd(), [first])).toBe(text.trimEnd())
  })
})

describe('finding an instance', () => {
  it('by address and time gives the one whose validity holds it, half open', () => {
    const index = indexInstances({ proxies: null, services: new Map() }, [
      closed('a', 80, 0, 10),
      closed('b', 80, 10, 20),
    ])
    const find = (minute: number, second = 0, tolerance = 60_000) =>
      index.byAddress('10.77.0.11', 80, new Date(Date.UTC(2026, 9, 1, 0, minute, second)), tolerance)?.id
    expect([find(0), find(9, 59), find(10), find(19, 59)]).toEqual(['a', 'a', 'b', 'b'])
    expect([find(20, 30), find(20, 30, 0), find(25)]).toEqual(['b', undefined, undefined])
    expect(index.byAddress('10.77.0.12', 80, new Date(0))).toBeUndefined()
  })

  it('agrees with looking at every record, whatever came and went on a port', () => {
    const lives = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 20 })
    fc.assert(
      fc.property(lives, fc.integer({ min: 0, max: 400 }), (times, minute) => {
        const sorted = times.toSorted((a, b) => a - b)
        const records = sorted
          .slice(0, -1)
          .flatMap((from, n) => (n % 2 === 0 ? [closed(`life-${n}`, 80, from, sorted[n + 1] ?? from)] : []))
        const at = new Date(Date.UTC(2026, 9, 1, 0, minute))
        const expected = records.find(
          ({ validFrom, validTo }) => Date.parse(validFrom) <= at.getTime() && at.getTime() < Date.parse(validTo),
        )
        const index = indexInstances({ proxies: null, services: new Map() }, records)
        expect(index.byAddress('10.77.0.11', 80, at, 0)?.id).toBe(expected?.id)
      }),
    )
  })

  it('by id and by release includes what runs', () => {
    const index = indexInstances(registeredShop().inventory, [closed('staging_stock_2.1.3_0a1b2c3d@app-1', 80, 0, 1)])
    expect(index.byId('staging_stock_2.1.3_0a1b2c3d@app-1')?.validTo).toBeNull()
    expect(index.byRelease('stock', '2.1.3')).toHaveLength(2)
    expect([index.has('orders'), index.has('nothing')]).toEqual([true, false])
  })
})

describe('drift', () => {
  const { inventory } = registeredShop()
  const orders = { id: 'staging_orders_1.4.0_0a1b2c3d@app-1', host: 'app-1', ports: { http: 18_000 } }
  const stock = { id: 'staging_stock_2.1.3_0a1b2c3d@app-1', host: 'app-1', ports: { http: 18_001 } }

  it('is none where hosts and inventory agree, and on hosts that nobody asked', () => {
    expect(compareDrift(inventory, [orders, stock], ['app-1'])).toEqual([])
    expect(compareDrift(inventory, [], ['app-2'])).toEqual([])
  })

  it('names what is missing, unregistered and moved', () => {
    const stranger = { id: 'staging_stock_9.9.9_0a1b2c3d@app-1', host: 'app-1', ports: {} }
    expect(compareDrift(inventory, [{ ...orders, ports: { http: 1 } }, stranger], ['app-1'])).toEqual([
      { kind: 'moved', id: orders.id, host: 'app-1', provide: 'http', registered: 18_000, observed: 1 },
      { kind: 'missing', id: stock.id, host: 'app-1' },
      { kind: 'unregistered', id: stranger.id, host: 'app-1' },
    ])
  })
})

describe('evidence', () => {
  const now = new Date('2026-11-23T10:00:00Z')
  const shop = () => {
    const documents = registeredShop()
    documents.register({
      report: report(2, 2, [instance('orders@1.4.0', 'kept'), instance('stock@2.2.0', 'started', 18_002)]),
      revision: revision(2, [release('orders@1.4.0'), release('stock@2.2.0')]),
    })
    return documents
  }
  const of = (documents: ReturnType<typeof shop>, reports: Parameters<typeof evidenceOf>[0]['reports']) =>
    evidenceOf({
      inventory: documents.inventory,
      history: parseHistory(documents.history(), 'history'),
      reports,
      now,
    })

  it('is when each version ran, and until when if it no longer runs', () => {
    expect(of(shop(), [])).toEqual({
      'orders@1.4.0': { since: '2026-11-23T09:01:30Z' },
      'stock@2.1.3': { since: '2026-11-23T09:01:30Z', until: '2026-11-23T09:02:30Z' },
      'stock@2.2.0': { since: '2026-11-23T09:02:30Z' },
    })
  })

  it('begins again where a deploy that was put back started an instance anew', () => {
    const putBack = {
      ...report(3, 3, [instance('orders@1.4.0', 'restored'), instance('stock@2.2.0', 'kept', 18_002)]),
      status: 'rolled-back' as const,
    }
    expect(of(shop(), [putBack])).toMatchObject({
      'orders@1.4.0': { since: putBack.endedAt },
      'stock@2.2.0': { since: '2026-11-23T09:02:30Z' },
    })
  })

  it('is the longest of several lives', () => {
    const late = { ...report(3, 3, [instance('orders@1.4.0', 'started')]), endedAt: '2026-11-23T09:59:00Z' }
    expect(of(shop(), [late])).toMatchObject({
      'orders@1.4.0': { since: '2026-11-23T09:01:30Z', until: '2026-11-23T09:59:00Z' },
    })
  })
})
