import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { canonicalJson, packagePaths } from '@towpath/descriptor'
import { planDocumentSchema } from '@towpath/environment'
import { MemoryMetadataStore } from '@towpath/metadata-store'
import { describe, expect, it } from 'vitest'
import { promoteIn } from './promote.ts'
import { faultsOf } from './testing/faults.ts'
import { Shop } from './testing/shop.ts'
import { recordedCall } from './testing/step-call.ts'

const toDev = (packages: string, more = {}) => ({ environment: 'dev', packages, ...more })

async function openShop(): Promise<Shop> {
  const shop = new Shop()
  await shop.spec('dev')
  await shop.publish('stock', '2.1.3')
  await shop.publish('orders', '1.4.0', { dependencies: { stock: { range: '^2.1.0', provide: 'http' } } })
  return shop
}

describe('a promotion that can go', () => {
  it('writes a revision, its blobs and the state that names it, and says so', async () => {
    using shop = await openShop()
    const io = await shop.promote(toDev('orders@1.4.0\nstock@^2', { reason: 'first' }))
    expect(Object.fromEntries(io.outputs)).toEqual({
      environment: 'dev',
      revision: '1',
      previous: '',
      changed: 'true',
      verdict: 'pass',
      plan: '.towpath/plans/promote-dev.json',
    })
    const dev = await shop.environment('dev')
    const revision = await dev.revision(1)
    expect(revision.releases.map(({ service, version }) => `${service}@${version}`)).toEqual([
      'orders@1.4.0',
      'stock@2.1.3',
    ])
    expect(revision.request).toMatchObject({
      by: 'ada',
      command: 'promote orders@1.4.0 stock@^2 to dev',
      reason: 'first',
    })
    expect(dev.state.desired?.number).toBe(1)
    expect((await dev.spec(revision)).environment).toBe('dev')
    expect(Object.keys(await dev.configs(revision))).not.toHaveLength(0)
    expect(io.summary[0]).toBe('**dev@1 is written**: deploy carries it out.')
    expect(io.summary[1]).toContain('`orders` 1.4.0')
    expect(io.log.at(-1)).toBe('dev@1 is written: deploy carries it out')
  })

  it('leaves the plan as a file for other programs', async () => {
    using shop = await openShop()
    const io = await shop.promote(toDev('stock'))
    const text = await readFile(join(shop.workspace, io.outputs.get('plan') ?? ''), 'utf8')
    expect(planDocumentSchema.parse(JSON.parse(text))).toMatchObject({ outcome: 'revision', revision: 1 })
    expect(await readFile(join(shop.workspace, '.towpath/.gitignore'), 'utf8')).toBe('*\n')
  })

  it('changes nothing the second time', async () => {
    using shop = await openShop()
    await shop.promote(toDev('stock'))
    const before = (await shop.store.read('environments/dev')).version
    const again = await shop.promote(toDev('stock'))
    expect(again.outputs.get('changed')).toBe('false')
    expect(again.outputs.get('revision')).toBe('1')
    expect(again.outputs.get('previous')).toBe('')
    expect((await shop.store.read('environments/dev')).version).toBe(before)
  })

  it('of a spec whose config alone changed is a revision too', async () => {
    using shop = await openShop()
    await shop.promote(toDev('stock'))
    await shop.spec('dev', 'config: {REGION: eu}')
    const io = await shop.promote({ environment: 'dev' })
    expect(io.outputs.get('revision')).toBe('2')
    expect(io.outputs.get('previous')).toBe('1')
    expect((await (await shop.environment('dev')).revision(2)).previous?.number).toBe(1)
  })

  it('reads of the packages no more than the plan needs', async () => {
    using shop = await openShop()
    await shop.store.commit('packages', 'a record that nobody asks for', async () => ({
      kind: 'change',
      create: { [packagePaths.record('cart', '1.0.0')]: 'not even JSON' },
    }))
    expect((await shop.promote(toDev('stock'))).outputs.get('changed')).toBe('true')
  })

  it('takes the spec from where the input says', async () => {
    using shop = await openShop()
    await shop.write('elsewhere/dev.yaml', await readFile(join(shop.workspace, 'environments/dev.yaml'), 'utf8'))
    await shop.promote(toDev('stock', { spec: 'elsewhere/dev.yaml' }))
    expect((await shop.environment('dev')).state.specHome?.path).toBe('elsewhere/dev.yaml')
  })
})

