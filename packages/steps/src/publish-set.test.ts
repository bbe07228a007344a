import { canonicalJson, digestOfDocument, packagePaths, parsePackageSetRecord } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { publishSet } from './publishing/publish-set.ts'
import { publishSetFromManifest } from './publishing/set-from-manifest.ts'
import { faultsOf } from './testing/faults.ts'
import type { RecordingStepIo } from './testing/recording-step-io.ts'
import { Shop } from './testing/shop.ts'
import { recordedCall } from './testing/step-call.ts'

const manifest = 'set: checkout\nversion: 3.0.0\nnotes: A new basket.\npackages:\n  orders: 1.4.0\n  stock: ^2.1\n'

async function openShop(text = manifest): Promise<Shop> {
  const shop = new Shop()
  await shop.publish('stock', '2.1.3')
  await shop.publish('stock', '2.2.0-rc.1')
  await shop.publish('orders', '1.4.0', { dependencies: { stock: { range: '^2.1.0' } } })
  await shop.write('checkout.yaml', text)
  return shop
}

async function publish(shop: Shop, more: Readonly<Record<string, string>> = {}): Promise<RecordingStepIo> {
  const { call, io } = recordedCall('publish', { workspace: shop.workspace, inputs: more })
  await publishSetFromManifest(shop.store, call, 'checkout.yaml')
  return io
}

const recordIn = async (shop: Shop, version = '3.0.0') =>
  (await shop.store.read('packages')).get(packagePaths.set('checkout', version))

async function recordOf(shop: Shop) {
  return parsePackageSetRecord((await recordIn(shop)) ?? '', 'the record')
}

describe('a set that is published', () => {
  it('is a record with its ranges frozen, its notes and where it is from', async () => {
    using shop = await openShop()
    const io = await publish(shop)
    const record = await recordOf(shop)
    expect(record).toMatchObject({
      set: 'checkout',
      version: '3.0.0',
      notes: 'A new basket.',
      packages: { orders: '1.4.0', stock: '2.1.3' },
      publication: { by: 'ada' },
    })
    expect(await recordIn(shop)).toBe(canonicalJson(record))
    expect(Object.fromEntries(io.outputs)).toEqual({
      name: 'checkout',
      version: '3.0.0',
      digest: digestOfDocument(record),
      reference: 'sets/checkout/3.0.0.json',
      'already-published': 'false',
    })
    const summary = io.summary.join('\n')
    expect(summary).toContain('**Set checkout 3.0.0** is published.\n\nA new basket.')
    expect(summary).toContain('| orders | 1.4.0 |  |\n| stock | 2.1.3 | newest of `^2.1` |')
    expect(summary).toContain('To go on: `towpath promote --environment <environment> --set checkout@3.0.0`')
  })

  it('is no change the second time, also when its ranges would take something newer by then', async () => {
    using shop = await openShop()
    await publish(shop)
    const before = await recordIn(shop)
    await shop.publish('stock', '2.3.0')
    const again = await publish(shop)
    expect(again.outputs.get('already-published')).toBe('true')
    expect(again.summary.join('')).toContain('stays as it was frozen then')
    expect(await recordIn(shop)).toBe(before)
  })

  it('passes over what is marked bad', async () => {
    using shop = await openShop()
    await shop.publish('stock', '2.3.0')
    const mark = {
      schema: 1,
      package: 'stock',
      version: '2.3.0',
      by: 'ada',
      reason: 'loses carts',
      since: '2026-11-23T08:00:00Z',
    }
    await shop.store.commit('packages', 'mark', async () => ({
      kind: 'change',
      create: { [packagePaths.mark('stock', '2.3.0')]: canonicalJson(mark) },
    }))
    await publish(shop)
    expect((await recordOf(shop)).packages['stock']).toBe('2.1.3')
    await shop.write('checkout.yaml', manifest.replace('3.0.0', '3.0.1').replace('^2.1', '2.3.0'))
    expect((await faultsOf(publish(shop)))[0]?.message).toBe(
      'checkout.yaml:6:10 packages.stock: expected a version of stock that is not marked bad, found 2.3.0, marked bad by ada: loses carts. Choose another version.',
    )
  })
})

