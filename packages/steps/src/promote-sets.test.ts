import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { planDocumentSchema } from '@towpath/environment'
import { describe, expect, it } from 'vitest'
import { promoteIn } from './promote.ts'
import { statusIn } from './status.ts'
import { faultsOf } from './testing/faults.ts'
import { Shop } from './testing/shop.ts'
import { recordedCall } from './testing/step-call.ts'

/** `orders` calls `stock`; checkout 2.4.0 and 3.0.0 name other versions of `stock`. */
async function openShop(): Promise<Shop> {
  const shop = new Shop()
  await shop.spec('dev')
  await shop.spec('staging')
  for (const version of ['2.1.3', '2.2.0']) await shop.publish('stock', version)
  for (const version of ['1.4.0', '1.5.0'])
    await shop.publish('orders', version, { dependencies: { stock: { range: '^2.1.0', provide: 'http' } } })
  await shop.publishSet('checkout', '2.4.0', { orders: '1.4.0', stock: '2.1.3' })
  await shop.publishSet('checkout', '3.0.0', { orders: '1.5.0', stock: '2.2.0' })
  return shop
}

async function placesIn(shop: Shop, environment: string): Promise<readonly string[]> {
  const { state } = await shop.environment(environment)
  const { releases } = await (await shop.environment(environment)).revision(state.desired?.number ?? 0)
  return releases.map(({ service, version, setOf }) => `${service}@${version} ${setOf ?? 'alone'}`)
}

async function faultsWhen(shop: Shop, inputs: Readonly<Record<string, string>>) {
  const { call } = recordedCall('promote', { workspace: shop.workspace, inputs })
  return faultsOf(promoteIn(shop.store, call))
}

const of24 = ['orders@1.4.0 checkout@2.4.0', 'stock@2.1.3 checkout@2.4.0']
const of30 = ['orders@1.5.0 checkout@3.0.0', 'stock@2.2.0 checkout@3.0.0']

describe('a set that is promoted', () => {
  it('goes as a whole, and is told as what it is', async () => {
    using shop = await openShop()
    const io = await shop.promote({ environment: 'dev', set: 'checkout@2.4.0' })
    expect(await placesIn(shop, 'dev')).toEqual(of24)
    const { request } = await (await shop.environment('dev')).revision(1)
    expect(request.command).toBe('promote set checkout@2.4.0 to dev')
    const summary = io.summary.join('\n')
    expect(summary).toContain('### dev: `checkout` 2.4.0 can go')
    expect(summary).toContain('Set **checkout 2.4.0 (new)**, 2 packages as a whole: orders 1.4.0, stock 2.1.3.')
    expect(summary).toContain('Deploy starts stock, then orders.')
    const plan = planDocumentSchema.parse(
      JSON.parse(await readFile(join(shop.workspace, io.outputs.get('plan') ?? ''), 'utf8')),
    )
    expect(plan.sets).toMatchObject([{ set: 'checkout', from: null, to: '2.4.0' }])
  })

  it('tells by which command it can go when it was only asked for', async () => {
    using shop = await openShop()
    const io = await shop.promote({ environment: 'dev', set: 'checkout@^2', 'dry-run': 'true' })
    expect(io.summary.join('\n')).toContain("To go on: `towpath promote --environment dev --set 'checkout@^2'`")
  })

  it('can not be taken apart', async () => {
    using shop = await openShop()
    await shop.promote({ environment: 'dev', set: 'checkout@2.4.0' })
    const [fault] = await faultsWhen(shop, { environment: 'dev', packages: 'orders@1.5.0' })
    expect(fault?.message).toMatch(
      /^dev: checkout@2\.4\.0: a set goes only as a whole, and dev would have orders 1\.5\.0, where it names 1\.4\.0/,
    )
    expect(fault?.message).toContain('towpath promote --environment dev --set checkout')
    expect((await shop.environment('dev')).state.desired?.number).toBe(1)
  })

  it('that nobody published is told with the one that may have been meant', async () => {
    using shop = await openShop()
    const [fault] = await faultsWhen(shop, { environment: 'dev', set: 'chekout' })
    expect(fault?.message).toBe(
      'dev: chekout: no version of this set is published. Write `checkout`, or publish chekout with `set-manifest`.',
    )
  })

  it('is what status shows beside each of its releases', async () => {
    using shop = await openShop()
    await shop.promote({ environment: 'dev', set: 'checkout@2.4.0' })
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.register('dev')
    const { call, io } = recordedCall('status', { workspace: shop.workspace, inputs: { environment: 'dev' } })
    await statusIn(shop.store, call)
    expect(io.log.filter((line) => line.includes('checkout@2.4.0'))).toHaveLength(2)
  })
})

