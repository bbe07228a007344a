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
