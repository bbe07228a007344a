import { type PackageRecord, packagePaths } from '@towpath/descriptor'
import type { MetadataStore, Snapshot } from '@towpath/metadata-store'
import { PackageStoreFault } from '@towpath/package-store'
import { describe, expect, it } from 'vitest'
import { rollbackIn } from '../rollback.ts'
import { faultsOf } from '../testing/faults.ts'
import { HeldPackages } from '../testing/held-packages.ts'
import { Shop } from '../testing/shop.ts'
import { recordedCall } from '../testing/step-call.ts'
import { markBad } from './mark-bad.ts'
import { type Pruned, type PruneWish, prune } from './prune.ts'

const policy = 'policy: {keepRevisions: 2}'

interface Opened {
  readonly shop: Shop
  readonly packages: HeldPackages
  readonly records: readonly PackageRecord[]
}

/** dev ran stock 1.0.0 to 1.0.3, one after the other; two revisions keep their packages. */
async function openShop(): Promise<Opened> {
  const shop = new Shop()
  const packages = new HeldPackages()
  const records: PackageRecord[] = []
  await shop.spec('dev', policy)
  for (const patch of [0, 1, 2, 3]) {
    records.push(await shop.publish('stock', `1.0.${patch}`))
    await shop.promote({ environment: 'dev', packages: `stock@1.0.${patch}` })
    await shop.deploy('dev', `2026-11-23T0${patch}:00:00Z`)
  }
  return { shop, packages: packages.hold(...records), records }
}

const days = (number: number) => new Date(Date.UTC(2026, 11, number))

const run = (
  store: MetadataStore,
  packages: HeldPackages | null,
  at: Date,
  more: Partial<PruneWish> = {},
): Promise<Pruned> =>
  prune(store, packages, {
    keepHours: 168,
    graceHours: 24,
    keep: [],
    dryRun: false,
    by: 'ada',
    clock: () => at,
    ...more,
  })

const states = ({ packages }: Pruned) =>
  Object.fromEntries(packages.map(({ name, version, state }) => [`${name}@${version}`, state]))

function rollback(
  { shop, packages }: Pick<Opened, 'shop' | 'packages'>,
  inputs: Readonly<Record<string, string>>,
  store: MetadataStore = shop.store,
) {
  const given = { environment: 'dev', reason: 'it loses carts', ...inputs }
  return rollbackIn(store, recordedCall('rollback', { workspace: shop.workspace, inputs: given }).call, packages)
}

/** As for somebody who read that snapshot before, and reads anew from then on. */
function readingOnce(store: MetadataStore, snapshot: Snapshot): MetadataStore {
  const left = [snapshot]
  return {
    ...methodsOf(store),
    read: async (domain) => (domain === snapshot.domain ? left.pop() : undefined) ?? store.read(domain),
  }
}

function afterFirstCommit(store: MetadataStore, act: () => Promise<void>): MetadataStore {
  const acts = [act]
  return {
    ...methodsOf(store),
    commit: async (...given) => {
      const committed = await store.commit(...given)
      await acts.pop()?.()
      return committed
    },
  }
}

function methodsOf(store: MetadataStore): MetadataStore {
  return {
    domains: (prefix) => store.domains(prefix),
    read: (domain) => store.read(domain),
    commit: (...given) => store.commit(...given),
    close: () => store.close(),
    [Symbol.asyncDispose]: () => store.close(),
  }
}

const removalsOf = async (shop: Shop) => (await shop.store.read('packages')).list('removals/')

