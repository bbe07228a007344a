import { canonicalJson, type Mark, packagePaths } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { unpin } from '../operating/unpin.ts'
import { rollbackIn } from '../rollback.ts'
import { statusIn } from '../status.ts'
import { faultsOf } from '../testing/faults.ts'
import { Shop } from '../testing/shop.ts'
import { recordedCall } from '../testing/step-call.ts'

/** dev with stock 2.1.0 deployed, by the spec's wish; 2.1.1, 2.1.2 and orders 1.0.0 are published. */
async function openShop(): Promise<Shop> {
  const shop = new Shop()
  for (const version of ['2.1.0', '2.1.1', '2.1.2']) await shop.publish('stock', version)
  await shop.publish('orders', '1.0.0')
  await merge(shop, '2.1.0')
  await shop.deploy('dev', '2026-11-23T06:00:00Z')
  return shop
}

/** As the workflow does that runs on each merge. */
async function merge(shop: Shop, stock: string, more = '') {
  await shop.spec('dev', `packages: {stock: ${stock}}\n${more}`)
  return shop.promote({ environment: 'dev' })
}

async function versionsOf(shop: Shop): Promise<readonly string[]> {
  const dev = await shop.environment('dev')
  const { releases } = await dev.revision(dev.state.desired?.number ?? 0)
  return releases.map(({ service, version }) => `${service}@${version}`)
}

async function statusOf(shop: Shop): Promise<string> {
  const { call, io } = recordedCall('status', { workspace: shop.workspace, inputs: { environment: 'dev' } })
  await statusIn(shop.store, call)
  return io.log.join('\n')
}

describe('a wish in the spec', () => {
  it('acts where it changed, and takes back nothing that a command promoted', async () => {
    using shop = await openShop()
    await shop.promote({ environment: 'dev', packages: 'stock@2.1.2' })
    await merge(shop, '2.1.0', 'config: {REGION: eu}')
    expect(await versionsOf(shop)).toEqual(['stock@2.1.2'])
    await merge(shop, '2.1.1', 'config: {REGION: eu}')
    expect(await versionsOf(shop)).toEqual(['stock@2.1.1'])
  })

  it('against a pin is refused with the way out, and acts once it is taken', async () => {
    using shop = await openShop()
    await shop.promote({ environment: 'dev', packages: 'stock@2.1.1' })
    await shop.deploy('dev', '2026-11-23T07:00:00Z')
    const inputs = { environment: 'dev', reason: 'it loses carts' }
    await rollbackIn(shop.store, recordedCall('rollback', { workspace: shop.workspace, inputs }).call)
    expect(await faultsOf(merge(shop, '2.1.2'))).toMatchObject([
      {
        code: 'refused',
        message:
          'dev: stock 2.1.0: it is pinned by ada since 2026-11-23 09:00 UTC: it loses carts. Release it first: `towpath unpin --environment dev --service stock`. Or: Take stock back in `packages` of environments/dev.yaml.',
      },
    ])
    await merge(shop, '2.1.0', 'config: {REGION: eu}')
    expect(await versionsOf(shop)).toEqual(['stock@2.1.0'])
    await unpin(shop.store, { environment: 'dev', service: 'stock' })
    await merge(shop, '2.1.2')
    expect(await versionsOf(shop)).toEqual(['stock@2.1.2'])
  })

  it('for a version that is marked bad is refused, and says by whom and why', async () => {
    using shop = await openShop()
    const mark: Mark = {
      schema: 1,
      package: 'stock',
      version: '2.1.1',
      by: 'eve',
      reason: 'it loses carts',
      since: '2026-11-23T08:00:00Z',
    }
    await shop.store.commit('packages', 'mark', async () => ({
      kind: 'change',
      write: { [packagePaths.mark('stock', '2.1.1')]: canonicalJson(mark) },
    }))
    const [fault] = await faultsOf(merge(shop, '2.1.1'))
    expect(fault?.message).toContain('2.1.1 is marked bad by eve since 2026-11-23 08:00 UTC: it loses carts')
    expect(fault?.message).toContain('Take stock back in `packages` of environments/dev.yaml')
    expect(await versionsOf(shop)).toEqual(['stock@2.1.0'])
  })

  it('that failed is parked, shown, and tried again only on request', async () => {
    using shop = await openShop()
    await merge(shop, '2.1.1')
    await shop.deploy('dev', '2026-11-23T07:00:00Z', 'rolled-back')
    expect(await statusOf(shop)).toContain('stock@2.1.1 was parked 2 h ago (dev@2): never became healthy')

    const later = await merge(shop, '2.1.1', 'config: {REGION: eu}')
    expect(await versionsOf(shop)).toEqual(['stock@2.1.0'])
    expect(later.log.join('\n')).toContain(
      '! parked stock 2.1.1: the spec wants it, but it failed with dev@2 (never became healthy) and is not tried again unasked',
    )
    expect(later.log.join('\n')).toContain('To try it again: towpath promote --environment dev --packages stock@2.1.1')

    await shop.promote({ environment: 'dev', packages: 'stock@2.1.1' })
    expect(await versionsOf(shop)).toEqual(['stock@2.1.1'])
  })

  it('that failed is no longer shown once a newer version runs', async () => {
    using shop = await openShop()
    await merge(shop, '2.1.1')
    await shop.deploy('dev', '2026-11-23T07:00:00Z', 'rolled-back')
    await merge(shop, '2.1.2')
    expect(await statusOf(shop)).toContain('was parked')
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    expect(await statusOf(shop)).not.toContain('parked')
    expect((await shop.environment('dev')).state.parked).toEqual([])
  })
})
