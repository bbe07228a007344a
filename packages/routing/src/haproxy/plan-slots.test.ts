import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RouteTable } from '../route-table.ts'
import { planSlots } from './plan-slots.ts'
import { poolKey, poolsOf } from './pool.ts'
import { type ProxyState, parseProxyState, renderStateLine } from './proxy-state.ts'
import { tableOf } from './testing/trial-table.ts'

const nothing: ReadonlySet<string> = new Set()
const first = tableOf({ '1.0.0': { http: [1001, 1002], rpc: [2001, 2002] } })
const second = tableOf({ '1.0.0': { http: [1001, 1002] }, '2.0.0': { http: [1003], rpc: [2003] } })
const fresh = planSlots({ current: null, tables: [first], busy: nothing })

describe('the slots', () => {
  it('are laid out with room to spare when nothing runs', () => {
    expect(fresh).toMatchObject({ isRestructured: true, filled: ['grpc-0', 'http-0'], cleared: [] })
    expect(fresh.state.sizes).toEqual({
      http: { slots: 8, servers: 4 },
      open: { slots: 8, servers: 4 },
      grpc: { slots: 8, servers: 4 },
      tcp: { slots: 8, servers: 4 },
    })
    expect(fresh.state.pools['http-0']).toMatchObject({ release: 'stock@1.0.0', health: '/healthz' })
  })

  it('keep what is live where it is, and take what is new beside it', () => {
    const plan = planSlots({ current: fresh.state, tables: [first, second], busy: nothing })
    expect(plan).toMatchObject({ isRestructured: false, filled: ['grpc-1', 'http-1'], cleared: [] })
    expect(plan.state.pools).toMatchObject({ ...fresh.state.pools, 'http-1': { release: 'stock@2.0.0' } })
  })

  it('are freed when no table names their pool any more, unless something is under way', () => {
    const both = planSlots({ current: fresh.state, tables: [first, second], busy: nothing }).state
    const freed = planSlots({ current: both, tables: [second], busy: nothing })
    expect(freed).toMatchObject({ cleared: ['grpc-0'], filled: [] })
    const kept = planSlots({ current: both, tables: [second], busy: new Set(['grpc-0']) })
    expect(kept).toMatchObject({ cleared: [], filled: [], state: { pools: both.pools } })
  })

  it('give another slot to the same release with other endpoints', () => {
    const moved = tableOf({ '1.0.0': { http: [1001, 1009], rpc: [2001, 2002] } })
    expect(planSlots({ current: fresh.state, tables: [first, moved], busy: nothing }).filled).toEqual(['http-1'])
  })

  it('give another slot to the same endpoints with another health path', () => {
    const provides = { http: { protocol: 'http', health: '/ready' } } as const
    const ready = tableOf({ '1.0.0': { http: [1001, 1002] } }, provides)
    expect(planSlots({ current: fresh.state, tables: [first, ready], busy: nothing }).filled).toEqual(['http-1'])
    const unasked = tableOf({ '1.0.0': { http: [1001, 1002] } }, { http: { protocol: 'http' } })
    expect(planSlots({ current: fresh.state, tables: [first, unasked], busy: nothing }).filled).toEqual(['open-0'])
  })

  it('grow in steps, and only those that must', () => {
    const versions = Array.from({ length: 9 }, (_, n) => [`${n + 1}.0.0`, { http: [3000 + n] }] as const)
    const wide = { '1.0.0': { http: [1, 2, 3, 4, 5] } }
    const many = planSlots({ current: fresh.state, tables: [tableOf(Object.fromEntries(versions))], busy: nothing })
    expect(many).toMatchObject({ isRestructured: true, state: { sizes: { http: { slots: 16, servers: 4 } } } })
    expect(many.state.sizes.grpc).toEqual({ slots: 8, servers: 4 })
    const more = planSlots({ current: fresh.state, tables: [tableOf(wide)], busy: nothing })
    expect(more).toMatchObject({ isRestructured: true, state: { sizes: { http: { slots: 8, servers: 8 } } } })
    const less = planSlots({ current: many.state, tables: [first], busy: nothing })
    expect(less).toMatchObject({ isRestructured: false, state: { sizes: many.state.sizes } })
  })

  it('take a host name only with a reload, which looks it up', () => {
    const rename = (table: RouteTable): RouteTable => JSON.parse(JSON.stringify(table).replaceAll('127.0.0.1', 'app-1'))
    const plan = planSlots({ current: fresh.state, tables: [first, rename(second)], busy: nothing })
    expect(plan).toMatchObject({ isRestructured: true, state: { sizes: fresh.state.sizes } })
  })

  it('are not for a route to several releases', () => {
    const stock = second.services['stock']
    if (stock === undefined) throw new Error('no stock')
    const routes = { ...stock.routes, '2': ['stock@1.0.0', 'stock@2.0.0'].map((release) => ({ release, weight: 1 })) }
    const table = { ...second, services: { stock: { ...stock, routes } } }
    expect(() => planSlots({ current: null, tables: [table], busy: nothing })).toThrow(
      expect.objectContaining({ code: 'weights-unsupported' }),
    )
  })

  it('always hold every pool of the tables once, and never move what is live or busy', () => {
    const port = fc.integer({ min: 1, max: 9 })
    const anyTable = fc
      .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.uniqueArray(port, { minLength: 1, maxLength: 6 })), {
        selector: ([major]) => major,
        maxLength: 6,
      })
      .map((versions) => tableOf(Object.fromEntries(versions.map(([major, http]) => [`${major}.0.0`, { http }]))))
    const step = fc.record({ table: anyTable, busy: fc.subarray(['http-0', 'http-1', 'http-2', 'http-5', 'http-9']) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        let live: RouteTable | null = null
        let current = planSlots({ current: null, tables: [], busy: nothing }).state
        for (const { table, busy } of steps) {
          const tables = live === null ? [table] : [live, table]
          const plan = planSlots({ current, tables, busy: new Set(busy) })
          expect(planSlots({ current, tables, busy: new Set(busy) })).toEqual(plan)
          expectWhole(plan.state, tables)
          expectKept(current, plan.state, tables, busy)
          current = plan.state
          live = table
        }
      }),
      { numRuns: 30 },
    )
  })
})

