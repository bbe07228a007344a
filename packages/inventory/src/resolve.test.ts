import { describe, expect, it } from 'vitest'
import { Documents, instance, registeredShop, release, report, revision } from './fixtures/shop.ts'
import { emptyInventory } from './inventory.ts'
import { InventoryFault } from './inventory-fault.ts'
import { resolveService } from './resolve.ts'

const resolve = (service: string, range: string | null, documents = registeredShop()) =>
  resolveService('staging', documents.inventory, service, range)

describe('resolving a service', () => {
  it('tells a range that nobody can read from one that nothing serves', () => {
    const unreadable = () => resolve('stock', 'latest please')
    expect(unreadable).toThrow(expect.objectContaining({ code: 'range-invalid' }))
    expect(() => resolve('stock', '^9')).toThrow(expect.objectContaining({ code: 'range-unserved' }))
  })

  it('names no thousand services to whoever misspelt one', () => {
    const { inventory } = registeredShop()
    const [record] = inventory.services.values()
    if (record === undefined) throw new Error('no service')
    const many = new Map(Array.from({ length: 1000 }, (_, index) => [`s${index}`, { ...record, service: `s${index}` }]))
    try {
      resolveService('staging', { ...inventory, services: many }, 'elsewhere', null)
    } catch (error) {
      if (!(error instanceof InventoryFault)) throw error
      expect(error.message).toBe('staging: expected a service that is registered there, found `elsewhere`.')
      return
    }
    throw new Error('nothing was refused')
  })

  it('gives its address by path and by authority', () => {
    expect(resolve('stock', null)).toMatchObject({
      version: '2.1.3',
      url: 'http://10.77.0.100/stock',
      address: 'stock.staging.internal:80',
      vip: '10.77.0.100',
      port: 80,
      instances: [{ host: 'app-1', ports: { http: 18_001 } }],
    })
  })

  it('carries the label of a range that the proxies have, else of the exact version', () => {
    expect(resolve('stock', '2').url).toBe('http://10.77.0.100/stock@v2')
    expect(resolve('stock', '^2.1.0').url).toMatch(/\/stock@r[0-9a-f]{8}$/)
    expect(resolve('stock', '>=1 <4')).toMatchObject({
      url: 'http://10.77.0.100/stock@v2-1-3',
      address: 'v2-1-3.stock.staging.internal:80',
    })
  })

  it('keeps to the default line while newer versions run beside it', () => {
    const documents = new Documents()
    documents.register({
      report: report(1, 1, [instance('stock@2.1.3', 'started'), instance('stock@3.0.0', 'started', 18_001)]),
      revision: revision(1, [release('stock@2.1.3'), release('stock@3.0.0', { isDefault: false })]),
    })
    expect(resolve('stock', null, documents).version).toBe('2.1.3')
    expect(resolve('stock', '*', documents).version).toBe('3.0.0')
  })

  it('knows external services', () => {
    expect(resolve('billing', '^2')).toMatchObject({
      version: '2.3.0',
      url: 'http://10.77.0.100/billing@v2',
      instances: [],
    })
  })

  it('says what there is when it can not', () => {
    expect(() => resolve('ordres', null)).toThrow(
      /one of billing, orders, stock, found `ordres`. Did you mean `orders`/,
    )
    expect(() => resolve('stock', '^3')).toThrow(/satisfies `\^3`, found 2\.1\.3/)
    expect(() => resolveService('staging', emptyInventory, 'stock', null)).toThrow(
      expect.objectContaining({ code: 'inventory-empty' }),
    )
  })

  it('refuses a worker', () => {
    const { provides: _provides, ...descriptor } = release('mailer@1.0.0').descriptor
    const documents = new Documents()
    documents.register({
      report: report(1, 1, [{ ...instance('mailer@1.0.0', 'started'), ports: {} }]),
      revision: revision(1, [release('mailer@1.0.0', { descriptor })]),
    })
    expect(() => resolve('mailer', null, documents)).toThrow(expect.objectContaining({ code: 'service-unaddressed' }))
  })
})
