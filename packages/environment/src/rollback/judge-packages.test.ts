import { parsePackageWish } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { at, Shop, specOf, web } from '../fixtures/builders.ts'
import { renderTime } from '../plan/render-time.ts'
import type { StoredPackage } from './rollback-reading.ts'

const spec = specOf({ orders: web, stock: web }, { policy: { allowed: { override: ['ada'] } } })

/** stock 1.0.0, then 2.0.0, then 3.0.0; orders stays. */
function openShop(): Shop {
  const shop = new Shop().publish('orders', '1.0.0')
  for (const version of ['1.0.0', '2.0.0', '3.0.0']) shop.publish('stock', version)
  shop.promote(spec, 'orders@1.0.0', 'stock@1.0.0')
  shop.promote(spec, 'stock@2.0.0')
  shop.promote(spec, 'stock@3.0.0')
  return shop
}

const without = (shop: Shop, name: string, presence: StoredPackage['presence']) => ({
  stored: { ...shop.stored(), [name]: { presence, mark: null } },
})

describe('packages that are to run again', () => {
  it('are refused when they are gone, with where to go instead', () => {
    const shop = openShop()
    const plan = shop.rollBack(2, without(shop, 'stock@2.0.0', { state: 'removed', found: 'its bytes are gone' }))
    expect(plan).toMatchObject({
      outcome: 'refused',
      refusals: [
        {
          code: 'package-removed',
          subject: 'stock 2.0.0',
          reason: 'it was removed: its bytes are gone',
          fixes: [
            "Go to one that ran well without it: `towpath rollback --environment staging --to 3 --reason 'orders are lost'`",
            'Or restore its bytes from a copy of the package store, or publish it again from acme/stock at abc',
          ],
        },
      ],
    })
  })

  it('are not looked for where they run just so already', () => {
    const shop = openShop()
    const plan = shop.rollBack(1, without(shop, 'orders@1.0.0', { state: 'removed', found: 'x' }))
    expect(plan.outcome).toBe('revision')
  })

  it('are unproven when nobody could look, and the rollback goes on', () => {
    const shop = openShop()
    const plan = shop.rollBack(1, without(shop, 'stock@1.0.0', { state: 'unknown', reason: 'the registry is silent' }))
    expect(plan.outcome).toBe('revision')
    expect(plan.verdicts).toContainEqual({
      gate: 'packages',
      outcome: 'unproven',
      subject: 'staging',
      reason: 'nobody could look whether the packages are still there: the registry is silent',
    })
  })

  const exactly = { packages: [parsePackageWish('stock@1.0.0')] }

  it('are refused when they are marked bad, unless they are named by their very version', () => {
    const shop = openShop().markBad('stock', '1.0.0', 'loses rows')
    const said = `it is marked bad by ada since ${renderTime(at(0))}: loses rows`
    for (const packages of [[], [parsePackageWish('stock')], [parsePackageWish('stock@^1')]]) {
      expect(shop.rollBack(1, { packages })).toMatchObject({
        outcome: 'refused',
        refusals: [
          {
            code: 'version-marked',
            subject: 'stock 1.0.0',
            reason: said,
            fixes: [
              expect.stringMatching(/--to 3/),
              "Or, if it can't wait, ada can take it all the same by its exact version: `--packages stock@1.0.0`",
              'Or, if it is not bad after all: `towpath mark-bad stock@1.0.0 --remove --reason "…"`',
            ],
          },
        ],
      })
    }
    const plan = shop.rollBack(1, exactly)
    expect(plan).toMatchObject({
      outcome: 'revision',
      revision: { overrides: [{ gate: 'marks', by: 'ada', reason: 'orders are lost', subject: 'stock 1.0.0' }] },
    })
    expect(plan.verdicts).toContainEqual(
      expect.objectContaining({ gate: 'marks', outcome: 'warn', reason: `${said}; set aside by ada: orders are lost` }),
    )
  })

  it('that are marked bad come for nobody whom the policy of now does not name', () => {
    const shop = openShop().markBad('stock', '1.0.0', 'loses rows')
    const request = { ...shop.rollbackInput(1).request, by: 'ben' }
    expect(shop.rollBack(1, { ...exactly, request })).toMatchObject({
      outcome: 'refused',
      refusals: [
        {
          code: 'version-marked',
          reason: expect.stringMatching(/`policy\.allowed\.override` lets ada set that aside$/),
        },
      ],
    })
  })

  it('that are marked bad are set aside by no policy that a rollback brought back', () => {
    const first = specOf({ orders: web, stock: web }, { policy: { allowed: { override: ['ben'] } } })
    const shop = new Shop().publish('orders', '1.0.0').publish('stock', '1.0.0').publish('stock', '1.1.0')
    shop.promote(first, 'orders@1.0.0', 'stock@1.0.0')
    shop.promote(spec, 'stock@1.1.0')
    shop.write(shop.rollBack(1), spec)
    expect(shop.revision(3).spec.policy).toEqual(spec.policy)
    shop.markBad('stock', '1.1.0', 'loses rows')
    const request = { ...shop.rollbackInput(2).request, by: 'ben' }
    const packages = [parsePackageWish('stock@1.1.0')]
    expect(shop.rollBack(2, { packages, request })).toMatchObject({ refusals: [{ code: 'version-marked' }] })
  })
})