function wantedBy(tables: readonly RouteTable[]): ReadonlySet<string> {
  return new Set(tables.flatMap((table) => [...poolsOf(table).keys()]))
}

function expectWhole(state: ProxyState, tables: readonly RouteTable[]): void {
  const held = Object.values(state.pools).map(poolKey)
  expect(new Set(held).size).toBe(held.length)
  expect(held).toEqual(expect.arrayContaining([...wantedBy(tables)]))
  for (const slot of Object.keys(state.pools)) expect(Number(slot.split('-')[1])).toBeLessThan(state.sizes.http.slots)
}

function expectKept(
  before: ProxyState,
  after: ProxyState,
  tables: readonly RouteTable[],
  busy: readonly string[],
): void {
  const wanted = wantedBy(tables)
  for (const [slot, pool] of Object.entries(before.pools)) {
    if (wanted.has(poolKey(pool)) || busy.includes(slot)) expect(after.pools[slot]).toEqual(pool)
  }
}

describe('the state of a proxy', () => {
  it('is read from the first line of the configuration that it was written to', () => {
    expect(parseProxyState(`${renderStateLine(fresh.state)}\nglobal\n`)).toEqual(fresh.state)
  })

  it.each([
    ['', 'nothing'],
    ['global\n', "somebody else's configuration"],
    ['# towpath {"schema":2}\n', 'another version of ours'],
    ['# towpath {\n', 'half a line'],
  ])('is unknown from %j: %s', (text) => {
    expect(parseProxyState(text)).toBeNull()
  })
})
