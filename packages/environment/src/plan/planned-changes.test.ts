import { describe, expect, it } from 'vitest'
import { Shop, specOf, web } from '../fixtures/builders.ts'
import { pairReleases } from './planned-changes.ts'

const [release] = new Shop().publish('orders', '1.0.0').promote(specOf({ orders: web }), 'orders').releases
if (release === undefined) throw new Error('no release')
const of = (count: number) => Array.from({ length: count }, (_, index) => ({ ...release, service: `s${index}x` }))

/** The least of several: what the machine did besides is left out. */
function leastMs(act: () => void): number {
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now()
    act()
    return performance.now() - start
  })
  return Math.min(...times)
}

describe('pairing releases', () => {
  it('takes eight times as many in about eight times as long, not sixty-four', () => {
    const [few, many] = [of(1000), of(8000)]
    pairReleases(few, few)
    expect(leastMs(() => pairReleases(many, many)) / leastMs(() => pairReleases(few, few))).toBeLessThan(25)
  })
})
