import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { annotationsIn, errorIn } from './annotations.ts'
import { Poller } from './client.ts'
import { type EnvironmentName, SetShop, services, sets, versionsIn } from './set-shop.ts'
import { type ActionName, Shop, type StepDone } from './shop.ts'
import { documentOf } from './stored.ts'

const revisionSchema = z.looseObject({
  releases: z.array(z.looseObject({ service: z.string(), version: z.string(), setOf: z.string().nullable() })),
})

const reportSchema = z.looseObject({
  hosts: z.array(z.looseObject({ phases: z.array(z.looseObject({ name: z.string() })) })),
})

/** One story, told in order: each part stands on the ones before. */
describe('two sets of five services by actions, on the embedded default', { timeout: 120_000 }, () => {
  let shop: Shop
  let setShop: SetShop

  beforeAll(async () => {
    shop = await Shop.open()
    setShop = await SetShop.on(shop)
    await setShop.publish('1.0.0', services)
  }, 120_000)

  afterAll(async () => {
    await shop?.close()
  })

  async function done(action: ActionName, given: Readonly<Record<string, string>> = {}): Promise<StepDone> {
    const result = await shop.step(action, given)
    expect(result.exitCode, result.log).toBe(0)
    expect(annotationsIn(result.log)).toEqual([])
    return result
  }

  async function deploy(environment: EnvironmentName): Promise<StepDone> {
    const deployed = await done('deploy', { environment })
    await done('register', { environment })
    return deployed
  }

  async function placesIn(environment: EnvironmentName, number: number): Promise<readonly string[]> {
    const document = documentOf(await shop.documents(), `environments/${environment}:revisions/${number}.json`)
    return revisionSchema
      .parse(document)
      .releases.map(({ service, version, setOf }) => `${service}@${version} ${setOf ?? 'alone'}`)
  }

  async function phasesIn(environment: EnvironmentName, fence: number): Promise<readonly string[]> {
    const report = reportSchema.parse(
      documentOf(await shop.documents(), `environments/${environment}:reports/${fence}.json`),
    )
    return report.hosts.flatMap(({ phases }) => phases.map(({ name }) => name)).filter((name) => name === 'drain')
  }

  const wholeOf = (name: keyof typeof sets, version: string, packages: string) =>
    Object.keys(sets[name]).map((service) => `${service}@${packages} ${name}@${version}`)

  it('publishes a set with its ranges frozen, once only, and none with a package that is not there', async () => {
    const ranges = { cart: '^1', invoice: '^1', orders: '~1.0', payment: '1.0.0', stock: '^1.0.0' }
    const path = await setShop.set('checkout', '1.0.0', ranges)
    const { outputs, summary } = await done('publish', { 'set-manifest': path })
    expect(outputs).toMatchObject({
      name: 'checkout',
      version: '1.0.0',
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      reference: 'sets/checkout/1.0.0.json',
      'already-published': 'false',
    })
    expect(summary).toContain('| orders | 1.0.0 | newest of `~1.0` |')
    expect(documentOf(await shop.documents(), 'packages:sets/checkout/1.0.0.json')).toMatchObject({
      packages: { cart: '1.0.0', invoice: '1.0.0', orders: '1.0.0', payment: '1.0.0', stock: '1.0.0' },
      notes: 'checkout 1.0.0',
    })
    const heads = await shop.heads()
    expect((await done('publish', { 'set-manifest': path })).outputs['already-published']).toBe('true')
    const wrong = await setShop.set('insight', '1.0.0', { serch: '^1' })
    const refused = await shop.step('publish', { 'set-manifest': wrong })
    expect(refused.exitCode).toBe(1)
    expect(errorIn(refused.log)?.message).toContain('found serch, of which no version is published. Write `search`')
    expect(await shop.heads()).toEqual(heads)
    const insight = Object.fromEntries(Object.keys(sets.insight).map((service) => [service, '^1']))
    await done('publish', { 'set-manifest': await setShop.set('insight', '1.0.0', insight) })
  })

  it('promotes both to dev, each as a whole, and says in which order they start', async () => {
    const { summary } = await done('promote', { environment: 'dev', set: 'checkout@1.0.0\ninsight' })
    expect(summary).toContain('### dev: `checkout` 1.0.0 and `insight` 1.0.0 can go')
    expect(summary).toContain(
      'Set **insight 1.0.0 (new)**, 5 packages as a whole: alerts 1.0.0, feed 1.0.0, indexer 1.0.0, report 1.0.0, search 1.0.0.',
    )
    expect(summary).toContain(
      'Deploy starts stock, then feed, then indexer, then search, then report, then alerts, then ',
    )
    expect(await placesIn('dev', 1)).toEqual(
      [...wholeOf('checkout', '1.0.0', '1.0.0'), ...wholeOf('insight', '1.0.0', '1.0.0')].sort(),
    )
    await deploy('dev')
    expect(versionsIn(await setShop.call('dev', '/alerts'))).toMatchObject({ stock: ['1.0.0'], search: ['1.0.0'] })
  })

  it('takes all that runs in dev to staging, and no part of a set', async () => {
    const { summary } = await done('promote', { environment: 'staging', from: 'dev' })
    expect(summary).toContain('### staging: `checkout` 1.0.0 and `insight` 1.0.0 can go')
    expect(await placesIn('staging', 1)).toEqual(await placesIn('dev', 1))
    await deploy('staging')
  })

  it('brings ten services up in prod from metadata alone, by one promote and one deploy, providers first', async () => {
    await done('promote', { environment: 'prod', from: 'staging' })
    const { summary } = await done('deploy', { environment: 'prod' })
    expect(summary).toMatch(/^\*\*prod@1 is live: /)
    const started = new Map<string, number>()
    for (const service of services) started.set(service, (await setShop.call('prod', `/${service}`)).startedAt)
    for (const [consumer, providers] of Object.entries({ ...sets.checkout, ...sets.insight }))
      for (const provider of providers)
        expect(started.get(provider), `${provider} before ${consumer}`).toBeLessThan(started.get(consumer) ?? 0)
    await done('register', { environment: 'prod' })
  })

  it('keeps a second version of one set beside the first, each calling its own', async () => {
    await setShop.publish('1.1.0', ['cart', 'invoice', 'orders', 'stock'])
    const ranges = { cart: '^1', invoice: '^1', orders: '^1', payment: '^1', stock: '^1' }
    await done('publish', { 'set-manifest': await setShop.set('checkout', '2.0.0', ranges) })
    await setShop.spec('dev', 'prereleases: include', 'sets: {checkout: [1.0.0, 2.0.0], insight: 1.0.0}')
    await shop.commit('checkout 2.0.0 beside 1.0.0 in dev')
    const first = new Poller(setShop.url('dev', '/cart'))
    const { summary } = await done('promote', { environment: 'dev' })
    expect(summary).toContain('### dev: `checkout` 2.0.0 can go')
    await deploy('dev')
    expect((await first.stop()).failures).toEqual([])
    const old = { cart: ['1.0.0'], orders: ['1.0.0'], payment: ['1.0.0'], stock: ['1.0.0'] }
    const now = { cart: ['1.1.0'], orders: ['1.1.0'], payment: ['1.0.0'], stock: ['1.1.0'] }
    expect(versionsIn(await setShop.call('dev', '/cart'))).toEqual(old)
    expect(versionsIn(await setShop.call('dev', '/cart@1.0.0'))).toEqual(old)
    expect(versionsIn(await setShop.call('dev', '/cart@v1-1-0'))).toEqual(now)
    const places = await placesIn('dev', 2)
    expect(places.filter((place) => place.startsWith('payment'))).toEqual([
      'payment@1.0.0 checkout@1.0.0 checkout@2.0.0',
    ])
    expect(places).toHaveLength(14)
  })

  it('refuses to take a set apart, with the way out', async () => {
    const heads = await shop.heads()
    const apart = await shop.step('promote', { environment: 'staging', packages: 'orders@1.1.0' })
    expect(apart.exitCode).toBe(1)
    expect(errorIn(apart.log)?.message).toMatch(
      /checkout@1\.0\.0: a set goes only as a whole, and staging would have orders 1\.1\.0, where it names 1\.0\.0\..*--set checkout/,
    )
    expect(await shop.heads()).toEqual(heads)
  })

  it('lets the first version go as a whole, callers first, without a failed request', async () => {
    await setShop.spec('dev', 'prereleases: include', 'sets: {checkout: 2.0.0, insight: 1.0.0}')
    await shop.commit('checkout 1.0.0 has had its day in dev')
    const pollers = ['/cart', '/invoice', '/alerts'].map((path) => new Poller(setShop.url('dev', path)))
    const { summary } = await done('promote', { environment: 'dev' })
    expect(summary).toContain('Set **checkout 1.0.0 (removed)**, 5 packages as a whole')
    await deploy('dev')
    // cart and invoice, then orders, then stock: each is there until nobody is left who calls it.
    expect(await phasesIn('dev', 3)).toEqual(['drain', 'drain', 'drain'])
    for (const poller of pollers) expect((await poller.stop()).failures).toEqual([])
    expect(versionsIn(await setShop.call('dev', '/cart'))).toMatchObject({ orders: ['1.1.0'], stock: ['1.1.0'] })
    expect((await placesIn('dev', 3)).filter((place) => place.includes('checkout'))).toEqual([
      'cart@1.1.0 checkout@2.0.0',
      'invoice@1.1.0 checkout@2.0.0',
      'orders@1.1.0 checkout@2.0.0',
      'payment@1.0.0 checkout@2.0.0',
      'stock@1.1.0 checkout@2.0.0',
    ])
    expect((await done('status', { environment: 'dev' })).summary).toContain('| checkout@2.0.0 |')
  })

  it('comes back by a rollback as it was, both versions of the set', async () => {
    await done('rollback', { environment: 'dev', to: '2', reason: 'both are needed' })
    expect(await placesIn('dev', 4)).toEqual(await placesIn('dev', 2))
    await deploy('dev')
    expect(versionsIn(await setShop.call('dev', '/cart'))).toMatchObject({ orders: ['1.0.0'], stock: ['1.0.0'] })
    expect(versionsIn(await setShop.call('dev', '/cart@1.1.0'))).toMatchObject({ orders: ['1.1.0'], stock: ['1.1.0'] })
  })
})
