import { describe, expect, it } from 'vitest'
import { shopInstances, shopRevision } from './fixtures/shop.ts'
import { openTelemetrySpans, span } from './fixtures/spans.ts'
import { tracesWithin } from './join/traces-within.ts'
import { countEdges, type ObservationInput, observeWindow } from './observe-window.ts'
import { parseSpans } from './spans/parse-spans.ts'
import { windowSchema } from './window.ts'

const input: ObservationInput = {
  environment: 'staging',
  from: '2026-11-26T09:00:00Z',
  to: '2026-11-26T10:00:00Z',
  spans: parseSpans(openTelemetrySpans, 'spans.json'),
  instances: shopInstances(),
  revision: shopRevision({ 'orders@1.4.0': { stock: '^2.1.0', mail: '^1' }, 'stock@2.1.3': {} }),
  prereleases: 'exclude',
}

describe('an observation', () => {
  it('is a window with edges and verdicts', () => {
    const window = observeWindow(input)
    expect(windowSchema.parse(window)).toEqual(window)
    expect(window).toMatchObject({ revision: 42, spans: 3, traces: 1, entries: 1 })
    expect(countEdges(window)).toEqual({ edges: 1, violations: 0, unproven: 1 })
  })

  it('judges nothing where nothing is deployed', () => {
    expect(observeWindow({ ...input, revision: null })).toMatchObject({ revision: null, verdicts: [] })
  })

  it('of another hour has no calls, and proves nothing', () => {
    const window = observeWindow({ ...input, from: input.to, to: '2026-11-26T11:00:00Z' })
    expect(countEdges(window)).toEqual({ edges: 0, violations: 0, unproven: 2 })
  })
})

describe('traces within a time', () => {
  const at = (minute: number) => Date.UTC(2026, 10, 26, 9, minute) * 1000

  it('are taken whole, in exactly one of two windows that meet', () => {
    const spans = [
      span('01', { traceId: '00000000000000aa', timestampUs: at(9) }),
      span('02', { traceId: '00000000000000aa', timestampUs: at(11) }),
      span('03', { traceId: '00000000000000bb', timestampUs: at(10) }),
    ]
    const ids = (from: number, to: number) =>
      tracesWithin(spans, new Date(at(from) / 1000), new Date(at(to) / 1000)).map(({ id }) => id)
    expect(ids(0, 10)).toEqual(['01', '02'])
    expect(ids(10, 20)).toEqual(['03'])
  })
})