describe('a dry run', () => {
  it('says the verdict and how to go on, and writes nothing', async () => {
    using shop = await openShop()
    const io = await shop.promote(toDev('stock@2.1.3', { 'dry-run': 'true' }))
    expect(io.outputs.get('verdict')).toBe('pass')
    expect(io.outputs.get('revision')).toBe('')
    expect(io.outputs.get('changed')).toBe('false')
    expect(io.summary.join('\n')).toContain('To go on: `towpath promote --environment dev --packages stock@2.1.3`')
    expect(await shop.store.domains('environments/')).toEqual([])
  })

  it('ends well even when it is refused', async () => {
    using shop = await openShop()
    const io = await shop.promote(toDev('orders', { 'dry-run': 'true' }))
    expect(io.outputs.get('verdict')).toBe('fail')
    expect(io.summary.join('\n')).not.toMatch(/To go on|is written/)
  })
})

describe('a promotion that is refused', () => {
  const refusal = async (shop: Shop, inputs: Readonly<Record<string, string>>) => {
    const { call, io } = recordedCall('promote', { workspace: shop.workspace, inputs })
    return { faults: await faultsOf(promoteIn(shop.store, call)), io }
  }

  it('is told in file, summary and fault, and nothing is written', async () => {
    using shop = await openShop()
    const { faults, io } = await refusal(shop, toDev('orders@1.4.0'))
    expect(faults.map(({ code }) => code)).toEqual(['refused'])
    expect(faults[0]?.message).toMatch(/^dev: orders → stock: .*stock/)
    expect(io.outputs.get('verdict')).toBe('fail')
    expect(io.outputs.get('revision')).toBe('')
    const plan = await readFile(join(shop.workspace, io.outputs.get('plan') ?? ''), 'utf8')
    expect(JSON.parse(plan)).toMatchObject({ outcome: 'refused' })
    expect(io.summary.join('\n')).toContain("can't go yet")
    expect(await shop.store.domains('environments/')).toEqual([])
  })

  it('because the version is not published', async () => {
    using shop = await openShop()
    const { faults } = await refusal(shop, toDev('stock@2.9.9'))
    expect(faults[0]?.message).toContain('2.9.9')
  })

  it('because another repository is the home of the spec', async () => {
    using shop = await openShop()
    await shop.promote(toDev('stock'))
    await shop.spec('dev', 'config: {REGION: eu}')
    execFileSync('git', ['init', '-q', shop.workspace])
    execFileSync('git', ['-C', shop.workspace, 'remote', 'add', 'origin', 'https://github.com/evil/fork.git'])
    const { faults } = await refusal(shop, { environment: 'dev' })
    expect(faults[0]?.message).toContain('github.com/evil/fork')
    expect((await shop.environment('dev')).state.desired?.number).toBe(1)
  })

  it('because its spec has moved, until its new home is written into the store', async () => {
    using shop = await openShop()
    await shop.promote(toDev('stock'))
    await shop.write('moved/dev.yaml', await readFile(join(shop.workspace, 'environments/dev.yaml'), 'utf8'))
    const moved = toDev('orders@1.4.0', { spec: 'moved/dev.yaml' })
    const { faults } = await refusal(shop, moved)
    expect(faults[0]?.message).toContain('Promote from local/environments. Or: If it has moved there for good')
    await shop.store.commit('environments/dev', 'move the spec', async (at) => {
      const state = JSON.parse((await at.get('state.json')) ?? '')
      return {
        kind: 'change',
        write: {
          'state.json': JSON.stringify({
            ...state,
            specHome: { ...state.specHome, repository: 'local/moved', path: 'moved/dev.yaml' },
          }),
        },
      }
    })
    expect((await shop.promote(moved)).outputs.get('revision')).toBe('2')
  })

  it('because the environment before has not run it, until it has', async () => {
    using shop = await openShop()
    await shop.spec('staging', 'after: [dev]')
    await shop.promote(toDev('stock'))
    const toStaging = { environment: 'staging', packages: 'stock' }
    expect((await refusal(shop, toStaging)).faults[0]?.message).toContain('dev has not run it well yet')
    await shop.deploy('dev', '2026-11-23T07:00:00Z', 'rolled-back')
    expect((await refusal(shop, toStaging)).faults).toHaveLength(1)
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    const io = await shop.promote(toStaging)
    expect(io.outputs.get('changed')).toBe('true')
    expect(io.summary.join('\n')).toContain('dev has run it 1 h')
  })

  it('not because it ran there before and was replaced since', async () => {
    using shop = await openShop()
    await shop.spec('staging', 'after: [dev]')
    await shop.promote(toDev('stock'))
    await shop.deploy('dev', '2026-11-23T07:00:00Z')
    await shop.register('dev')
    await shop.publish('stock', '2.2.0')
    await shop.promote(toDev('stock'))
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    await shop.register('dev')
    const io = await shop.promote({ environment: 'staging', packages: 'stock@2.1.3' })
    expect(io.outputs.get('changed')).toBe('true')
  })
})

