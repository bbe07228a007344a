import { describe, expect, it } from 'vitest'
import { liveOf, wantedOf } from '../trial/wanted.ts'
import { leavingOrder } from './leaving-order.ts'
import type { LiveInstance } from './standing.ts'

const policy = { prereleases: 'exclude' } as const

function live(name: string, calls: Readonly<Record<string, string>> = {}, host = 'a'): LiveInstance {
  const [service = '', version = ''] = name.split('@')
  const instance = liveOf(wantedOf({ service, version, host }))
  const dependencies = Object.fromEntries(Object.entries(calls).map(([one, range]) => [one, { range }]))
  return { ...instance, manifest: { ...instance.manifest, dependencies } }
}

const staying = (...names: readonly string[]) =>
  names.map((name) => ({ service: name.split('@')[0] ?? '', version: name.split('@')[1] ?? '' }))

const waves = (leaving: readonly LiveInstance[], ...stay: readonly string[]) =>
  leavingOrder(leaving, staying(...stay), policy).map((wave) =>
    wave.map(({ manifest }) => `${manifest.service}@${manifest.version}`),
  )

describe('what leaves', () => {
  it('goes at once when what stays answers its calls', () => {
    const leaving = [live('orders@1.4.0', { stock: '^2.1' }), live('stock@2.1.3')]
    expect(waves(leaving, 'orders@1.5.0', 'stock@2.2.0')).toEqual([['orders@1.4.0', 'stock@2.1.3']])
    expect(waves([])).toEqual([])
  })

  it('goes before what only it still calls, on every host', () => {
    const leaving = [
      live('stock@2.1.3'),
      live('stock@2.1.3', {}, 'b'),
      live('orders@1.4.0', { stock: '2.1.3' }),
      live('cart@1.0.0', { orders: '1.4.0' }),
      live('mail@1.0.0', { orders: '^1' }),
    ]
    expect(waves(leaving, 'orders@1.5.0', 'stock@2.2.0')).toEqual([
      ['cart@1.0.0', 'mail@1.0.0'],
      ['orders@1.4.0'],
      ['stock@2.1.3', 'stock@2.1.3'],
    ])
  })

  it('goes together when it calls one another', () => {
    const leaving = [live('stock@2.1.3', { orders: '1.4.0' }), live('orders@1.4.0', { stock: '2.1.3' })]
    expect(waves(leaving, 'orders@1.5.0', 'stock@2.2.0')).toEqual([['orders@1.4.0', 'stock@2.1.3']])
  })
})
