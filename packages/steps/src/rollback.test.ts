import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packagePaths } from '@towpath/descriptor'
import { PackageStoreFault } from '@towpath/package-store'
import { describe, expect, it } from 'vitest'
import { rollbackIn } from './rollback.ts'
import { faultsOf } from './testing/faults.ts'
import { HeldPackages } from './testing/held-packages.ts'
import type { RecordingStepIo } from './testing/recording-step-io.ts'
import { Shop } from './testing/shop.ts'
import { recordedCall } from './testing/step-call.ts'

/** dev: @1 with stock 2.1.0, deployed, then @2 with stock 2.2.0. */
async function openShop(second: 'deployed' | 'rolled-back'): Promise<Shop> {
  const shop = new Shop()
  await shop.spec('dev')
  await shop.publish('stock', '2.1.0')
  await shop.promote({ environment: 'dev', packages: 'stock' })
  await shop.deploy('dev', '2026-11-23T07:00:00Z')
  await shop.publish('stock', '2.2.0')
  await shop.promote({ environment: 'dev', packages: 'stock' })
  await shop.deploy('dev', '2026-11-23T08:00:00Z', second)
  return shop
}

function callOf(shop: Shop, inputs: Readonly<Record<string, string>>) {
  return recordedCall('rollback', {
    workspace: shop.workspace,
    inputs: { environment: 'dev', reason: 'it loses carts', ...inputs },
  })
}

async function rollback(
  shop: Shop,
  inputs: Readonly<Record<string, string>> = {},
  packages: HeldPackages | null = null,
): Promise<RecordingStepIo> {
  const { call, io } = callOf(shop, inputs)
  await rollbackIn(shop.store, call, packages)
  return io
}

describe('a rollback', () => {
  it('is a new revision that restores the last good one and pins it', async () => {
    using shop = await openShop('deployed')
    const io = await rollback(shop)
    expect(Object.fromEntries(io.outputs)).toEqual({
      revision: '3',
      changed: 'true',
      plan: '.towpath/plans/rollback-dev.json',
    })
    const dev = await shop.environment('dev')
    const [first, third] = await Promise.all([dev.revision(1), dev.revision(3)])
    expect(third.kind).toBe('rollback')
    expect(third.restores).toBe(1)
    expect(third.releases).toEqual(first.releases)
    expect(third.request).toMatchObject({ command: 'rollback dev', reason: 'it loses carts' })
    expect(dev.state.pins).toMatchObject([{ service: 'stock', version: '2.1.0', reason: 'it loses carts' }])
  })

  it('keeps the home of the spec, and promotes from elsewhere stay refused', async () => {
    using shop = await openShop('deployed')
    const before = (await shop.environment('dev')).state.specHome
    await rollback(shop)
    const dev = await shop.environment('dev')
    expect(dev.state.specHome).toEqual(before)
    expect((await dev.revision(3)).specHome).toEqual(before)
    await shop.write('fork/dev.yaml', await readFile(join(shop.workspace, 'environments/dev.yaml'), 'utf8'))
    const [fault] = await faultsOf(shop.promote({ environment: 'dev', packages: 'stock', spec: 'fork/dev.yaml' }))
    expect(fault?.message).toContain('its spec lives in')
  })

  it('goes to what is deployed when the desired one failed', async () => {
    using shop = await openShop('rolled-back')
    expect((await rollback(shop)).outputs.get('changed')).toBe('true')
    expect((await (await shop.environment('dev')).revision(3)).restores).toBe(1)
  })

  it('changes nothing the second time', async () => {
    using shop = await openShop('deployed')
    await rollback(shop, { to: '1' })
    const again = await rollback(shop, { to: '1' })
    expect(again.outputs.get('changed')).toBe('false')
    expect(again.outputs.get('revision')).toBe('3')
    expect((await shop.environment('dev')).state.desired?.number).toBe(3)
  })

  it('that is dry says how to go on and writes nothing', async () => {
    using shop = await openShop('deployed')
    const io = await rollback(shop, { 'dry-run': 'true', to: '1' })
    expect(io.outputs.get('changed')).toBe('false')
    expect(io.outputs.get('revision')).toBe('')
    expect(io.summary.join('\n')).toContain(
      "To go on: `towpath rollback --environment dev --to 1 --reason 'it loses carts'`",
    )
    expect((await shop.environment('dev')).state.desired?.number).toBe(2)
  })

  it.each([
    ['to one that never ran well', { to: '2' }, 'rolled-back', 'refused', 'was never deployed well'],
    ['to one that is not there', { to: '7' }, 'deployed', 'refused', 'there is no dev@7'],
    ['without a reason', { reason: '' }, 'deployed', 'input-missing', 'Input `reason`'],
    ['to no number', { to: 'last' }, 'deployed', 'input-invalid', 'a whole number'],
    ['of a part that is not there', { packages: 'cart' }, 'deployed', 'refused', 'dev@1 had no cart'],
    ['of a version that was not there', { packages: 'stock@2.2.0' }, 'deployed', 'refused', 'dev@1 had stock 2.1.0'],
    ['of an environment that is not there', { environment: 'prod' }, 'deployed', 'environment-unknown', 'prod'],
  ] as const)('%s is refused', async (_name, inputs, second, code, message) => {
    using shop = await openShop(second)
    // Inputs that are for later are refused already where they are read.
    const [fault] = await faultsOf(Promise.resolve().then(() => rollback(shop, inputs)))
    expect(fault?.code).toBe(code)
    expect(fault?.message).toContain(message)
    expect((await shop.environment('dev')).state.desired?.number).toBe(2)
  })

  it('that is refused and dry ends well', async () => {
    using shop = await openShop('deployed')
    const io = await rollback(shop, { to: '7', 'dry-run': 'true' })
    expect(io.outputs.get('changed')).toBe('false')
    expect(io.summary.join('\n')).toContain('there is no dev&#64;7')
  })
})

