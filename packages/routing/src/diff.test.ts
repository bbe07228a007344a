import { describe, expect, it } from 'vitest'
import { compileRouteTable } from './compile.ts'
import { diffRouteTables, renderRouteChange } from './diff.ts'
import { instance, release, shop } from './fixtures/shop.ts'

describe('what changes between two route tables', () => {
  const before = compileRouteTable(shop({ domain: null }))

  it('is nothing when they are equal', () => {
    expect(diffRouteTables(before, before)).toEqual([])
  })

  it('is told a line each', () => {
    const input = shop({ domain: null })
    const after = compileRouteTable({
      ...input,
      releases: [...input.releases.filter((one) => one.version !== '2.1.3'), release('stock@2.2.0')],
      instances: [instance('orders@1.4.0'), instance('stock@2.2.0', 'app-2'), instance('stock@1.9.0', 'app-1', 18_002)],
    })
    const lines = diffRouteTables(before, after).map(renderRouteChange)
    expect(lines).toContain('~ stock (default): stock@2.1.3 → stock@2.2.0')
    expect(lines).toContainEqual(expect.stringMatching(/^~ stock@\{.*\^2\.1\.0.*\}: stock@2\.1\.3 → stock@2\.2\.0$/))
    expect(lines).toContainEqual(expect.stringMatching(/^~ stock@\{.*2\.1\.3.*\}: stock@2\.1\.3 → nothing$/))
    expect(lines).toContain('- stock@2.1.3 http 10.77.0.11:18001')
    expect(lines).toContain('+ stock@2.2.0 http 10.77.0.12:18000')
  })

  it('names services, authorities and listeners that come and go', () => {
    const after = compileRouteTable(
      shop({
        releases: [release('cart@1.0.0')],
        instances: [instance('cart@1.0.0')],
        aliases: { cart: ['cart.example'] },
        domain: null,
        listeners: [{ address: '127.0.0.1', port: 9000, service: 'cart', range: '1' }],
      }),
    )
    const lines = diffRouteTables(before, after).map(renderRouteChange)
    expect(lines).toEqual(
      expect.arrayContaining([
        '- orders',
        '- stock',
        '+ cart',
        '+ cart.example → cart',
        '+ listener 127.0.0.1:9000 → cart 1',
      ]),
    )
  })
})
