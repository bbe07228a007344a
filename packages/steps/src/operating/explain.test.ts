import { describe, expect, it } from 'vitest'
import { faultsOf } from '../testing/faults.ts'
import { Shop } from '../testing/shop.ts'
import { type ExplainRequest, explain } from './explain.ts'

/** dev@1 with stock 2.1.0 deployed, REGION eu; dev@2 with REGION us; the file says REGION asia. */
async function openShop(): Promise<Shop> {
  const shop = new Shop()
  await shop.publish('stock', '2.1.0')
  await shop.publish('orders', '1.0.0')
  for (const region of ['eu', 'us']) {
    await shop.spec('dev', `config: {REGION: ${region}}`)
    await shop.promote({ environment: 'dev', packages: 'stock' })
    if (region === 'eu') await shop.deploy('dev', '2026-11-23T07:00:00Z')
  }
  await shop.spec('dev', 'config: {REGION: asia}')
  return shop
}

const region = async (shop: Shop, of: ExplainRequest['of'], service = 'stock') => {
  const asked = { environment: 'dev', service, of, workspace: shop.workspace }
  const { revision, releases } = await explain(shop.store, asked)
  const keys = releases.flatMap((release) => release.keys.filter(({ key }) => key === 'config.REGION'))
  return [revision, ...keys.map(({ value, origin }) => `${value} ${origin.where}`)]
}

describe('the config of a service', () => {
  it('is explained as it is deployed, in any revision, and as a file would have it', async () => {
    using shop = await openShop()
    expect(await region(shop, { kind: 'revision', number: null })).toEqual([1, 'eu config'])
    expect(await region(shop, { kind: 'revision', number: 2 })).toEqual([2, 'us config'])
    const file = { kind: 'spec', path: 'environments/dev.yaml' } as const
    expect(await region(shop, file)).toEqual([null, 'asia config'])
    expect(await region(shop, file, 'orders')).toEqual([null, 'asia config'])
  })

  it.each([
    ['of no service', 'stokc', { kind: 'revision', number: null }, 'service-unknown', 'Did you mean `stock`'],
    [
      'of one that is not there yet',
      'orders',
      { kind: 'revision', number: null },
      'service-unknown',
      'Promote one first',
    ],
    ['of a revision that never was', 'stock', { kind: 'revision', number: 9 }, 'revision-unknown', '1 to 2'],
    ['of no file', 'stock', { kind: 'spec', path: 'nowhere.yaml' }, 'file-missing', 'nowhere.yaml'],
  ] as const)('%s is refused', async (_name, service, of, code, message) => {
    using shop = await openShop()
    expect(await faultsOf(region(shop, of, service))).toMatchObject([
      { code, message: expect.stringContaining(message) },
    ])
  })
})
