import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findListener, planListeners } from './listeners.ts'

const stock = { service: 'stock', range: '^2.1.0' }

describe('the listeners of the embedded proxy', () => {
  it('are one for each service and range, however it is spelt', () => {
    const listeners = planListeners({
      declared: [stock, { service: 'stock', range: '2' }, { service: 'stock', range: '^2' }, stock],
      existing: [],
      freePorts: [9000, 9001, 9002],
    })
    expect(listeners.map(({ port, range }) => [port, range])).toEqual([
      [9000, '>=2.0.0 <3.0.0-0'],
      [9001, '>=2.1.0 <3.0.0-0'],
    ])
    expect(findListener(listeners, { service: 'stock', range: '2.x' })?.port).toBe(9000)
  })

  it('say when ports run out', () => {
    expect(() => planListeners({ declared: [stock], existing: [], freePorts: [] })).toThrow(
      expect.objectContaining({ code: 'ports-exhausted' }),
    )
  })

  it('keep their ports whatever comes and goes, and never share one', () => {
    const edges = fc.array(
      fc.record({
        service: fc.constantFrom('stock', 'orders', 'cart'),
        range: fc.constantFrom('1', '^1', '^2', '~2.1', '*'),
      }),
      { maxLength: 10 },
    )
    const ports = () => Array.from({ length: 40 }, (_, index) => 9000 + index)
    fc.assert(
      fc.property(edges, edges, (before, after) => {
        const first = planListeners({ declared: before, existing: [], freePorts: ports() })
        const second = planListeners({ declared: after, existing: first, freePorts: ports() })
        for (const edge of after.filter((one) => findListener(first, one) !== undefined)) {
          expect(findListener(second, edge)?.port).toBe(findListener(first, edge)?.port)
        }
        expect(after.every((edge) => findListener(second, edge) !== undefined)).toBe(true)
        expect(new Set(second.map((listener) => listener.port)).size).toBe(second.length)
        expect(planListeners({ declared: after, existing: second, freePorts: [] })).toEqual(second)
      }),
    )
  })
})
