import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rollbackIn } from './rollback.ts'
import { faultsOf } from './testing/faults.ts'
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

async function rollback(shop: Shop, inputs: Readonly<Record<string, string>> = {}): Promise<RecordingStepIo> {
  const { call, io } = callOf(shop, inputs)
  await rollbackIn(shop.store, call)
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
    ['with the config of now', { config: 'now' }, 'deployed', 'not-yet', 'Input `config`'],
    ['with the hosts of then', { hosts: 'then' }, 'deployed', 'not-yet', 'Input `hosts`'],
    ['of a part', { packages: 'stock' }, 'deployed', 'not-yet', 'Input `packages`'],
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