describe('input that can not be right', () => {
  const codes = async (shop: Shop, inputs: Readonly<Record<string, string>>) => {
    const { call } = recordedCall('promote', { workspace: shop.workspace, inputs })
    return faultsOf(promoteIn(shop.store, call))
  }

  it.each([
    ['no environment', {}, 'input-missing', 'Input `environment`: expected a value'],
    ['an environment that is no name', { environment: '../prod' }, 'input-invalid', 'Input `environment`'],
    ['no spec', { environment: 'prod' }, 'file-missing', 'environments/prod.yaml: expected the spec of prod'],
    ['a spec of another', { environment: 'prod', spec: 'environments/dev.yaml' }, 'input-invalid', 'found `dev`'],
    ['a wish that is none', toDev('orders 1.4'), 'wish-invalid', 'Input `packages`, line 1'],
    ['a flag that is none', toDev('stock', { 'dry-run': 'maybe' }), 'input-invalid', '`true` or `false`'],
  ])('%s', async (_name, inputs, code, message) => {
    using shop = await openShop()
    const [fault, ...others] = await codes(shop, inputs)
    expect(fault?.code).toBe(code)
    expect(fault?.message).toContain(message)
    expect(others).toEqual([])
  })

  it('a spec with a misspelt key is told at its line', async () => {
    using shop = await openShop()
    await shop.spec('dev', 'polcy: {soakMinutes: 3}')
    const [fault] = await codes(shop, toDev('stock'))
    expect(fault?.message).toMatch(/^environments\/dev\.yaml:6:1 polcy: .*Did you mean `?policy/)
  })

  it('a record whose digest does not hold is not believed', async () => {
    using shop = await openShop()
    const path = packagePaths.record('stock', '2.1.3')
    await shop.store.commit('packages', 'tamper', async (at) => {
      const record = JSON.parse((await at.get(path)) ?? '')
      record.descriptor.code.run = ['node', 'other.js']
      return { kind: 'change', write: { [path]: canonicalJson(record) } }
    })
    const [fault] = await codes(shop, toDev('stock'))
    expect(fault?.code).toBe('digest-mismatch')
    expect(fault?.message).toContain('packages packages/stock/2.1.3.json')
  })
})

describe('two promotions at once', () => {
  it('become consecutive revisions, the later with what the first brought', async () => {
    using shop = await openShop()
    await shop.promote(toDev('stock'))
    await shop.publish('stock', '2.2.0')
    const race = (packages: string) => {
      const { call, io } = recordedCall('promote', { workspace: shop.workspace, inputs: toDev(packages) })
      return promoteIn(new MemoryMetadataStore(shop.memory), call).then(() => io.outputs.get('revision'))
    }
    const numbers = await Promise.all([race('orders@1.4.0'), race('stock@2.2.0')])
    expect(numbers.toSorted()).toEqual(['2', '3'])
    const dev = await shop.environment('dev')
    expect(dev.state.desired?.number).toBe(3)
    const last = await dev.revision(3)
    expect(last.releases.map(({ service, version }) => `${service}@${version}`)).toEqual([
      'orders@1.4.0',
      'stock@2.2.0',
    ])
    expect(last.previous?.number).toBe(2)
  })

  it('of the same are one revision', async () => {
    using shop = await openShop()
    const race = () => {
      const { call, io } = recordedCall('promote', { workspace: shop.workspace, inputs: toDev('stock') })
      return promoteIn(new MemoryMetadataStore(shop.memory), call).then(() => io.outputs.get('changed'))
    }
    const changed = await Promise.all(Array.from({ length: 5 }, race))
    expect(changed.filter((one) => one === 'true')).toHaveLength(1)
    expect((await shop.environment('dev')).state.desired?.number).toBe(1)
  })
})