describe('a set that is refused', () => {
  it.each([
    [
      'it names a package that nobody published, with the one that was meant',
      manifest.replace('stock:', 'stok:'),
      'checkout.yaml:6:3 packages.stok: expected a package that is published, found stok, of which no version is published. Write `stock`, or publish stok first.',
    ],
    [
      'it names a version that nobody published, with the nearest',
      manifest.replace('1.4.0', '1.5.0'),
      'checkout.yaml:5:11 packages.orders: expected a published version of orders, found `1.5.0`, which none fits; there is 1.4.0. Publish it first, or choose one that is there.',
    ],
    [
      'its range takes prereleases only',
      manifest.replace('^2.1', '~2.2'),
      'checkout.yaml:6:10 packages.stock: expected a published version of stock, found `~2.2`, which none fits; there are 2.2.0-rc.1, 2.1.3. Publish it first, or choose one that is there.',
    ],
    [
      'it is empty',
      'set: checkout\nversion: 3.0.0\npackages: {}\n',
      'checkout.yaml:3:11 packages: expected at least one package, found none. Name them, with versions or ranges: `packages: {orders: 1.4.0, stock: ^2.1}`.',
    ],
  ])('because %s', async (_name, text, message) => {
    using shop = await openShop(text)
    expect((await faultsOf(publish(shop))).map((fault) => fault.message)).toEqual([message])
    expect(await recordIn(shop)).toBeUndefined()
  })

  it('because what it would take is removed', async () => {
    using shop = await openShop()
    const removal = {
      schema: 1,
      package: 'stock',
      version: '2.1.3',
      by: 'ada',
      since: '2026-11-23T08:00:00Z',
      removed: null,
      cleared: false,
    }
    await shop.store.commit('packages', 'remove', async () => ({
      kind: 'change',
      create: { [packagePaths.removal('stock', '2.1.3')]: canonicalJson(removal) },
    }))
    expect((await faultsOf(publish(shop)))[0]?.message).toContain('found `^2.1`, which none fits; there is 2.2.0-rc.1')
    const { call } = recordedCall('publish', { workspace: shop.workspace })
    const frozen = {
      manifest: { set: 'checkout', version: '3.0.0', packages: { stock: '2.1.3' } },
      packages: { stock: '2.1.3' },
    }
    const publication = { at: call.clock().toISOString(), repository: 'r', revision: 'c', run: 'u', by: 'ada' }
    expect((await faultsOf(publishSet(frozen, publication, shop.store)))[0]?.message).toContain('it is being removed')
    expect(await recordIn(shop)).toBeUndefined()
  })

  it('because its own versions do not go together', async () => {
    using shop = await openShop(manifest.replace('^2.1', '1.0.0'))
    await shop.publish('stock', '1.0.0')
    expect(await faultsOf(publish(shop))).toEqual([
      {
        code: 'refused',
        message:
          'checkout@3.0.0: orders → stock: expected a version of stock that fits `^2.1.0`, which orders 1.4.0 declares, found stock 1.0.0. Name another version of stock or orders.',
      },
    ])
  })

  it('because other content was published under its version', async () => {
    using shop = await openShop()
    await publish(shop)
    await shop.publish('orders', '1.5.0')
    await shop.write('checkout.yaml', manifest.replace('1.4.0', '1.5.0'))
    expect(await faultsOf(publish(shop))).toEqual([
      {
        code: 'frozen',
        message:
          'checkout@3.0.0: expected what was published as 3.0.0, found other content: orders (was 1.4.0, is 1.5.0). What is published never changes: raise the version of the set.',
      },
    ])
    await shop.write('checkout.yaml', manifest.replace('version: 3.0.0', 'version: 3.0.0+2'))
    expect((await faultsOf(publish(shop)))[0]?.code).toBe('frozen')
  })

  it('because its name belongs to another repository', async () => {
    using shop = await openShop()
    await publish(shop)
    await shop.store.commit('packages', 'take over', async (at) => {
      const owner = JSON.parse((await at.get(packagePaths.setOwner('checkout'))) ?? '')
      return {
        kind: 'change',
        write: {
          [packagePaths.setOwner('checkout')]: canonicalJson({ ...owner, repository: 'github.com/acme/other' }),
        },
      }
    })
    const [fault] = await faultsOf(publish(shop))
    expect(fault?.code).toBe('name-taken')
    expect(fault?.message).toContain('expected its home repository, github.com/acme/other')
  })

  it('because something of a package was given too, or there is no such file', async () => {
    using shop = await openShop()
    expect((await faultsOf(publish(shop, { artifact: 'towpath-stock-2.1.3' })))[0]).toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining('Input `artifact`: expected nothing beside `set-manifest`'),
    })
    const { call } = recordedCall('publish', { workspace: shop.workspace })
    expect((await faultsOf(publishSetFromManifest(shop.store, call, 'nowhere.yaml')))[0]?.code).toBe('file-missing')
  })
})

describe('two publishes of one set at once', () => {
  it('make one record', async () => {
    using shop = await openShop()
    const said = await Promise.all([publish(shop), publish(shop), publish(shop)])
    expect(said.filter((io) => io.outputs.get('already-published') === 'false')).toHaveLength(1)
    expect(new Set(said.map((io) => io.outputs.get('digest'))).size).toBe(1)
  })
})