describe('all that runs in another environment', () => {
  const both = { sets: 'sets: {checkout: [2.4.0, 3.0.0]}' }

  it('comes with its sets, and with the config of the one it comes to', async () => {
    using shop = await openShop()
    await shop.spec('dev', both.sets)
    await shop.promote({ environment: 'dev' })
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.spec('staging', 'config: {REGION: eu}')
    const io = await shop.promote({ environment: 'staging', from: 'dev' })
    expect(await placesIn(shop, 'staging')).toEqual([of24[0], of30[0], of24[1], of30[1]])
    const staging = await shop.environment('staging')
    const revision = await staging.revision(1)
    expect(revision.request.command).toBe('promote from dev to staging')
    expect(Object.values(await staging.configs(revision)).map(({ config }) => config['REGION'])).toEqual(
      Array.from({ length: new Set(revision.releases.map(({ config }) => config)).size }, () => 'eu'),
    )
    expect(io.outputs.get('changed')).toBe('true')
  })

  it('is what was deployed there, not what is only wanted', async () => {
    using shop = await openShop()
    await shop.promote({ environment: 'dev', set: 'checkout@2.4.0' })
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.promote({ environment: 'dev', set: 'checkout@3.0.0' })
    await shop.promote({ environment: 'staging', from: 'dev' })
    expect(await placesIn(shop, 'staging')).toEqual(of24)
  })

  it('is narrowed by what is named, which comes as it runs there', async () => {
    using shop = await openShop()
    await shop.promote({ environment: 'dev', packages: 'stock@2.1.3' })
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.promote({ environment: 'staging', from: 'dev', packages: 'stock' })
    expect(await placesIn(shop, 'staging')).toEqual(['stock@2.1.3 alone'])
    const [fault] = await faultsWhen(shop, { environment: 'staging', from: 'dev', packages: 'stock@^2.2' })
    expect(fault?.message).toBe(
      'Input `from`: expected stock@^2.2 to run in dev, found stock 2.1.3. Name what runs there, or leave `from` out.',
    )
    expect((await faultsWhen(shop, { environment: 'staging', from: 'dev', set: 'checkout' }))[0]?.message).toContain(
      'found no checkout there',
    )
  })

  it('goes on by the same command after it was only asked for', async () => {
    using shop = await openShop()
    await shop.promote({ environment: 'dev', set: 'checkout' })
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    const io = await shop.promote({ environment: 'staging', from: 'dev', 'dry-run': 'true' })
    expect(io.summary.join('\n')).toContain('To go on: `towpath promote --environment staging --from dev`')
  })

  it.each([
    ['itself', 'staging', 'input-invalid', 'expected another environment'],
    ['one that is not there', 'prod', 'environment-unknown', 'prod'],
    ['one in which nothing runs', 'dev', 'environment-unknown', 'Deploy dev first'],
    ['no name', '../dev', 'input-invalid', 'Input `from`'],
  ])('is not taken from %s', async (_name, from, code, message) => {
    using shop = await openShop()
    await shop.promote({ environment: 'dev', set: 'checkout' })
    const [fault] = await faultsWhen(shop, { environment: 'staging', from })
    expect(fault?.code).toBe(code)
    expect(fault?.message).toContain(message)
  })
})
