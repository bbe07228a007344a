import { describe, expect, it } from 'vitest'
import { promoteIn } from '../promote.ts'
import { faultsOf } from '../testing/faults.ts'
import { Shop } from '../testing/shop.ts'
import { recordedCall } from '../testing/step-call.ts'
import { markBad, unmarkBad } from './mark-bad.ts'

async function openShop(): Promise<Shop> {
  const shop = new Shop()
  for (const environment of ['dev', 'staging']) await shop.spec(environment)
  for (const version of ['2.1.2', '2.1.3']) await shop.publish('stock', version)
  return shop
}

const wish = (more: object = {}) => ({
  what: 'stock@2.1.3',
  by: 'ada',
  reason: 'loses carts',
  now: '2026-11-23T09:00:00Z',
  ...more,
})

describe('a version that is marked bad', () => {
  it('is promoted nowhere, until the mark is taken away', async () => {
    using shop = await openShop()
    expect(await markBad(shop.store, wish())).toMatchObject({ isBad: true, changed: true, runs: [] })
    for (const environment of ['dev', 'staging']) {
      const inputs = { environment, packages: 'stock@2.1.3' }
      const { call } = recordedCall('promote', { workspace: shop.workspace, inputs })
      const [fault] = await faultsOf(promoteIn(shop.store, call))
      expect(fault?.message).toContain('2.1.3 is marked bad by ada since 2026-11-23 09:00 UTC: loses carts')
      expect(fault?.message).toContain('towpath mark-bad stock@2.1.3 --remove')
    }
    await shop.promote({ environment: 'dev', packages: 'stock' })
    expect((await (await shop.environment('dev')).revision(1)).releases[0]?.version).toBe('2.1.2')

    const removed = await unmarkBad(shop.store, wish({ by: 'eve', reason: 'it was the network' }))
    expect(removed).toMatchObject({ isBad: false, changed: true, mark: { by: 'ada', reason: 'loses carts' } })
    await shop.promote({ environment: 'dev', packages: 'stock@2.1.3' })
    expect(await unmarkBad(shop.store, wish())).toMatchObject({ changed: false, mark: null })
  })

  it('is told by each plan that carries it on', async () => {
    using shop = await openShop()
    await shop.promote({ environment: 'dev', packages: 'stock' })
    await markBad(shop.store, wish())
    await shop.spec('dev', 'config: {REGION: eu}')
    const io = await shop.promote({ environment: 'dev' })
    expect(io.outputs.get('verdict')).toBe('warn')
    expect(io.summary.join('\n')).toContain('stock 2.1.3: it runs here and is marked bad by ada')
  })

  it('is told where it runs, and where the next deploy would bring it', async () => {
    using shop = await openShop()
    for (const environment of ['dev', 'staging']) await shop.promote({ environment, packages: 'stock' })
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    const before = await markBad(shop.store, wish())
    expect(before.runs).toEqual([
      { environment: 'dev', revision: 1, state: 'runs', hosts: [], since: null },
      { environment: 'staging', revision: 1, state: 'wanted', hosts: [], since: null },
    ])
    await shop.register('dev')
    const after = await markBad(shop.store, wish({ by: 'eve', reason: 'again' }))
    expect(after).toMatchObject({ changed: false, mark: { by: 'ada', reason: 'loses carts' } })
    expect(after.runs[0]).toMatchObject({ hosts: ['here'], since: '2026-11-23T08:00:00Z' })
    expect((await markBad(shop.store, wish({ what: 'stock@2.1.2' }))).runs).toEqual([])
  })

  it.each([
    ['a version that is not published', 'stock@2.1.4', 'version-unknown', 'Did you mean `stock@2.1.'],
    ['a package that is not', 'cart@1.0.0', 'version-unknown', 'a published version of cart'],
    ['a range', 'stock@^2', 'input-invalid', 'one exact version such as `orders@1.4.2`'],
    ['no version', 'stock', 'input-invalid', 'one exact version'],
  ])('is not %s', async (_name, what, code, message) => {
    using shop = await openShop()
    for (const act of [markBad, unmarkBad]) {
      const [fault] = await faultsOf(act(shop.store, wish({ what })))
      expect(fault?.code).toBe(code)
      expect(fault?.message).toContain(message)
    }
  })
})