describe('a rollback after the spec alone changed', () => {
  /** dev: @1 stock 2.1.0, @2 stock 2.2.0, then @3 with another spec, all deployed. */
  async function openSpecShop(more: string): Promise<Shop> {
    const shop = await openShop('deployed')
    await shop.spec('dev', more)
    await shop.promote({ environment: 'dev' })
    await shop.deploy('dev', '2026-11-23T08:30:00Z')
    return shop
  }

  it('says that the same runs as then, and which revision ran something else', async () => {
    using shop = await openSpecShop('prereleases: include')
    const io = await rollback(shop, { 'dry-run': 'true' })
    expect(io.log.slice(0, 3)).toEqual([
      'dev: it can go back to dev@2',
      '  ! target dev: the same versions with the same config run now as then: only the spec of then comes back',
      "      To run other versions again (dev@1: stock 2.2.0 → 2.1.0): towpath rollback --environment dev --to 1 --reason '…'",
    ])
    await rollback(shop)
    const { verdicts, releases } = await (await shop.environment('dev')).revision(4)
    expect(verdicts[0]).toMatchObject({ gate: 'target', outcome: 'warn' })
    expect(releases).toMatchObject([{ version: '2.2.0' }])
  })

  it('says it too when nothing at all would change', async () => {
    using shop = new Shop()
    await shop.spec('dev')
    await shop.publish('stock', '2.1.0')
    await shop.promote({ environment: 'dev', packages: 'stock' })
    await shop.deploy('dev', '2026-11-23T07:00:00Z')
    const spec = 'environment: dev\naddress: {vip: 127.0.0.1, port: 18081}\nproxies: {kind: embedded}\n'
    const hosts = '{web: {connection: local, root: ~/.towpath/hosts, hosts: [{name: here, address: 127.0.0.1}]}}'
    const services = '{orders: {hostGroup: web}, stock: {hostGroup: web}}'
    await shop.write('environments/dev.yaml', `${spec}hostGroups: ${hosts}\nservices: ${services}\n`)
    await shop.promote({ environment: 'dev' })
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    const io = await rollback(shop)
    expect(io.outputs.get('changed')).toBe('false')
    expect(io.log.slice(0, 3)).toEqual([
      'dev: nothing to change, dev@2 has it all',
      '  ! target dev: the same versions with the same config run now as then: so there is nothing to restore',
      '      No other versions were deployed well here before: promote the ones that you want',
    ])
  })
})

/** dev: @1 with orders and stock 1.0.0, @2 with both 2.0.0, where each orders needs its own stock; @3 with cart besides. */
async function openTwo(): Promise<{ shop: Shop; packages: HeldPackages }> {
  const shop = new Shop()
  const packages = new HeldPackages()
  await shop.spec('dev', 'config: {LOG: info}')
  for (const major of [1, 2]) {
    packages.hold(
      await shop.publish('stock', `${major}.0.0`),
      await shop.publish('orders', `${major}.0.0`, { dependencies: { stock: { range: `^${major}` } } }),
    )
    await shop.promote({ environment: 'dev', packages: `stock@${major}.0.0\norders@${major}.0.0` })
    await shop.deploy('dev', `2026-11-23T0${major}:00:00Z`)
    await shop.spec('dev', 'config: {LOG: debug}\npolicy: {allowed: {override: [ada]}}')
  }
  return { shop, packages }
}

