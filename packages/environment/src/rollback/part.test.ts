import { parsePackageWish } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { needs, Shop, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import { renderPlanText } from '../plan/plan-text.ts'
import type { RollbackInput } from './rollback-input.ts'

const spec = specOf({ cart: web, orders: web, stock: web })

/** @1: all at 1.0.0; @2: all at 2.0.0, where orders 2 needs stock 2 and the old one stock 1. */
function openShop(): Shop {
  const shop = new Shop()
    .publish('cart', '1.0.0')
    .publish('cart', '2.0.0')
    .publish('stock', '1.0.0')
    .publish('stock', '2.0.0')
    .publish('orders', '1.0.0', needs('stock', '^1'))
    .publish('orders', '2.0.0', needs('stock', '^2'))
  shop.promote(spec, 'cart@1.0.0', 'orders@1.0.0', 'stock@1.0.0')
  shop.promote(spec, 'cart@2.0.0', 'orders@2.0.0', 'stock@2.0.0')
  return shop
}

const part = (shop: Shop, names: readonly string[], more: Partial<RollbackInput> = {}): Plan =>
  shop.rollBack(1, { packages: names.map((name) => parsePackageWish(name)), ...more })

const revisionOf = (plan: Plan) => {
  if (plan.outcome !== 'revision') throw new Error(JSON.stringify(plan))
  return plan.revision
}

describe('a rollback of a part', () => {
  it('leaves all else as it was, digest by digest', () => {
    const shop = openShop()
    const revision = revisionOf(part(shop, ['cart']))
    const [first, second] = shop.revisions
    expect(revision.releases).toEqual([first?.releases[0], second?.releases[1], second?.releases[2]])
    expect(revision.spec).toBe(second?.spec)
    expect(revision.pins.map((pin) => pin.service)).toEqual(['cart'])
    expect(revision.restores).toBe(1)
  })

  it('takes along what one service can not go back without, and says so', () => {
    const plan = part(openShop(), ['stock'])
    expect(revisionOf(plan).releases.map(({ service, version }) => `${service}@${version}`)).toEqual([
      'cart@2.0.0',
      'orders@1.0.0',
      'stock@1.0.0',
    ])
    expect(plan.part).toEqual(['orders', 'stock'])
    expect(renderPlanText(plan)).toMatchInlineSnapshot(`
      "staging: orders and stock can go back to staging@1
        orders  2.0.0 → 1.0.0
        stock   2.0.0 → 1.0.0
        deploy starts stock, then orders
        ! subset orders: it goes back too: orders 2.0.0 needs stock ^2 (declared in its descriptor), and staging would have stock 1.0.0
        ✓ target staging@1: it was deployed well
      "
    `)
  })

  it('of several services that can not stand alone names the smallest that can', () => {
    expect(part(openShop(), ['cart', 'stock'])).toMatchObject({
      outcome: 'refused',
      refusals: [
        {
          code: 'subset-open',
          subject: 'orders',
          fixes: [
            "The smallest that can go back: `towpath rollback --environment staging --to 1 --packages cart --packages orders --packages stock --reason 'orders are lost'`",
          ],
        },
      ],
    })
    expect(part(openShop(), ['cart', 'orders', 'stock']).outcome).toBe('revision')
  })

  it('stops what came since and can not stay', () => {
    const shop = new Shop()
      .publish('stock', '1.0.0')
      .publish('stock', '2.0.0')
      .publish('orders', '2.0.0', needs('stock', '^2'))
    shop.promote(spec, 'stock@1.0.0')
    shop.promote(spec, 'stock@2.0.0', 'orders@2.0.0')
    const plan = part(shop, ['stock'])
    expect(revisionOf(plan).releases.map(({ service }) => service)).toEqual(['stock'])
    expect(plan.verdicts.find((verdict) => verdict.gate === 'subset')?.reason).toMatch(
      /^it is stopped, since staging@1 had none and it can't stay: orders 2\.0\.0 needs stock/,
    )
  })

  it.each([
    ['a service that neither has', ['mail'], 'service-unknown', 'staging@1 had no mail'],
    ['a version that was not there', ['cart@2.0.0'], 'version-unpublished', 'staging@1 had cart 1.0.0'],
    ['a range that was not there', ['cart@^2'], 'version-unpublished', 'staging@1 had cart 1.0.0'],
  ])('is refused for %s', (_name, names, code, reason) => {
    expect(part(openShop(), names)).toMatchObject({ outcome: 'refused', refusals: [{ code, reason }] })
  })

  it('takes a version for what is expected there', () => {
    expect(part(openShop(), ['cart@^1']).outcome).toBe('revision')
  })

  it('that can not be closed says which edge does not hold', () => {
    const external = (version: string) => ({ external: { version, endpoints: ['10.77.0.50:8080'] } })
    const shop = new Shop()
      .publish('orders', '1.0.0', needs('billing', '^1'))
      .publish('orders', '2.0.0', needs('billing', '^2'))
    shop.promote(specOf({ orders: web, billing: external('1.0.0') }), 'orders@1.0.0')
    shop.promote(specOf({ orders: web, billing: external('2.0.0') }), 'orders@2.0.0')
    expect(part(shop, ['orders'])).toMatchObject({
      outcome: 'refused',
      refusals: [
        {
          code: 'subset-open',
          subject: 'orders → billing',
          reason: expect.stringMatching(/billing `\^1`.*billing 2\.0\.0.*also when both go back$/),
        },
      ],
    })
  })

  it('keeps the words of the spec for all else', () => {
    const shop = new Shop().publish('cart', '1.0.0').publish('cart', '2.0.0').publish('stock', '1.0.0')
    const before = specOf({ cart: { ...web, secrets: ['OLD'] }, stock: { ...web, config: { A: 1 } } })
    const after = specOf({ cart: { ...web, secrets: ['NEW'] }, stock: { ...web, config: { A: 2 } } })
    shop.promote(before, 'cart@1.0.0', 'stock@1.0.0')
    shop.promote(after, 'cart@2.0.0')
    const plan = part(shop, ['cart'])
    shop.write(plan, after)
    const { spec: written } = shop.revision(3)
    expect(written.services).toEqual({ cart: before.services['cart'], stock: after.services['stock'] })
    expect(plan.verdicts).toContainEqual(
      expect.objectContaining({
        gate: 'config',
        subject: 'cart',
        reason: '`secrets` of the spec are as in staging@1 again',
      }),
    )
  })

  it('takes a package set as a whole, and leaves none torn', () => {
    const shop = new Shop()
      .publish('cart', '1.0.0')
      .publish('cart', '2.0.0')
      .publish('orders', '1.0.0')
      .publish('orders', '2.0.0')
    shop.publish('stock', '1.0.0').publish('stock', '2.0.0')
    shop.publishSet('checkout', '1.0.0', { cart: '1.0.0', orders: '1.0.0' })
    shop.publishSet('checkout', '2.0.0', { cart: '2.0.0', orders: '2.0.0' })
    shop.promote(spec, 'set checkout@1.0.0', 'stock@1.0.0')
    shop.promote(spec, 'set checkout@2.0.0', 'stock@2.0.0')
    const plan = part(shop, ['orders'])
    expect(revisionOf(plan).releases.map(({ service, version, setOf }) => `${service}@${version} ${setOf}`)).toEqual([
      'cart@1.0.0 checkout@1.0.0',
      'orders@1.0.0 checkout@1.0.0',
      'stock@2.0.0 null',
    ])
    expect(plan.verdicts).toContainEqual({
      gate: 'subset',
      outcome: 'warn',
      subject: 'cart',
      reason: 'it goes back too: it belongs to checkout@2.0.0, as orders does, and a set goes as a whole',
    })
    expect(part(shop, ['orders', 'stock'])).toMatchObject({
      outcome: 'refused',
      refusals: [{ code: 'subset-open', subject: 'cart' }],
    })
    const now = revisionOf(part(shop, ['orders'], { config: 'now' }))
    expect(now.releases.slice(0, 2).map(({ setOf }) => setOf)).toEqual(['checkout@1.0.0', 'checkout@1.0.0'])
  })

  it('that changes nothing names where there is something to go back to', () => {
    const shop = new Shop()
      .publish('cart', '1.0.0')
      .publish('cart', '2.0.0')
      .publish('stock', '1.0.0')
      .publish('stock', '2.0.0')
    shop.promote(spec, 'cart@1.0.0', 'stock@1.0.0')
    shop.promote(spec, 'cart@2.0.0')
    shop.promote(spec, 'stock@2.0.0')
    expect(shop.rollBack(2, { packages: [parsePackageWish('cart')] })).toMatchObject({
      outcome: 'unchanged',
      verdicts: [
        {
          subject: 'cart',
          reason: 'what runs now is what staging@2 had; the newest that ran well and differs is staging@1',
          fix: "To go there: `towpath rollback --environment staging --to 1 --packages cart --reason 'orders are lost'`",
        },
      ],
    })
  })
})
