import { describe, expect, it } from 'vitest'
import { EmbeddedFault } from '../fault.ts'
import { makeTable } from '../trial/trial-table.ts'
import { loadTable } from './table.ts'

const good = makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: 1 }], ranges: ['1'] }] }, [
  { address: '127.0.0.1', port: 20_001, service: 'orders', range: '1' },
])

describe('a route table', () => {
  it('is taken as it is, with the digest of its bytes', () => {
    const loaded = loadTable(JSON.stringify(good), 'table')
    expect(loaded.table).toEqual(good)
    expect(loaded.digest).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(loaded.listeners.get('127.0.0.1:20001')).toMatchObject({ service: 'orders' })
  })

  const release = { release: 'orders@1.0.0', weight: 1 }
  const service = { provides: { http: 'http' }, default: [release], routes: { '1': [release] }, versions: ['1.0.0'] }
  const listener = { address: '127.0.0.1', port: 1, service: 'orders', range: '1' }
  it.each([
    ['no JSON', '{', /expected JSON/],
    ['another schema', { ...good, schema: 2 }, /schema: expected/],
    ['a key that nobody knows', { ...good, extra: 1 }, /extra/],
    [
      'a route to no release',
      { ...good, services: { orders: { ...service, default: [{ release: 'x', weight: 1 }] } } },
      /default release: expected a release/,
    ],
    [
      'a weight of nothing',
      { ...good, services: { orders: { ...service, default: [{ ...release, weight: 0 }] } } },
      /weight/,
    ],
    ['a listener for others', { ...good, listeners: [{ ...listener, address: '0.0.0.0' }] }, /loopback/],
    ['a listener twice', { ...good, listeners: [listener, listener] }, /each address and port once/],
    [
      'an impossible port',
      {
        ...good,
        releases: {
          'orders@1.0.0': {
            service: 'orders',
            version: '1.0.0',
            endpoints: { http: [{ instance: 'i', address: 'a', port: 0 }] },
          },
        },
      },
      /port/,
    ],
  ])('with %s is refused', (_, value, message) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    expect(() => loadTable(text, 'table')).toThrow(message)
    expect(() => loadTable(text, 'table')).toThrow(EmbeddedFault)
  })
})
