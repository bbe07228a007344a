import { describe, expect, it } from 'vitest'
import { emptyState } from '../state.ts'
import { releasePins } from './release-pins.ts'

const pin = (service: string) => ({
  service,
  version: '1.0.0',
  config: `sha256:${'0'.repeat(64)}` as const,
  since: '2026-11-23T09:00:00Z',
  by: 'octocat',
  reason: 'it was better',
})

describe('releasing pins', () => {
  it('takes those of one service away, and nothing else', () => {
    const state = { ...emptyState, fence: 4, pins: [pin('orders'), pin('stock')] }
    expect(releasePins(state, 'dev', 'orders')).toEqual({ ...state, pins: [pin('stock')] })
  })

  it.each([
    [[pin('stock')], 'pins of stock', 'Name one of them: `towpath unpin dev stock`'],
    [[], 'no pin at all', 'Nothing holds orders: promote it'],
  ])('names what is pinned when it is not that', (pins, found, fix) => {
    expect(() => releasePins({ ...emptyState, pins }, 'dev', 'orders')).toThrow(
      `orders in dev: expected a service that is pinned, found ${found}. ${fix}.`,
    )
  })
})