describe('pruning', () => {
  it('shows in a dry run what would go, what stays and why, and writes nothing', async () => {
    const { shop, packages } = await openShop()
    using _ = shop
    const { packages: plan } = await run(shop.store, packages, days(1), { dryRun: true })
    expect(plan.map(({ version, state, because }) => [version, state, ...because])).toEqual([
      ['1.0.3', 'kept', 'dev@4', 'newest of 1.0', 'newest of the line * in dev'],
      ['1.0.2', 'kept', 'dev@3'],
      ['1.0.1', 'announced'],
      ['1.0.0', 'announced'],
    ])
    expect(await removalsOf(shop)).toEqual([])
  })

  it('announces first, removes a day later, and says so to promote, status and rollback', async () => {
    const opened = await openShop()
    const { shop, packages } = opened
    using _ = shop
    expect(states(await run(shop.store, packages, days(1)))).toMatchObject({ 'stock@1.0.0': 'announced' })
    const [announced] = await faultsOf(shop.promote({ environment: 'dev', packages: 'stock@1.0.0' }))
    expect(announced?.message).toContain('1.0.0 is to be removed from the package store')
    expect(announced?.message).toContain('towpath prune --keep stock@1.0.0')
    expect((await run(shop.store, packages, new Date(days(2).getTime() - 1))).removed).toEqual([])
    const done = await run(shop.store, packages, days(2))
    expect(done.removed).toEqual(['stock@1.0.1', 'stock@1.0.0'])
    expect(await packages.has('stock', opened.records[0]?.archive.digest ?? '')).toBe(false)
    expect(await packages.has('stock', opened.records[2]?.archive.digest ?? '')).toBe(true)
    expect(states(await run(shop.store, packages, days(9)))).toMatchObject({
      'stock@1.0.0': 'gone',
      'stock@1.0.2': 'kept',
    })
    const [gone] = await faultsOf(shop.promote({ environment: 'dev', packages: 'stock@1.0.0' }))
    expect(gone?.message).toContain('the bytes of 1.0.0 were removed from the package store by ada at 2026-12-02')
    const [refused] = await faultsOf(rollback(opened, { to: '1' }))
    expect(refused?.message).toContain('stock 1.0.0: it was removed: ada pruned it at 2026-12-02')
    await rollback(opened, { to: '3' })
  })

  it('leaves the version that takes the place of those that are marked bad', async () => {
    const { shop, packages } = await openShop()
    using _ = shop
    for (const what of ['stock@1.0.3', 'stock@1.0.2'])
      await markBad(shop.store, { what, by: 'ada', reason: 'loses carts', now: '2026-11-24T00:00:00Z' })
    expect(states(await run(shop.store, packages, days(1), { dryRun: true }))).toMatchObject({
      'stock@1.0.1': 'kept',
      'stock@1.0.0': 'announced',
    })
  })

  it('takes an announcement back when something names it, or somebody asks', async () => {
    const opened = await openShop()
    const { shop, packages } = opened
    using _ = shop
    await run(shop.store, packages, days(1))
    await rollback(opened, { to: '1' })
    expect(states(await run(shop.store, packages, days(2), { keep: ['stock@1.0.1'] }))).toEqual({
      'stock@1.0.1': 'recalled',
    })
    expect(states(await run(shop.store, packages, days(3)))).toMatchObject({
      'stock@1.0.0': 'recalled',
      'stock@1.0.1': 'announced',
    })
    expect(await removalsOf(shop)).toEqual([packagePaths.removal('stock', '1.0.1')])
  })

  it('leaves what a rollback names between the decision and the removal, and both say so', async () => {
    const opened = await openShop()
    const { shop, packages } = opened
    using _ = shop
    await run(shop.store, packages, days(1))
    const store = readingOnce(shop.store, await shop.store.read('packages'))
    const faults: string[] = []
    const racing = afterFirstCommit(shop.store, async () => {
      faults.push(...(await faultsOf(rollback(opened, { to: '1' }, store))).map(({ message }) => message))
    })
    const done = await run(racing, packages, days(2))
    expect(faults).toEqual([expect.stringMatching(/^dev@5: stock 1\.0\.0: .*ada pruned it/)])
    expect(done.removed).toEqual(['stock@1.0.1'])
    expect(done.left).toMatchObject([{ package: 'stock@1.0.0', reason: 'it was named meanwhile' }])
    expect(await removalsOf(shop)).toEqual([packagePaths.removal('stock', '1.0.1')])
    await rollback(opened, { to: '1' })
  })

  it('is told of by a rollback that was decided before it and written after it', async () => {
    const opened = await openShop()
    const { shop, packages } = opened
    using _ = shop
    await run(shop.store, packages, days(1))
    const store = readingOnce(shop.store, await shop.store.read('packages'))
    await run(shop.store, packages, days(2))
    const seen = { shop, packages: new HeldPackages().hold(...opened.records) }
    const [fault] = await faultsOf(rollback(seen, { to: '1' }, store))
    expect(fault?.message).toMatch(/^dev@5: stock 1\.0\.0: .*ada pruned it at 2026-12-02/)
  })

  it('goes on to count as removed what is named when an earlier run had begun with it', async () => {
    const opened = await openShop()
    const { shop, packages } = opened
    using _ = shop
    await run(shop.store, packages, days(1))
    const store = readingOnce(shop.store, await shop.store.read('packages'))
    packages.removalFault = new PackageStoreFault('unreachable', { where: 'The registry', found: 'silence' })
    await run(shop.store, packages, days(2))
    packages.removalFault = null
    const racing = afterFirstCommit(shop.store, async () => void (await faultsOf(rollback(opened, { to: '1' }, store))))
    const done = await run(racing, packages, days(2))
    expect(done.left).toMatchObject([{ package: 'stock@1.0.0', reason: expect.stringContaining('publish it again') }])
    const [fault] = await faultsOf(shop.promote({ environment: 'dev', packages: 'stock@1.0.0' }))
    expect(fault?.message).toContain('the bytes of 1.0.0 were removed')
  })

  it('tells of bytes that went although somebody published them again meanwhile', async () => {
    const { shop, packages } = await openShop()
    using _ = shop
    await run(shop.store, packages, days(1))
    const takeBack = { kind: 'change', remove: [packagePaths.removal('stock', '1.0.0')] } as const
    const racing = afterFirstCommit(shop.store, async () => {
      await shop.store.commit('packages', 'publish again', async () => takeBack)
    })
    await run(racing, packages, days(2))
    const [fault] = await faultsOf(shop.promote({ environment: 'dev', packages: 'stock@1.0.0' }))
    expect(fault?.message).toContain('the bytes of 1.0.0 were removed')
  })

  it('leaves all as it is where the registry lets nobody remove, and names what others have to', async () => {
    const { shop, packages, records } = await openShop()
    using _ = shop
    packages.removalFault = new PackageStoreFault('unsupported', { where: 'DELETE ghcr.io', found: 'status 405' })
    await run(shop.store, packages, days(1))
    const done = await run(shop.store, packages, days(2))
    expect(done.removed).toEqual([])
    expect(done.left.map((one) => [one.package, one.reference])).toEqual([
      ['stock@1.0.1', records[1]?.reference],
      ['stock@1.0.0', records[0]?.reference],
    ])
    const [announced] = await faultsOf(shop.promote({ environment: 'dev', packages: 'stock@1.0.0' }))
    expect(announced?.message).toContain('is to be removed')
    for (const record of records.slice(0, 2)) packages.drop(record)
    expect((await run(shop.store, packages, days(3))).removed).toEqual(['stock@1.0.1', 'stock@1.0.0'])
  })

  it('goes on with what failed in the middle', async () => {
    const { shop, packages } = await openShop()
    using _ = shop
    await run(shop.store, packages, days(1))
    packages.removalFault = new PackageStoreFault('unreachable', { where: 'The registry', found: 'silence' })
    expect((await run(shop.store, packages, days(2))).left).toHaveLength(2)
    packages.removalFault = null
    expect((await run(shop.store, packages, days(2))).removed).toEqual(['stock@1.0.1', 'stock@1.0.0'])
  })

  it('removes nothing when one environment can not be read', async () => {
    const { shop, packages, records } = await openShop()
    using _ = shop
    await run(shop.store, packages, days(1))
    await shop.store.commit('environments/prod', 'break', async () => ({
      kind: 'change',
      write: { 'state.json': '{}' },
    }))
    const [fault] = await faultsOf(run(shop.store, packages, days(2)))
    expect(fault?.code).toBe('record-invalid')
    expect(await packages.has('stock', records[0]?.archive.digest ?? '')).toBe(true)
  })

  it.each([
    ['a version that is not there', { keep: ['stock@9.9.9'] }, 'version-unknown'],
    ['no exact version', { keep: ['stock'] }, 'input-invalid'],
  ])('keeps no %s', async (_name, more, code) => {
    const { shop, packages } = await openShop()
    using _ = shop
    expect((await faultsOf(run(shop.store, packages, days(1), more)))[0]?.code).toBe(code)
  })

  it.each([
    ['--keep-hours', { keepHours: -1 }],
    ['--keep-hours', { keepHours: Number.NaN }],
    ['--grace-hours', { graceHours: 0 }],
  ])('refuses hours that are none: %s', async (where, more) => {
    const { shop, packages } = await openShop()
    using _ = shop
    const [fault] = await faultsOf(run(shop.store, packages, days(1), more))
    expect(fault?.code).toBe('input-invalid')
    expect(fault?.message).toContain(where)
  })

  it('asks for the package store when it has something to remove from it', async () => {
    const { shop } = await openShop()
    using _ = shop
    await run(shop.store, null, days(1))
    expect((await faultsOf(run(shop.store, null, days(2))))[0]?.message).toContain('--package-store')
  })
})
