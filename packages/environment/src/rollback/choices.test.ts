import { parsePackageWish } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import type { ReleaseConfig } from '../config/release-config.ts'
import { needs, Shop, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'

const group = (...hosts: [name: string, address: string][]) => ({
  hosts: hosts.map(([name, address]) => ({ name, address })),
})
const edge = group(['edge-1', '10.77.0.21'])
const specWith = (
  config: object,
  hosts: ReturnType<typeof group>,
  more: Record<string, unknown> = {},
): EnvironmentSpec => specOf({ orders: { ...web, config } }, { hostGroups: { web: hosts, edge }, ...more })

const former = specWith({ LOG: 'info', OLD: 1 }, group(['app-1', '10.77.0.11']))
const current = specWith({ LOG: 'debug' }, group(['app-1', '10.77.0.11'], ['app-2', '10.77.0.12']))

/** @1: orders 1.0.0 by the former spec; @2: orders 2.0.0 by the current one. */
function openShop(): Shop {
  const shop = new Shop().publish('orders', '1.0.0').publish('orders', '2.0.0')
  shop.promote(former, 'orders@1.0.0')
  shop.promote(current, 'orders@2.0.0')
  return shop
}

function configOf(shop: Shop, plan: Plan): ReleaseConfig {
  if (plan.outcome !== 'revision') throw new Error(JSON.stringify(plan))
  const digest = plan.revision.releases[0]?.config ?? ''
  return JSON.parse(plan.blobs[digest as `sha256:${string}`] ?? shop.blobs.get(digest) ?? '')
}

const reasons = (plan: Plan, gate: string) =>
  plan.verdicts.filter((verdict) => verdict.gate === gate).map(({ subject, reason }) => `${subject}: ${reason}`)

describe('config and hosts of a rollback', () => {
  it.each([
    ['then', 'now', { LOG: 'info', OLD: 1 }, ['app-1', 'app-2']],
    ['then', 'then', { LOG: 'info', OLD: 1 }, ['app-1']],
    ['now', 'now', { LOG: 'debug' }, ['app-1', 'app-2']],
    ['now', 'then', { LOG: 'debug' }, ['app-1']],
  ] as const)('are those of %s and of %s, as asked, of all and of a part', (config, hosts, values, names) => {
    const shop = openShop()
    for (const packages of [[], [parsePackageWish('orders')]]) {
      const found = configOf(shop, shop.rollBack(1, { config, hosts, packages }))
      expect(found.config).toEqual(values)
      expect(found.infrastructure.hosts).toEqual(names)
    }
  })

  it('shows config key by key, against now and against then', () => {
    const shop = openShop()
    const plan = shop.rollBack(1)
    expect(plan.changes[0]?.config).toEqual([
      { key: 'config.LOG', from: 'debug', to: 'info' },
      { key: 'config.OLD', from: null, to: 1 },
    ])
    expect(reasons(plan, 'config')).toEqual([
      'orders 1.0.0: unlike in staging@1: infrastructure.hosts [app-1] → [app-1, app-2]',
    ])
    expect(reasons(shop.rollBack(1, { config: 'now', hosts: 'then' }), 'config')).toEqual([
      'orders 1.0.0: unlike in staging@1: config.LOG info → debug, config.OLD 1 → nothing',
    ])
  })

  it('shows hosts that are gone or new, and where clients come to', () => {
    const shop = openShop()
    const moved = {
      ...specWith({}, group(['app-2', '10.77.0.99'], ['app-3', '10.77.0.13'])),
      address: { vip: '10.77.0.200/24', port: 81, domain: 'staging.internal' },
    }
    shop.promote(moved)
    expect(reasons(shop.rollBack(2), 'hosts')).toEqual([
      'staging: unlike in staging@2: app-1 (10.77.0.11) is gone, app-2 is at 10.77.0.99, not 10.77.0.12, app-3 (10.77.0.13) is new, clients come to 10.77.0.200:81 (staging.internal), not 10.77.0.100:80 (staging.internal)',
    ])
    expect(reasons(shop.rollBack(2, { hosts: 'then' }), 'hosts')).toEqual([
      'staging: as in staging@2 again: app-1 (10.77.0.11) is new, app-2 is at 10.77.0.12, not 10.77.0.99, app-3 (10.77.0.13) is gone, clients come to 10.77.0.100:80 (staging.internal), not 10.77.0.200:81 (staging.internal)',
    ])
  })

  it('is refused for a part whose hosts of then are gone', () => {
    const shop = openShop()
    shop.promote(specWith({}, group(['app-2', '10.77.0.12'])))
    const asked = { hosts: 'then', packages: [parsePackageWish('orders')] } as const
    expect(shop.rollBack(1, asked)).toMatchObject({
      outcome: 'refused',
      refusals: [
        {
          code: 'placement-unknown',
          gate: 'hosts',
          reason: expect.stringMatching(/it ran on app-1, and staging has no such host/),
        },
      ],
    })
    expect(shop.rollBack(1, { hosts: 'then' }).outcome).toBe('revision')
  })

  it('is refused with the config of now where now knows no such service or line', () => {
    const shop = new Shop().publish('orders', '1.0.0').publish('cart', '1.0.0').publish('orders', '2.0.0')
    shop.promote(specOf({ orders: web, cart: web }), 'orders@1.0.0', 'cart@1.0.0')
    shop.promote(specOf({ orders: { ...web, versions: ['^2'] } }), 'orders@2.0.0')
    expect(shop.rollBack(1, { config: 'now' })).toMatchObject({
      outcome: 'refused',
      refusals: [
        { code: 'service-unknown', subject: 'cart 1.0.0', fixes: ['Leave `config` at `then`'] },
        { code: 'line-unknown', subject: 'orders 1.0.0' },
      ],
    })
    expect(shop.rollBack(1).outcome).toBe('revision')
  })

  it('takes what others deliver as it is today, and refuses what that breaks', () => {
    const external = (version: string) => ({ external: { version, endpoints: ['10.77.0.50:8080'] } })
    const shop = new Shop()
      .publish('orders', '1.0.0', needs('billing', '^1'))
      .publish('orders', '2.0.0', needs('billing', '*'))
    const of = (version: string) => specOf({ orders: web, billing: external(version) })
    shop.promote(of('1.0.0'), 'orders@1.0.0')
    shop.promote(of('1.1.0'), 'orders@2.0.0')
    const plan = shop.rollBack(1)
    expect(plan.outcome === 'revision' && plan.revision.releases[0]?.dependencies['billing']?.version).toBe('1.1.0')
    shop.promote(of('2.0.0'))
    expect(shop.rollBack(1)).toMatchObject({ outcome: 'refused', refusals: [{ subject: 'orders → billing' }] })
    expect(shop.rollBack(1, { hosts: 'then' }).outcome).toBe('revision')
  })

  it('is refused where ports of then and of now clash', () => {
    const tcp = { provides: { feed: { protocol: 'tcp', port: 'FEED', health: '' } } } as const
    const shop = new Shop()
    for (const version of ['1.0.0', '2.0.0']) shop.publish('orders', version, tcp).publish('stock', version, tcp)
    const of = (orders: number, stock: number) =>
      specOf({ orders: { ...web, ports: { feed: orders } }, stock: { ...web, ports: { feed: stock } } })
    shop.promote(of(20_001, 20_002), 'orders@1.0.0', 'stock@1.0.0')
    shop.promote(of(20_002, 20_001), 'orders@2.0.0', 'stock@2.0.0')
    expect(shop.rollBack(1, { packages: [parsePackageWish('orders')] })).toMatchObject({
      outcome: 'refused',
      refusals: [{ code: 'config-invalid', reason: expect.stringMatching(/services\.stock\.ports\.feed.*20001/) }],
    })
  })
})
