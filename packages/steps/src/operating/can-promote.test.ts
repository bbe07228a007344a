import { canonicalJson } from '@towpath/descriptor'
import { type TopologyWindow, topologyDomain, windowPath } from '@towpath/topology'
import { describe, expect, it } from 'vitest'
import { Shop } from '../testing/shop.ts'
import { canPromote, type PromotionQuestion } from './can-promote.ts'
import { canRemove } from './can-remove.ts'

const needs = (range: string) => ({ dependencies: { stock: { range, provide: 'http' } } })

/** staging runs orders 1.4.0 with stock 2.1.3, and dev has run the next majors. */
async function openShop(): Promise<Shop> {
  const shop = new Shop()
  await shop.spec('dev')
  await shop.spec('staging', 'after: [dev]')
  await shop.publish('stock', '2.1.3')
  await shop.publish('stock', '3.0.0')
  await shop.publish('orders', '1.4.0', needs('^2.1.0'))
  await shop.publish('orders', '2.0.0', needs('^3.0.0'))
  await shop.promote({ environment: 'dev', packages: 'orders@1.4.0\nstock@2.1.3' })
  await shop.deploy('dev', '2026-11-23T08:00:00Z')
  await shop.promote({ environment: 'staging', packages: 'orders@1.4.0\nstock@2.1.3' })
  await shop.promote({ environment: 'dev', packages: 'orders@2.0.0\nstock@3.0.0' })
  await shop.deploy('dev', '2026-11-23T08:30:00Z')
  return shop
}

function question(shop: Shop, packages: readonly string[], more: Partial<PromotionQuestion> = {}): PromotionQuestion {
  return {
    environment: 'staging',
    packages,
    set: null,
    spec: null,
    workspace: shop.workspace,
    by: 'ada',
    run: 'ada@laptop',
    now: '2026-11-23T09:00:00Z',
    ...more,
  }
}

async function observe(shop: Shop, from: string, to: string, calls: number): Promise<void> {
  const window: TopologyWindow = {
    schema: 1,
    environment: 'staging',
    from,
    to,
    revision: 1,
    spans: calls,
    traces: calls,
    entries: 0,
    edges: [
      {
        from: { service: 'orders', version: '1.4.0' },
        to: { service: 'stock', version: '2.1.3' },
        via: 'call',
        calls,
        errors: 0,
        firstSeen: null,
        lastSeen: null,
        durations: {},
      },
    ],
    unknown: [],
    verdicts: [],
  }
  await shop.store.commit(topologyDomain('staging'), 'observe', async () => ({
    kind: 'change',
    write: { [windowPath(from)]: canonicalJson(window) },
  }))
}

describe('can-promote', () => {
  it('answers edge for edge, with the smallest set that succeeded before and makes it possible', async () => {
    using shop = await openShop()
    const before = (await shop.store.read('environments/staging')).version
    const answer = await canPromote(shop.store, question(shop, ['stock@3.0.0']))
    expect(answer).toMatchObject({
      answer: 'no',
      packages: ['stock@3.0.0'],
      edges: [
        {
          state: 'unsatisfied',
          from: { service: 'orders', version: '1.4.0' },
          to: { service: 'stock', range: '^2.1.0', version: null, before: '2.1.3' },
        },
      ],
      derived: {
        outcome: 'found',
        further: ['orders@2.0.0'],
        order: [['stock@3.0.0'], ['orders@2.0.0']],
        command: 'towpath promote --environment staging --packages orders@2.0.0 --packages stock@3.0.0',
        isSmallest: true,
      },
    })
    expect((await canPromote(shop.store, question(shop, ['stock@3.0.0', 'orders@2.0.0']))).answer).toBe('yes')
    expect((await shop.store.read('environments/staging')).version).toBe(before)
  })

  it('offers nothing that the environment before has not run', async () => {
    using shop = await openShop()
    await shop.publish('stock', '4.0.0')
    await shop.publish('orders', '3.0.0', needs('^4'))
    const answer = await canPromote(shop.store, question(shop, ['stock@4.0.0']))
    expect(answer).toMatchObject({ answer: 'no', derived: { outcome: 'none' } })
    expect(answer.refusals).toMatchObject([{ gate: 'order', subject: 'stock 4.0.0' }])
  })

  it('says when only another gate stands in the way', async () => {
    using shop = await openShop()
    await shop.publish('orders', '1.5.0', needs('^2.1.0'))
    const answer = await canPromote(shop.store, question(shop, ['orders@1.5.0']))
    expect(answer).toMatchObject({ answer: 'not-yet', edges: [{ state: 'satisfied' }], derived: null })
  })

  it('asks the spec of the newest revision where the workspace has none', async () => {
    using shop = await openShop()
    const elsewhere = question(shop, ['stock@3.0.0', 'orders@2.0.0'], { workspace: `${shop.workspace}/nowhere` })
    expect((await canPromote(shop.store, elsewhere)).answer).toBe('yes')
    await expect(canPromote(shop.store, { ...elsewhere, environment: 'prod' })).rejects.toMatchObject({
      code: 'environment-unknown',
    })
    await expect(canPromote(shop.store, { ...elsewhere, environment: '../prod' })).rejects.toMatchObject({
      code: 'input-invalid',
    })
    await expect(canPromote(shop.store, { ...elsewhere, spec: 'other.yaml' })).rejects.toMatchObject({
      code: 'file-missing',
    })
  })

  it('knows how often an edge was seen, and counts no call of overlapping windows twice', async () => {
    using shop = await openShop()
    await observe(shop, '2026-11-23T07:00:00Z', '2026-11-23T08:00:00Z', 5)
    await observe(shop, '2026-11-23T08:00:00Z', '2026-11-23T09:00:00Z', 30)
    await observe(shop, '2026-11-23T07:30:00Z', '2026-11-23T08:30:00Z', 1000)
    const answer = await canPromote(shop.store, question(shop, ['stock@3.0.0']))
    expect(answer.edges).toMatchObject([{ calls: 35 }])
    expect(answer.edges[0]?.reason).toContain('seen calling it 35 times')
  })
})

describe('can-remove', () => {
  it('names who would break, by what is declared and seen, and changes nothing', async () => {
    using shop = await openShop()
    await observe(shop, '2026-11-23T08:00:00Z', '2026-11-23T09:00:00Z', 30)
    const before = (await shop.store.read('environments/staging')).version
    const answer = await canRemove(shop.store, { environment: 'staging', what: 'stock' })
    expect(answer).toMatchObject({
      answer: 'no',
      removes: ['stock@2.1.3'],
      concerned: [{ state: 'breaks', service: 'orders', version: '1.4.0', range: '^2.1.0', calls: 30 }],
    })
    expect((await canRemove(shop.store, { environment: 'staging', what: 'orders@1.4.0' })).answer).toBe('yes')
    expect((await shop.store.read('environments/staging')).version).toBe(before)
  })

  it('refuses what is not there, and an environment that is not', async () => {
    using shop = await openShop()
    await expect(canRemove(shop.store, { environment: 'staging', what: 'sotck' })).rejects.toMatchObject({
      code: 'removal-unknown',
      message: 'sotck in staging: expected one of orders, stock, found no service of that name. Did you mean `stock`?',
    })
    await expect(canRemove(shop.store, { environment: 'prod', what: 'stock' })).rejects.toMatchObject({
      code: 'environment-unknown',
    })
  })
})
