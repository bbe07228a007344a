import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Documents, instance, registeredShop, release, report, revision } from './fixtures/shop.ts'
import { parseHistory } from './history.ts'
import { indexInstances } from './instance-index.ts'
import { resolveService } from './resolve.ts'

const shopReleases = [release('orders@1.4.0'), release('stock@2.1.3')]

/** staging@2: stock 2.1.3 → 2.2.0, orders kept. */
const upgrade = {
  report: report(2, 2, [
    instance('orders@1.4.0', 'kept'),
    instance('stock@2.1.3', 'stopped', 18_001),
    instance('stock@2.2.0', 'started', 18_002),
  ]),
  revision: revision(2, [release('orders@1.4.0'), release('stock@2.2.0')]),
}

describe('registering a deploy', () => {
  it('opens what was started, with all that others ask for', () => {
    const record = registeredShop().inventory.services.get('stock')
    expect(record).toMatchObject({ revision: 1, fence: 1, external: null, declaredRanges: ['^2.1.0'] })
    expect(record?.instances).toEqual([
      expect.objectContaining({
        id: 'staging_stock_2.1.3_0a1b2c3d@app-1',
        release8: '0a1b2c3d',
        host: 'app-1',
        ip: '10.77.0.11',
        ports: { http: 18_001 },
        protocols: { http: 'http' },
        validFrom: '2026-11-23T09:01:30Z',
        validTo: null,
      }),
    ])
  })

  it('knows external services and the address', () => {
    const { services, proxies } = registeredShop().inventory
    expect(services.get('billing')).toMatchObject({ external: { version: '2.3.0' }, instances: [] })
    expect(proxies).toMatchObject({ vip: '10.77.0.100', port: 80, domain: 'staging.internal', prereleases: 'exclude' })
  })

  it('keeps the beginning of what was kept, and closes what was stopped', () => {
    const documents = registeredShop()
    const plan = documents.register(upgrade)
    expect(plan).toMatchObject({ opened: 1, kept: 1, closed: 1, remove: [] })
    expect(documents.inventory.services.get('orders')?.instances[0]).toMatchObject({
      validFrom: '2026-11-23T09:01:30Z',
      healthSeenAt: '2026-11-23T09:02:30Z',
      revision: 2,
    })
    expect(parseHistory(documents.history(), 'history')).toEqual([
      expect.objectContaining({
        id: 'staging_stock_2.1.3_0a1b2c3d@app-1',
        service: 'stock',
        validFrom: '2026-11-23T09:01:30Z',
        validTo: '2026-11-23T09:02:30Z',
      }),
    ])
  })

  it('changes nothing the second time', () => {
    const documents = registeredShop()
    documents.register(upgrade)
    expect(documents.register(upgrade)).toMatchObject({ write: {}, remove: [], opened: 0, closed: 0 })
  })

  it('closes what a complete report does not name, and removes a service that is gone', () => {
    const documents = registeredShop()
    const plan = documents.register({
      report: report(2, 2, [instance('orders@1.4.0', 'kept')]),
      revision: revision(2, [release('orders@1.4.0')]),
    })
    expect(plan.remove).toEqual(['inventory/services/stock.json'])
    expect(plan.closed).toBe(1)
  })

  it('keeps as leaving what runs on only for a proxy that is out of reach, and closes it when that is over', () => {
    const documents = registeredShop()
    const held = {
      ...report(2, 2, [
        instance('orders@1.4.0', 'kept'),
        instance('stock@2.1.3', 'kept', 18_001),
        instance('stock@2.2.0', 'started', 18_002),
        // Never registered: nothing is claimed of it.
        instance('stock@2.0.9', 'kept', 18_003),
      ]),
      proxies: [
        { host: 'edge-1', outcome: 'committed', table: null, holdsVip: true },
        { host: 'edge-2', outcome: 'unreachable', table: null, holdsVip: false },
      ],
    }
    const { revision: target } = upgrade
    expect(documents.register({ report: held, revision: target })).toMatchObject({ opened: 1, kept: 2, closed: 0 })
    const stock = documents.inventory.services.get('stock')?.instances
    expect(stock?.map(({ version, isLeaving }) => [version, isLeaving])).toEqual([
      ['2.1.3', true],
      ['2.2.0', undefined],
    ])
    expect(resolveService('staging', documents.inventory, 'stock', '*')).toMatchObject({ version: '2.2.0' })
    expect(() => resolveService('staging', documents.inventory, 'stock', '~2.1')).toThrow('satisfies `~2.1`')

    const together = {
      ...report(2, 3, [
        instance('orders@1.4.0', 'kept'),
        instance('stock@2.1.3', 'stopped', 18_001),
        instance('stock@2.2.0', 'kept', 18_002),
      ]),
    }
    expect(documents.register({ report: together, revision: target })).toMatchObject({ opened: 0, closed: 1 })
  })

  it('begins a new life where an instance came back on another port', () => {
    const documents = registeredShop()
    documents.register({
      report: report(1, 2, [instance('orders@1.4.0', 'kept'), instance('stock@2.1.3', 'started', 18_009)]),
      revision: revision(1, shopReleases),
    })
    expect(documents.inventory.services.get('stock')?.instances[0]?.validFrom).toBe('2026-11-23T09:02:30Z')
    const index = indexInstances(documents.inventory, parseHistory(documents.history(), 'history'))
    expect(index.byAddress('10.77.0.11', 18_001, new Date('2026-11-23T09:02:00Z'))?.id).toContain('stock')
    expect(index.byAddress('10.77.0.11', 18_001, new Date('2026-11-23T09:12:00Z'))).toBeUndefined()
  })

  it('after a deploy that was put back changes only what is named', () => {
    const documents = registeredShop()
    const before = documents.inventory.services.get('orders')?.instances
    const plan = documents.register({
      report: {
        ...report(2, 2, [instance('stock@2.2.0', 'stopped', 18_002), instance('stock@2.1.3', 'restored', 18_001)]),
        status: 'rolled-back',
      },
      revision: upgrade.revision,
      restored: revision(1, shopReleases),
    })
    expect(plan).toMatchObject({ opened: 0, closed: 0 })
    expect(documents.inventory.services.get('orders')?.instances).toEqual(before)
    expect(documents.inventory.services.get('stock')?.instances[0]).toMatchObject({ version: '2.1.3', revision: 1 })
  })

  it.each([
    ['an older fence', 'report-outdated', { ...upgrade, report: { ...upgrade.report, fence: 0 } }],
    ['another revision', 'report-mismatch', { ...upgrade, revision: revision(3, upgrade.revision.releases) }],
    ['an instance of no release', 'report-mismatch', { ...upgrade, revision: revision(2, shopReleases) }],
    [
      'an instance that says it is elsewhere',
      'report-mismatch',
      { ...upgrade, report: report(2, 2, [instance('orders@1.4.0', 'kept', 18_000, 'app-9')]) },
    ],
  ])('refuses %s', (_name, code, input) => {
    expect(() => registeredShop().register(input)).toThrow(expect.objectContaining({ code }))
  })

  it('never loses an instance, never lets two lives of one overlap, and converges, whatever is deployed', () => {
    const versions = ['1.0.0', '1.1.0', '2.0.0']
    const deploys = fc.array(fc.subarray(versions), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(deploys, (wanted) => {
        const documents = new Documents()
        for (const [index, live] of wanted.entries()) {
          const instances = live.map((version) =>
            instance(`stock@${version}`, 'started', 18_000 + versions.indexOf(version)),
          )
          const input = {
            report: report(index + 1, index + 1, instances),
            revision: revision(
              index + 1,
              live.map((version) => release(`stock@${version}`)),
            ),
          }
          documents.register(input)
          expect(documents.register(input).write).toEqual({})
          const open = documents.inventory.services.get('stock')?.instances ?? []
          expect(open.map(({ version }) => version).sort()).toEqual(live)
        }
        const closed = parseHistory(documents.history(), 'history')
        for (const lives of Map.groupBy(closed, ({ id }) => id).values()) {
          const sorted = lives.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
          for (const [n, life] of sorted.entries()) {
            expect(life.validFrom < life.validTo).toBe(true)
            const next = sorted[n + 1]
            if (next !== undefined) expect(life.validTo <= next.validFrom).toBe(true)
          }
        }
      }),
    )
  })
})
