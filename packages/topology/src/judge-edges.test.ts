import { describe, expect, it } from 'vitest'
import { shopRevision } from './fixtures/shop.ts'
import { type JudgeInput, judgeEdges, verdictOfEdge } from './judge-edges.ts'
import type { ObservedEdge } from './observed-edge.ts'

function edge(from: string, to: string, calls = 10): ObservedEdge {
  const [caller = '', callerVersion = ''] = from.split('@')
  const [callee = '', calleeVersion = ''] = to.split('@')
  return {
    from: { service: caller, version: callerVersion },
    to: { service: callee, version: calleeVersion },
    via: 'call',
    calls,
    errors: 1,
    firstSeen: null,
    lastSeen: null,
    durations: {},
  }
}

const revision = shopRevision({
  'orders@1.4.0': { stock: '^2.1.0' },
  'stock@2.1.3': {},
  'cart@1.0.0': { orders: '^1' },
})
const judge = (observed: readonly ObservedEdge[], more: Partial<JudgeInput> = {}) =>
  judgeEdges({ revision, observed, spans: 20, prereleases: 'exclude', externals: new Set(), ...more })

describe('judging edges', () => {
  it('tells what is declared and seen from what is declared and unproven', () => {
    const { verdicts, unjudged } = judge([edge('orders@1.4.0', 'stock@2.1.3'), edge('orders@1.4.0', 'stock@2.2.0', 5)])
    expect(unjudged).toEqual([])
    expect(verdicts).toMatchObject([
      { state: 'unproven', from: { service: 'cart' }, to: { service: 'orders', range: '^1' }, calls: 0 },
      { state: 'seen', from: { service: 'orders' }, to: { versions: ['2.1.3', '2.2.0'] }, calls: 15, errors: 2 },
    ])
    expect(verdicts[0]?.reason).toContain("20 spans don't show it, which proves nothing")
  })

  it('never takes no spans for an answer', () => {
    const { verdicts } = judge([], { spans: 0 })
    expect(verdicts.map(({ state }) => state)).toEqual(['unproven', 'unproven'])
    expect(verdicts[0]?.reason).toContain('no spans were there to look at')
  })

  it('finds calls that nobody declared, and calls outside what is declared', () => {
    const { verdicts } = judge([edge('stock@2.1.3', 'orders@1.4.0'), edge('orders@1.4.0', 'stock@3.0.0')])
    expect(verdicts.map(({ state, from }) => [from.service, state])).toEqual([
      ['cart', 'unproven'],
      ['orders', 'out-of-range'],
      ['orders', 'unproven'],
      ['stock', 'undeclared'],
    ])
  })

  it('keeps to the prerelease policy', () => {
    const observed = [edge('orders@1.4.0', 'stock@2.2.0-rc.1')]
    expect(judge(observed).verdicts.map(({ state }) => state)).toContain('out-of-range')
    expect(judge(observed, { prereleases: 'include' }).verdicts.map(({ state }) => state)).not.toContain('out-of-range')
  })

  it('does not judge releases that are gone, externals, or a service that calls itself', () => {
    const gone = edge('orders@1.3.0', 'cart@1.0.0')
    const external = edge('stock@2.1.3', 'cart@1.0.0')
    const itself = edge('cart@1.0.0', 'cart@1.0.0')
    const { verdicts, unjudged } = judge([gone, external, itself], { externals: new Set(['stock']) })
    expect(unjudged).toEqual([gone, external])
    expect(verdicts.every(({ state }) => state === 'unproven')).toBe(true)
  })

  it('offers a range that takes every version that was called', () => {
    const fixOf = (...versions: string[]) =>
      judge(versions.map((version) => edge('stock@2.1.3', `orders@${version}`)))
        .verdicts.filter(({ state }) => state === 'undeclared')
        .map((verdict) => verdictOfEdge(verdict).fix)[0]
    expect(fixOf('1.10.0', '1.9.0')).toContain('{range: ^1.9.0}')
    expect(fixOf('2.0.0', '1.10.0', '1.9.0')).toContain('{range: "^1.9.0 || ^2.0.0"}')
  })

  it('speaks as a gate does', () => {
    const observed = [edge('stock@2.1.3', 'orders@1.4.0'), edge('orders@1.4.0', 'stock@3.0.0')]
    expect(judge(observed).verdicts.map(verdictOfEdge)).toMatchObject([
      { outcome: 'unproven', subject: 'cart 1.0.0 → orders' },
      { outcome: 'fail', subject: 'orders 1.4.0 → stock', fix: expect.stringContaining('that takes 3.0.0') },
      { outcome: 'unproven', subject: 'orders 1.4.0 → stock' },
      { outcome: 'fail', subject: 'stock 2.1.3 → orders', fix: expect.stringContaining('orders: {range: ^1.4.0}') },
    ])
  })
})
