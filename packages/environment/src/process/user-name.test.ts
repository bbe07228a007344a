import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { userName } from './user-name.ts'

describe('the user of a service', () => {
  it('is named by both, readably', () => {
    expect(userName('staging', 'orders')).toBe('tp_staging_orders')
    expect(userName('pre-production-eu', 'checkout-worker')).toMatch(/^tp_pre-pr_checkout_[0-9a-f]{12}$/)
  })

  it('is one that systemd takes, and no two pairs share one', () => {
    const label = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,40}[a-z0-9]$/)
    const pair = fc.tuple(label, label)
    fc.assert(
      fc.property(pair, pair, (one, other) => {
        const names = [userName(...one), userName(...other)]
        for (const name of names) expect(name).toMatch(/^[a-z_][a-z0-9_-]{0,30}$/)
        expect(names[0] === names[1]).toBe(one.join('_') === other.join('_'))
      }),
    )
    const alike = ['a'.repeat(30), 'b'.repeat(30)]
    expect(new Set(alike.map((end) => userName('staging', `checkout-${end}`))).size).toBe(2)
  })
})
