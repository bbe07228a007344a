import { canonicalJson } from '@towpath/descriptor'
import { environmentDomain } from '@towpath/environment'
import { PackageStoreFault } from '@towpath/package-store'
import { describe, expect, it } from 'vitest'
import { resolveIn } from './resolve.ts'
import { statusIn } from './status.ts'
import { faultsOf } from './testing/faults.ts'
import { HeldPackages } from './testing/held-packages.ts'
import type { RecordingStepIo } from './testing/recording-step-io.ts'
import { Shop } from './testing/shop.ts'
import { recordedCall } from './testing/step-call.ts'

async function openShop(): Promise<Shop> {
  const shop = new Shop()
  await shop.spec('dev')
  await shop.publish('stock', '2.1.0')
  await shop.publish('orders', '1.4.0')
  await shop.promote({ environment: 'dev', packages: 'orders\nstock' })
  return shop
}

const versionOf = async (shop: Shop): Promise<string> => (await shop.store.read(environmentDomain('dev'))).version

describe('registering', () => {
  it("writes what deploy's report in the store says runs", async () => {
    using shop = await openShop()
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    const io = await shop.register('dev')
    expect(Object.fromEntries(io.outputs)).toEqual({ instances: '2', url: 'http://127.0.0.1:18080' })
    const inventory = await (await shop.environment('dev')).inventory()
    expect([...inventory.services.keys()]).toEqual(['orders', 'stock'])
    expect(io.log).toEqual(['dev has 2 instances registered: 2 new, at http://127.0.0.1:18080'])
  })

  it('changes nothing the second time', async () => {
    using shop = await openShop()
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.register('dev')
    const before = await versionOf(shop)
    expect((await shop.register('dev')).outputs.get('instances')).toBe('2')
    expect(await versionOf(shop)).toBe(before)
  })

  it('closes what no longer runs', async () => {
    using shop = await openShop()
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.register('dev')
    await shop.publish('stock', '2.2.0')
    await shop.promote({ environment: 'dev', packages: 'stock' })
    await shop.deploy('dev', '2026-11-23T09:00:00Z')
    await shop.register('dev')
    const closed = await (await shop.environment('dev')).history()
    expect(closed.map(({ service, version, validTo }) => [service, version, validTo])).toEqual([
      ['stock', '2.1.0', '2026-11-23T09:00:00Z'],
    ])
  })

  it('keeps what was put back', async () => {
    using shop = await openShop()
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.register('dev')
    await shop.publish('stock', '2.2.0')
    await shop.promote({ environment: 'dev', packages: 'stock' })
    await shop.deploy('dev', '2026-11-23T09:00:00Z', 'rolled-back')
    expect((await shop.register('dev')).outputs.get('instances')).toBe('2')
    const { services } = await (await shop.environment('dev')).inventory()
    expect(services.get('stock')?.instances.map(({ version }) => version)).toEqual(['2.1.0'])
  })

  it('takes a report from a file when it is the one in the store', async () => {
    using shop = await openShop()
    const report = await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.write('report.json', JSON.stringify(report, null, 2))
    expect((await shop.register('dev', { report: 'report.json' })).outputs.get('instances')).toBe('2')
  })

  it.each([
    ['was changed', { verifiedThrough: 'host' as const }, 'found another one'],
    ['the store does not have', { fence: 9 }, 'found none'],
  ])('refuses a report that %s', async (_name, change, message) => {
    using shop = await openShop()
    const report = await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.write('report.json', canonicalJson({ ...report, ...change }))
    const before = await versionOf(shop)
    const [fault] = await faultsOf(shop.register('dev', { report: 'report.json' }))
    expect(fault?.code).toBe('report-unknown')
    expect(fault?.message).toContain(message)
    expect(await versionOf(shop)).toBe(before)
  })

  it('refuses a report of another environment', async () => {
    using shop = await openShop()
    await shop.spec('staging')
    await shop.promote({ environment: 'staging', packages: 'stock' })
    await shop.deploy('staging', '2026-11-23T08:00:00Z')
    await shop.write('report.json', canonicalJson(await shop.deploy('dev', '2026-11-23T08:00:00Z')))
    const [fault] = await faultsOf(shop.register('staging', { report: 'report.json' }))
    expect(fault?.code).toBe('report-unknown')
  })

  it('refuses where no deploy has reported, or the file is not there', async () => {
    using shop = await openShop()
    expect((await faultsOf(shop.register('dev')))[0]).toMatchObject({
      code: 'report-unknown',
      message: expect.stringContaining('Deploy dev first'),
    })
    expect((await faultsOf(shop.register('dev', { report: 'no.json' })))[0]?.code).toBe('file-missing')
    expect((await faultsOf(shop.register('prod')))[0]?.code).toBe('environment-unknown')
  })
})

