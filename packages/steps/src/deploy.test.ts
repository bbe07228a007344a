import { describe, expect, it } from 'vitest'
import { deployIn } from './deploy.ts'
import { faultsOf } from './testing/faults.ts'
import { Shop } from './testing/shop.ts'
import { recordedCall } from './testing/step-call.ts'

function deploy(shop: Shop, inputs: Readonly<Record<string, string>>) {
  const { call } = recordedCall('deploy', { workspace: shop.workspace, inputs: { environment: 'dev', ...inputs } })
  return faultsOf(deployIn(shop.store, call))
}

describe('the step deploy', () => {
  it('refuses an older revision than the one that is deployed, and takes no lease', async () => {
    using shop = new Shop()
    await shop.spec('dev')
    for (const version of ['2.1.0', '2.2.0']) {
      await shop.publish('stock', version)
      await shop.promote({ environment: 'dev', packages: 'stock' })
      await shop.deploy('dev', `2026-11-23T0${version.charAt(2)}:00:00Z`)
    }
    const before = (await shop.environment('dev')).state
    expect(await deploy(shop, { revision: '1' })).toEqual([
      {
        code: 'revision-outdated',
        message:
          "dev@1: expected dev@2, which is deployed, or a newer revision, found an older one. To run it again, roll back: `towpath rollback --environment dev --to 1 --reason '…'`.",
      },
    ])
    expect((await shop.environment('dev')).state).toEqual(before)
  })

  it('names a secret that lacks, before it takes the lease', async () => {
    using shop = new Shop()
    await shop.write(
      'environments/dev.yaml',
      `environment: dev
address: {vip: 127.0.0.1, port: 18080}
proxies: {kind: embedded}
hostGroups: {web: {connection: local, root: ~/.towpath/hosts, hosts: [{name: here, address: 127.0.0.1}]}}
services: {stock: {hostGroup: web, secrets: {DB_URL: STOCK_DB}}}
`,
    )
    await shop.publish('stock', '2.1.0')
    await shop.promote({ environment: 'dev', packages: 'stock' })
    const [fault] = await deploy(shop, {})
    expect(fault).toMatchObject({ code: 'secret-missing' })
    expect(fault?.message).toContain('found none for STOCK_DB (services.stock.secrets.DB_URL)')
    expect((await shop.environment('dev')).state.lease).toBeNull()
  })
})

describe('several revisions that wait', () => {
  /** dev@1 deployed; dev@2 with orders and dev@3 with a newer stock wait. */
  async function openShop(): Promise<Shop> {
    const shop = new Shop()
    await shop.spec('dev')
    for (const version of ['2.1.0', '2.1.1', '2.1.2']) await shop.publish('stock', version)
    await shop.publish('orders', '1.0.0')
    await shop.promote({ environment: 'dev', packages: 'stock@2.1.0' })
    await shop.deploy('dev', '2026-11-23T07:00:00Z')
    await shop.promote({ environment: 'dev', packages: 'orders\nstock@2.1.1' })
    return shop
  }

  const waiting = async (shop: Shop) =>
    (await shop.environment('dev')).state.waiting.map((entry) => `${entry.package}@${entry.version}`)

  it('go into one deploy, and whoever asked for an overtaken one is told so', async () => {
    using shop = await openShop()
    expect(await waiting(shop)).toEqual(['orders@1.0.0', 'stock@2.1.1'])
    const io = await shop.promote({ environment: 'dev', packages: 'stock@2.1.2' })
    expect(io.log.join('\n')).toContain(
      '! waiting stock 2.1.1: it was promoted (ada, 0 s ago) and never deployed; 2.1.2',
    )
    expect(io.log.join('\n')).toContain('✓ waiting dev: the next deploy also brings what waits for it: orders 1.0.0')
    expect(await waiting(shop)).toEqual(['orders@1.0.0', 'stock@2.1.2'])
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    expect(await waiting(shop)).toEqual([])

    const { call, io: late } = recordedCall('deploy', {
      workspace: shop.workspace,
      inputs: { environment: 'dev', revision: '2' },
    })
    await deployIn(shop.store, call)
    expect(Object.fromEntries(late.outputs)).toEqual({ revision: '2', status: 'unchanged' })
    expect(late.log).toEqual([
      'dev@2 went live with dev@3, which was built on it, in it since then: stock 2.1.1 → 2.1.2: nothing to do',
    ])
  })

  it('are not taken for deployed when what runs was not built on them', async () => {
    using shop = await openShop()
    await shop.deploy('dev', '2026-11-23T08:00:00Z', 'rolled-back')
    await shop.promote({ environment: 'dev', packages: 'stock@2.1.2' })
    await shop.deploy('dev', '2026-11-23T09:00:00Z')
    expect(await deploy(shop, { revision: '2' })).toMatchObject([{ code: 'revision-outdated' }])
    expect((await shop.environment('dev')).state.parked).toMatchObject([{ packages: ['orders@1.0.0'] }])
  })
})