describe('a rollback of a part', () => {
  it('takes along what has to go too, and writes which in its plan', async () => {
    const { shop, packages } = await openTwo()
    using _ = shop
    const io = await rollback(shop, { packages: 'stock' }, packages)
    expect(io.summary.join('\n')).toContain('dev: `orders` and `stock` can go back to dev&#64;1')
    const dev = await shop.environment('dev')
    const [first, third] = await Promise.all([dev.revision(1), dev.revision(3)])
    expect(third.releases).toEqual(first.releases)
    expect(third.request.command).toBe('rollback stock in dev')
  })

  it('that is dry shows the command with all that was chosen', async () => {
    const { shop, packages } = await openTwo()
    using _ = shop
    const io = await rollback(shop, { packages: 'stock', config: 'now', 'dry-run': 'true' }, packages)
    expect(io.summary.join('\n')).toContain(
      "To go on: `towpath rollback --environment dev --to 1 --packages stock --config now --reason 'it loses carts'`",
    )
  })

  it('with the config of now resolves it by the spec that is deployed', async () => {
    const { shop, packages } = await openTwo()
    using _ = shop
    await rollback(shop, { packages: 'orders', config: 'now' }, packages)
    const dev = await shop.environment('dev')
    const third = await dev.revision(3)
    expect(third.releases.map(({ service, version }) => `${service}@${version}`)).toEqual([
      'orders@1.0.0',
      'stock@1.0.0',
    ])
    for (const { config } of Object.values(await dev.configs(third))) expect(config).toEqual({ LOG: 'debug' })
  })
})

describe('packages of a rollback', () => {
  it('that are all there are nothing to speak of', async () => {
    const { shop, packages } = await openTwo()
    using _ = shop
    expect((await rollback(shop, {}, packages)).summary.join('\n')).not.toContain('❔')
  })

  it.each([
    ['whose bytes are gone', 'its bytes are gone from the package store'],
    ['whose record is gone', 'its record is gone from the metadata store'],
  ])('%s stop it before anything is written', async (which, message) => {
    const { shop, packages } = await openTwo()
    using _ = shop
    if (which === 'whose bytes are gone') packages.drop(await shop.publish('stock', '1.0.0'))
    else
      await shop.store.commit('packages', 'lose', async () => ({
        kind: 'change',
        remove: [packagePaths.record('stock', '1.0.0')],
      }))
    const [fault] = await faultsOf(rollback(shop, {}, packages))
    expect(fault?.code).toBe('refused')
    expect(fault?.message).toContain(`stock 1.0.0: it was removed: ${message}`)
    expect((await shop.environment('dev')).state.desired?.number).toBe(2)
  })

  it('that nobody can look for do not stop it, and are told of', async () => {
    const { shop, packages } = await openTwo()
    using _ = shop
    packages.fault = new PackageStoreFault('unreachable', { where: 'The registry', found: 'silence' })
    const io = await rollback(shop, {}, packages)
    expect(io.outputs.get('changed')).toBe('true')
    expect(io.summary.join('\n')).toContain('nobody could look whether the packages are still there: The registry')
  })

  it('that are marked bad stop it, unless they are named by their version', async () => {
    const { shop, packages } = await openTwo()
    using _ = shop
    const mark = {
      schema: 1,
      package: 'stock',
      version: '1.0.0',
      by: 'ben',
      reason: 'loses rows',
      since: '2026-11-23T05:00:00Z',
    }
    await shop.store.commit('packages', 'mark', async () => ({
      kind: 'change',
      create: { [packagePaths.mark('stock', '1.0.0')]: JSON.stringify(mark) },
    }))
    const [fault] = await faultsOf(rollback(shop, {}, packages))
    expect(fault?.message).toContain('it is marked bad by ben since 2026-11-23 05:00 UTC: loses rows')
    await rollback(shop, { packages: 'stock@1.0.0' }, packages)
    expect((await (await shop.environment('dev')).revision(3)).overrides).toEqual([
      { gate: 'marks', by: 'ada', reason: 'it loses carts', subject: 'stock 1.0.0' },
    ])
  })
})