describe('resolving', () => {
  const resolve = async (shop: Shop, inputs: Readonly<Record<string, string>>): Promise<RecordingStepIo> => {
    const { call, io } = recordedCall('resolve', {
      workspace: shop.workspace,
      inputs: { environment: 'dev', service: 'stock', ...inputs },
    })
    await resolveIn(shop.store, call)
    return io
  }

  const registered = async (): Promise<Shop> => {
    const shop = await openShop()
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.register('dev')
    return shop
  }

  it('gives the address of a service', async () => {
    using shop = await registered()
    const io = await resolve(shop, {})
    expect(Object.fromEntries(io.outputs)).toEqual({
      url: 'http://127.0.0.1:18080/stock',
      address: '',
      version: '2.1.0',
      vip: '127.0.0.1',
      port: '18080',
      instances: expect.stringContaining('"host":"here"'),
    })
    expect(JSON.parse(io.outputs.get('instances') ?? '')).toMatchObject([{ ip: '127.0.0.1', ports: { http: 18_001 } }])
  })

  it('gives that of a range by its label', async () => {
    using shop = await registered()
    expect((await resolve(shop, { range: '^2' })).outputs.get('url')).toBe('http://127.0.0.1:18080/stock@v2')
  })

  it.each([
    ['a service that is not there', { service: 'stok' }, 'service-unknown', 'Did you mean `stock`'],
    ['no service', { service: '' }, 'input-missing', 'Input `service`'],
    ['a version that does not run', { range: '^3' }, 'range-unserved', '2.1.0'],
    ['a range that is none', { range: 'newest' }, 'input-invalid', 'Input `range`'],
    ['an environment that is not there', { environment: 'prod' }, 'environment-unknown', 'one of dev'],
  ])('refuses %s', async (_name, inputs, code, message) => {
    using shop = await registered()
    const [fault] = await faultsOf(resolve(shop, inputs))
    expect(fault?.code).toBe(code)
    expect(fault?.message).toContain(message)
  })
})

describe('the status', () => {
  const status = async (
    shop: Shop,
    inputs: Readonly<Record<string, string>> = {},
    packages: HeldPackages | null = null,
  ): Promise<RecordingStepIo> => {
    const { call, io } = recordedCall('status', { workspace: shop.workspace, inputs, now: '2026-11-23T09:00:00Z' })
    await statusIn(shop.store, call, packages)
    return io
  }

  it('is of all environments, as JSON, table and Markdown', async () => {
    using shop = await openShop()
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.register('dev')
    await shop.spec('staging')
    await shop.promote({ environment: 'staging', packages: 'stock' })
    const io = await status(shop)
    const { environments } = JSON.parse(io.outputs.get('environments') ?? '')
    expect(environments.map(({ environment }: { environment: string }) => environment)).toEqual(['dev', 'staging'])
    expect(io.log.join('\n')).toContain('dev@1 is live at http://127.0.0.1:18080, deployed 1 h ago')
    expect(io.log.join('\n')).toContain('staging@1 is not deployed yet')
    expect(io.summary).toHaveLength(2)
    expect(io.summary[0]).toContain('| orders | 1.4.0 |')
  })

  it('marks revisions whose packages are gone', async () => {
    using shop = await openShop()
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    const packages = new HeldPackages().hold(await shop.publish('stock', '2.2.0'))
    await shop.promote({ environment: 'dev', packages: 'stock' })
    await shop.deploy('dev', '2026-11-23T08:30:00Z')
    const io = await status(shop, { environment: 'dev' }, packages)
    const [dev] = JSON.parse(io.outputs.get('environments') ?? '').environments
    expect(dev.restorable).toEqual({
      lookedAt: [1],
      gone: [{ revision: 1, packages: ['orders@1.4.0', 'stock@2.1.0'] }],
      unknown: null,
    })
    expect(io.log.join('\n')).toContain("dev@1 can't be restored: orders@1.4.0, stock@2.1.0 were removed")
    packages.fault = new PackageStoreFault('denied', { where: 'The registry', found: 'status 401' })
    const unseen = await status(shop, { environment: 'dev' }, packages)
    expect(unseen.log.join('\n')).toContain('whether older revisions can be restored is unproven: The registry')
  })

  it('is of the one that is asked for, with what changed last', async () => {
    using shop = await openShop()
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.publish('stock', '2.2.0')
    await shop.promote({ environment: 'dev', packages: 'stock' })
    await shop.deploy('dev', '2026-11-23T08:30:00Z')
    const io = await status(shop, { environment: 'dev' })
    const [dev] = JSON.parse(io.outputs.get('environments') ?? '').environments
    expect(dev.changes).toEqual([{ service: 'stock', from: ['2.1.0'], to: ['2.2.0'], isConfigOnly: false }])
  })

  it('of nothing says so, and of an unknown one is refused', async () => {
    using shop = new Shop()
    expect((await status(shop)).log).toEqual(['There is no environment yet: promote something to one'])
    expect((await faultsOf(status(shop, { environment: 'dev' })))[0]?.code).toBe('environment-unknown')
  })
})
