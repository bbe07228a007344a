import { environmentDomain, type Lock } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { describe, expect, it } from 'vitest'
import { deployIn } from '../deploy.ts'
import { rollbackIn } from '../rollback.ts'
import { faultsOf } from '../testing/faults.ts'
import { Shop } from '../testing/shop.ts'
import { recordedCall } from '../testing/step-call.ts'
import { lock, lockAll, unlock, unlockAll } from './lock.ts'

const wanted: Lock = {
  service: null,
  by: 'eve',
  reason: 'an incident',
  run: 'https://ci.example/7',
  since: '2026-11-23T08:30:00Z',
  until: null,
}

const who = { by: 'bob', now: '2026-11-23T09:00:00Z' }
const said = 'by eve since 2026-11-23 08:30 UTC until it is unlocked: an incident (https://ci.example/7)'

/** `dev` with stock 2.1.0 and 2.1.1 deployed and 2.1.2 wanted; `staging` with stock 2.1.0. */
async function openShop(): Promise<Shop> {
  const shop = new Shop()
  for (const name of ['dev', 'staging']) await shop.spec(name)
  for (const version of ['2.1.0', '2.1.1', '2.1.2']) {
    await shop.publish('stock', version)
    await shop.promote({ environment: 'dev', packages: `stock@${version}` })
    if (version !== '2.1.2') await shop.deploy('dev', `2026-11-23T0${version.slice(-1)}:00:00Z`)
  }
  await shop.promote({ environment: 'staging', packages: 'stock@2.1.0' })
  return shop
}

const promote = (shop: Shop, environment = 'dev') => faultsOf(shop.promote({ environment, packages: 'stock@2.1.1' }))

function deploy(shop: Shop, inputs: Readonly<Record<string, string>> = {}) {
  const { call } = recordedCall('deploy', { workspace: shop.workspace, inputs: { environment: 'dev', ...inputs } })
  return faultsOf(deployIn(shop.store, call))
}

function rollback(shop: Shop) {
  const inputs = { environment: 'dev', reason: 'back', to: '1' }
  const { call } = recordedCall('rollback', { workspace: shop.workspace, inputs })
  return faultsOf(rollbackIn(shop.store, call))
}

const dev = { environment: 'dev', service: null }

describe('a locked environment', () => {
  it('refuses promote, rollback and deploy, each with who, since when, until when and why', async () => {
    using shop = await openShop()
    await lock(shop.store, dev, wanted)
    const before = (await shop.environment('dev')).state
    for (const faults of [await promote(shop), await rollback(shop)]) {
      expect(faults).toEqual([
        { code: 'refused', message: `dev: locked ${said}. When it may go on: \`towpath unlock dev\`.` },
      ])
    }
    expect(await deploy(shop)).toEqual([
      {
        code: 'locked',
        message: `dev@3 can't be deployed: dev: locked ${said}. When it may go on: \`towpath unlock dev\`.`,
      },
    ])
    expect((await shop.environment('dev')).state).toEqual(before)
    expect(await promote(shop, 'staging')).toEqual([])
  })

  it('is open again when the lock is lifted, and when it has run out', async () => {
    using shop = await openShop()
    await lock(shop.store, dev, wanted)
    expect(await unlock(shop.store, dev, who)).toEqual(wanted)
    expect(await promote(shop)).toEqual([])
    await lock(shop.store, dev, { ...wanted, until: '2026-11-23T08:59:59Z' })
    expect(await rollback(shop)).toEqual([])
  })

  it('still registers what runs', async () => {
    using shop = await openShop()
    await lock(shop.store, dev, wanted)
    expect((await shop.register('dev')).outputs.get('instances')).toBe('1')
  })
})

