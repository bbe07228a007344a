import { describe, expect, it } from 'vitest'
import { faultsOf } from '../testing/faults.ts'
import { Shop } from '../testing/shop.ts'
import { diff } from './diff.ts'
import { history } from './history.ts'

/** dev: @1 stock 2.1.0, deployed; @2 orders, put back; @3 stock 2.1.2, wanted. */
async function openShop(): Promise<Shop> {
  const shop = new Shop()
  await shop.spec('dev')
  for (const version of ['2.1.0', '2.1.1', '2.1.2']) await shop.publish('stock', version)
  await shop.publish('orders', '1.0.0')
  await shop.promote({ environment: 'dev', packages: 'stock@2.1.0' })
  await shop.deploy('dev', '2026-11-23T07:00:00Z')
  await shop.promote({ environment: 'dev', packages: 'orders' })
  await shop.deploy('dev', '2026-11-23T08:00:00Z', 'rolled-back')
  await shop.spec('dev', 'prereleases: include')
  await shop.promote({ environment: 'dev', packages: 'stock@2.1.2', reason: 'it counts right' })
  return shop
}

describe('what differs', () => {
  it('is what waits to be deployed when nobody says more', async () => {
    using shop = await openShop()
    const difference = await diff(shop.store, { from: 'dev', to: null })
    expect(difference).toMatchObject({
      from: { environment: 'dev', number: 1 },
      to: { environment: 'dev', number: 3 },
      settings: [{ key: 'prereleases', from: null, to: 'include' }],
      requests: [{ revision: 3, request: { reason: 'it counts right' } }, { revision: 2 }],
    })
    expect(difference.releases).toMatchObject([
      {
        service: 'stock',
        from: '2.1.0',
        to: '2.1.2',
        versions: [{ version: '2.1.2', commit: 'abc', notes: 'What stock 2.1.2 brings.' }, { version: '2.1.1' }],
      },
    ])
  })

  it('can be asked of any two, of two environments too', async () => {
    using shop = await openShop()
    await shop.spec('prod')
    await shop.promote({ environment: 'prod', packages: 'stock@2.1.1' })
    expect((await diff(shop.store, { from: 'dev@3', to: 'dev@1' })).releases).toMatchObject([
      { from: '2.1.2', to: '2.1.0', versions: [{ version: '2.1.0' }] },
    ])
    const across = await diff(shop.store, { from: 'prod@1', to: 'dev@3' })
    expect(across).toMatchObject({ releases: [{ from: '2.1.1', to: '2.1.2' }], requests: [] })
  })

  it.each([
    ['a revision that never was', { from: 'dev@7', to: null }, 'revision-unknown', 'expected a number from 1 to 3'],
    ['an environment that is not there', { from: 'deb', to: null }, 'environment-unknown', 'Did you mean `dev`'],
    ['what is no revision', { from: 'dev@last', to: null }, 'input-invalid', 'such as `prod@41`'],
    ['what was never deployed', { from: 'prod', to: null }, 'revision-unknown', '`towpath diff prod@1`'],
  ])('of %s is refused', async (_name, asked, code, message) => {
    using shop = await openShop()
    await shop.spec('prod')
    await shop.promote({ environment: 'prod', packages: 'stock@2.1.1' })
    expect(await faultsOf(diff(shop.store, asked))).toMatchObject([{ code, message: expect.stringContaining(message) }])
  })
})

describe('the history of an environment', () => {
  const ask = { environment: 'dev', service: null, limit: 20 }

  it('has every revision, newest first, with what came of it', async () => {
    using shop = await openShop()
    const { entries } = await history(shop.store, ask)
    expect(
      entries.map(({ revision, base, deploys }) => [revision, base, ...deploys.map(({ status }) => status)]),
    ).toEqual([
      [3, 1],
      [2, 1, 'rolled-back'],
      [1, null, 'deployed'],
    ])
    expect(entries[0]).toMatchObject({ request: { by: 'ada', run: 'ada@laptop', reason: 'it counts right' } })
    expect(entries[1]).toMatchObject({ parked: 'never became healthy' })
    expect(entries[2]).toMatchObject({ isDeployed: true })
  })

  it('can be of one service, and short', async () => {
    using shop = await openShop()
    const of = async (more: { readonly service?: string; readonly limit?: number }) =>
      (await history(shop.store, { ...ask, ...more })).entries.map(({ revision }) => revision)
    expect(await of({ service: 'stock' })).toEqual([3, 1])
    expect(await of({ service: 'cart' })).toEqual([])
    expect(await of({ limit: 2 })).toEqual([3, 2])
  })
})
