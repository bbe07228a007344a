import { canonicalJson } from '@towpath/descriptor'
import { environmentDomain, environmentPaths, type Revision } from '@towpath/environment'
import { describe, expect, it } from 'vitest'
import { faultsOf } from '../testing/faults.ts'
import { Shop } from '../testing/shop.ts'

/** dev with three revisions, the first deployed. */
async function openShop(): Promise<Shop> {
  const shop = new Shop()
  await shop.spec('dev')
  for (const version of ['2.1.0', '2.1.1', '2.1.2']) {
    await shop.publish('stock', version)
    await shop.promote({ environment: 'dev', packages: 'stock' })
    if (version === '2.1.0') await shop.deploy('dev', '2026-11-23T08:00:00Z')
  }
  return shop
}

async function overwrite(shop: Shop, path: string, change: (text: string) => string | null): Promise<void> {
  await shop.store.commit(environmentDomain('dev'), 'tamper', async (at) => {
    const text = change((await at.get(path)) ?? '')
    return { kind: 'change', ...(text === null ? { remove: [path] } : { write: { [path]: text } }) }
  })
}

const withReason = (text: string): string => {
  const revision: Revision = JSON.parse(text)
  return canonicalJson({ ...revision, request: { ...revision.request, reason: 'another' } })
}

describe('an environment', () => {
  it('gives its revisions, and what they name', async () => {
    using shop = await openShop()
    const dev = await shop.environment('dev')
    const revisions = await Promise.all([3, 1, 2].map((number) => dev.revision(number)))
    expect(revisions.map(({ releases }) => releases[0]?.version)).toEqual(['2.1.2', '2.1.0', '2.1.1'])
    const [newest] = revisions
    expect(newest && (await dev.spec(newest)).services).toHaveProperty('stock')
    expect(await dev.deployedWell()).toEqual([{ number: 1, restores: null }])
    expect((await dev.report(1))?.status).toBe('deployed')
    expect(await dev.report(2)).toBeNull()
  })

  it('that is not there is refused with the one that was probably meant', async () => {
    using shop = await openShop()
    for (const near of ['dve', 'devv', 'de']) {
      const [fault] = await faultsOf(shop.environment(near))
      expect(fault?.code).toBe('environment-unknown')
      expect(fault?.message).toContain('Did you mean `dev`?')
    }
    const [other] = await faultsOf(shop.environment('production'))
    expect(other?.message).toContain('expected one of dev')
    expect(other?.message).not.toContain('Did you mean')
  })

  it('has no revision beyond the desired one', async () => {
    using shop = await openShop()
    const dev = await shop.environment('dev')
    for (const number of [0, 4]) {
      expect((await faultsOf(dev.revision(number)))[0]).toMatchObject({
        code: 'revision-unknown',
        message: expect.stringContaining('expected a number from 1 to 3'),
      })
    }
  })

  it.each([
    ['desired', 3],
    ['deployed', 1],
  ])('tells when the %s revision was changed in the store', async (_name, number) => {
    using shop = await openShop()
    await overwrite(shop, environmentPaths.revision(number), withReason)
    const [fault] = await faultsOf((await shop.environment('dev')).revision(number))
    expect(fault?.code).toBe('digest-mismatch')
    expect(fault?.message).toContain(`environments/dev revisions/${number}.json`)
    expect(fault?.message).toContain('state.json')
  })

  it('tells when a revision does not follow the one before it', async () => {
    using shop = await openShop()
    await overwrite(shop, environmentPaths.revision(2), withReason)
    for (const number of [3, 2]) {
      expect((await faultsOf((await shop.environment('dev')).revision(number)))[0]?.code).toBe('chain-broken')
    }
  })

  it('tells when a revision or blob is gone', async () => {
    using shop = await openShop()
    const { spec } = await (await shop.environment('dev')).revision(3)
    await overwrite(shop, environmentPaths.blob(spec), () => null)
    const dev = await shop.environment('dev')
    const [blob] = await faultsOf(dev.spec(await dev.revision(3)))
    expect(blob).toMatchObject({ code: 'document-missing', message: expect.stringContaining('revisions/3.json names') })
    await overwrite(shop, environmentPaths.revision(2), () => null)
    expect((await faultsOf((await shop.environment('dev')).revision(2)))[0]?.code).toBe('document-missing')
  })

  it('tells when a blob is not what its digest says', async () => {
    using shop = await openShop()
    const { spec } = await (await shop.environment('dev')).revision(3)
    await overwrite(shop, environmentPaths.blob(spec), (text) => text.replace('18080', '18081'))
    const dev = await shop.environment('dev')
    expect((await faultsOf(dev.spec(await dev.revision(3))))[0]?.code).toBe('digest-mismatch')
  })

  it('tells a broken document by domain and path', async () => {
    using shop = await openShop()
    await overwrite(shop, environmentPaths.state, () => '{"schema":1}')
    const faults = await faultsOf(shop.environment('dev'))
    expect(faults[0]?.code).toBe('record-invalid')
    expect(faults[0]?.message).toMatch(/^environments\/dev state\.json /)
  })
})