describe('a locked service', () => {
  it('leaves the rest of its environment open', async () => {
    using shop = await openShop()
    await shop.publish('orders', '1.0.0')
    await lock(shop.store, { environment: 'dev', service: 'stock' }, wanted)
    expect(await promote(shop)).toMatchObject([
      { message: expect.stringContaining('dev: stock in dev: locked by eve') },
    ])
    expect(await faultsOf(shop.promote({ environment: 'dev', packages: 'orders' }))).toEqual([])
  })

  it('has to be one that is there', async () => {
    using shop = await openShop()
    expect(await faultsOf(lock(shop.store, { environment: 'dev', service: 'stokc' }, wanted))).toEqual([
      {
        code: 'service-unknown',
        message: 'stokc in dev: expected one of orders, stock, found no such service. Did you mean `stock`.',
      },
    ])
    expect(await faultsOf(lock(shop.store, { environment: 'deb', service: null }, wanted))).toMatchObject([
      { code: 'environment-unknown' },
    ])
  })
})

describe('the global stop', () => {
  it('stands in every environment, and in one that comes later', async () => {
    using shop = await openShop()
    const outcomes = await lockAll(shop.store, wanted)
    expect(outcomes.map(({ environment, outcome }) => `${environment} ${outcome}`)).toEqual([
      'dev locked',
      'staging locked',
    ])
    await shop.spec('prod')
    for (const name of ['dev', 'staging', 'prod']) {
      expect(await promote(shop, name)).toMatchObject([
        {
          message: `${name}: every environment is stopped ${said}. When it may go on: \`towpath unlock --all\`.`,
        },
      ])
    }
    await unlockAll(shop.store, who)
    for (const name of ['dev', 'staging', 'prod']) expect(await promote(shop, name)).toEqual([])
  })

  it('also stops an environment whose first revision was written meanwhile', async () => {
    using shop = await openShop()
    await shop.spec('prod')
    await promote(shop, 'prod')
    await lockAll(shop.store, wanted)
    await shop.store.commit(environmentDomain('prod'), 'as if it had not been seen', async (at) => {
      const state = JSON.parse((await at.get('state.json')) ?? '')
      return { kind: 'change', write: { 'state.json': JSON.stringify({ ...state, locks: [] }) } }
    })
    expect(await deploy(shop, { environment: 'prod' })).toMatchObject([{ code: 'locked' }])
    expect(await faultsOf(shop.promote({ environment: 'prod', packages: 'stock@2.1.2' }))).toMatchObject([
      { code: 'refused' },
    ])
  })

  it('sees an environment that came while it was put', async () => {
    using shop = await openShop()
    await shop.spec('prod')
    const racing: Pick<MetadataStore, 'domains'> & MetadataStore = Object.create(shop.store, {
      domains: { value: (prefix: string) => shop.store.domains(prefix) },
      read: { value: (domain: string) => shop.store.read(domain) },
      commit: {
        value: async (...given: Parameters<MetadataStore['commit']>) => {
          if ((await shop.store.domains('environments/prod')).length === 0) await promote(shop, 'prod')
          return shop.store.commit(...given)
        },
      },
    })
    const outcomes = await lockAll(racing, wanted)
    expect(outcomes.map(({ environment }) => environment)).toEqual(['dev', 'prod', 'staging'])
    expect((await shop.environment('prod')).state.locks).toMatchObject([{ everywhere: true }])
  })

  it('stays beside locks of single environments, and says what it could not do', async () => {
    using shop = await openShop()
    await lock(shop.store, dev, wanted)
    await lockAll(shop.store, wanted)
    expect(await faultsOf(unlock(shop.store, { environment: 'staging', service: null }, who))).toMatchObject([
      { code: 'lock-unknown', message: expect.stringContaining('`towpath unlock --all`') },
    ])
    expect((await lockAll(shop.store, { ...wanted, by: 'bob' })).map(({ outcome }) => outcome)).toEqual([
      'failed',
      'failed',
    ])
    await unlockAll(shop.store, who)
    expect((await shop.environment('dev')).state.locks).toEqual([wanted])
    expect(await faultsOf(lockAll(new Shop().store, wanted))).toMatchObject([{ code: 'environment-unknown' }])
  })
})
