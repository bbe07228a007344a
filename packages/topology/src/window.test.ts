import { canonicalJson } from '@towpath/descriptor'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unknownReasons } from './observed-edge.ts'
import { mergeWindows, parseWindow, type TopologyWindow, windowPath } from './window.ts'

const time = fc.integer({ min: 0, max: 100 }).map((minute) => new Date(Date.UTC(2026, 10, 26, 9, minute)).toISOString())
const release = fc.record({ service: fc.constantFrom('orders', 'stock'), version: fc.constantFrom('1.0.0', '2.0.0') })
const count = fc.integer({ min: 1, max: 1000 })

const edge = fc.record({
  from: release,
  to: release,
  via: fc.constantFrom('call' as const, 'message' as const),
  calls: count,
  errors: fc.nat(9),
  firstSeen: fc.option(time),
  lastSeen: fc.option(time),
  durations: fc.dictionary(fc.constantFrom('8', '12', '20'), count),
})

const verdict = fc.record({
  state: fc.constantFrom('seen' as const, 'undeclared' as const),
  from: release,
  to: fc.record({
    service: fc.constant('stock'),
    range: fc.constantFrom('^1', null),
    versions: fc.constantFrom<string[]>([], ['1.0.0']),
  }),
  calls: fc.nat(9),
  errors: fc.nat(9),
  reason: fc.constant('seen'),
})

/** As `joinSpans` makes them: one edge, and one count of unknown spans, for each key. */
const anyWindow: fc.Arbitrary<TopologyWindow> = fc.record({
  schema: fc.constant(1 as const),
  environment: fc.constant('staging'),
  from: time,
  to: time,
  revision: fc.option(fc.nat(9)),
  spans: fc.nat(999),
  traces: fc.nat(999),
  entries: fc.nat(9),
  edges: fc.uniqueArray(edge, { maxLength: 4, selector: ({ from, to, via }) => JSON.stringify([from, to, via]) }),
  unknown: fc.uniqueArray(
    fc.record({ reason: fc.constantFrom(...unknownReasons), service: fc.constantFrom('orders', null), spans: count }),
    { maxLength: 3, selector: ({ reason, service }) => `${reason} ${service}` },
  ),
  verdicts: fc.array(verdict, { maxLength: 2 }),
})

describe('windows', () => {
  it('are one, in whatever order and grouping they are merged', () => {
    fc.assert(
      fc.property(anyWindow, anyWindow, anyWindow, (a, b, c) => {
        expect(canonicalJson(mergeWindows(a, b))).toBe(canonicalJson(mergeWindows(b, a)))
        expect(canonicalJson(mergeWindows(mergeWindows(a, b), c))).toBe(
          canonicalJson(mergeWindows(a, mergeWindows(b, c))),
        )
      }),
    )
  })

  it('lose no call, no span and no time', () => {
    const calls = ({ edges }: TopologyWindow) => edges.reduce((sum, one) => sum + one.calls, 0)
    fc.assert(
      fc.property(anyWindow, anyWindow, (a, b) => {
        const merged = mergeWindows(a, b)
        expect(calls(merged)).toBe(calls(a) + calls(b))
        expect(merged.spans).toBe(a.spans + b.spans)
        expect(merged.from <= a.from && merged.from <= b.from && merged.to >= a.to && merged.to >= b.to).toBe(true)
      }),
    )
  })

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(anyWindow, (window) => {
        expect(parseWindow(canonicalJson(window), 'windows/x.json')).toEqual(window)
      }),
    )
  })

  it('say where they are broken', () => {
    expect(() => parseWindow('{"schema":1}', 'windows/x.json')).toThrow(/windows\/x\.json environment/)
    expect(() => parseWindow('', 'windows/x.json')).toThrow(expect.objectContaining({ code: 'record-invalid' }))
  })

  it('of two environments are not merged', () => {
    const [window] = fc.sample(anyWindow, 1)
    if (window === undefined) throw new Error('a sample')
    expect(() => mergeWindows(window, { ...window, environment: 'prod' })).toThrow(
      expect.objectContaining({ code: 'window-mismatch' }),
    )
  })

  it('have a path without colons', () => {
    expect(windowPath('2026-11-26T09:30:00.123Z')).toBe('windows/20261126T093000Z.json')
  })
})
