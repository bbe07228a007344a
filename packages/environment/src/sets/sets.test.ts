import { parsePackageWish } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { at, needs, request, Shop, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import { dependencyAddresses } from '../process/dependency-address.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'

/** `cart` calls `orders`, which calls `stock`. Sets: checkout 2.4.0, 3.0.0 (orders and stock moved), 3.1.0 (without cart). */
const openShop = () =>
  new Shop()
    .publish('cart', '1.0.0', needs('orders', '^1 || ^2'))
    .publish('orders', '1.4.0', needs('stock', '^2.1'))
    .publish('orders', '1.4.1', needs('stock', '^2.1'))
    .publish('orders', '2.0.0', needs('stock', '^2.1'))
    .publish('stock', '2.1.3')
    .publish('stock', '2.2.0')
    .publish('mail', '1.0.0', needs('orders', '^1'))
    .publishSet('checkout', '2.4.0', { cart: '1.0.0', orders: '1.4.0', stock: '2.1.3' })
    .publishSet('checkout', '3.0.0', { cart: '1.0.0', orders: '2.0.0', stock: '2.2.0' })
    .publishSet('checkout', '3.1.0', { orders: '2.0.0', stock: '2.2.0' })

const services = { cart: web, orders: web, stock: web, mail: web }
const spec = (more: Record<string, unknown> = {}) => specOf(services, more)
const both = spec({ sets: { checkout: ['2.4.0', '3.0.0'] } })

const placesOf = (plan: Plan) =>
  plan.outcome === 'revision'
    ? plan.revision.releases.map(
        ({ service, version, line, isDefault, setOf }) =>
          `${service}@${version} ${line}${isDefault ? ' default' : ''} ${setOf ?? 'alone'}`,
      )
    : [plan.outcome]
const refusalsOf = (plan: Plan) => (plan.outcome === 'refused' ? plan.refusals : [])

function shopWith(environment: EnvironmentSpec, ...wishes: readonly string[]): Shop {
  const shop = openShop()
  shop.promote(environment, ...wishes)
  return shop
}

describe('a set', () => {
  it.each([
    ['its exact version', 'set checkout@2.4.0', '2.4.0'],
    ['a range', 'set checkout@^2', '2.4.0'],
    ['its name alone, which means the newest', 'set checkout', '3.1.0'],
  ])('is promoted as a whole by %s', (_name, wish, version) => {
    const plan = openShop().plan(spec(), [wish])
    expect(plan.sets).toMatchObject([{ set: 'checkout', from: null, to: version }])
    expect(placesOf(plan).every((place) => place.endsWith(`checkout@${version}`))).toBe(true)
    expect(plan.order).toEqual(version === '2.4.0' ? [['stock'], ['orders'], ['cart']] : [['stock'], ['orders']])
  })

  it('gives its place to another version of it, and what only the old one named stays alone', () => {
    const shop = shopWith(spec(), 'set checkout@2.4.0')
    const plan = shop.plan(spec(), ['set checkout@3.1.0'])
    expect(placesOf(plan)).toEqual([
      'cart@1.0.0 * default alone',
      'orders@2.0.0 * default checkout@3.1.0',
      'stock@2.2.0 * default checkout@3.1.0',
    ])
    expect(plan.sets).toEqual([
      {
        set: 'checkout',
        from: '2.4.0',
        to: '3.1.0',
        packages: [
          { service: 'cart', from: '1.0.0', to: null },
          { service: 'orders', from: '1.4.0', to: '2.0.0' },
          { service: 'stock', from: '2.1.3', to: '2.2.0' },
        ],
      },
    ])
    expect(plan.verdicts.filter(({ gate }) => gate === 'set')).toMatchObject([
      { outcome: 'warn', subject: 'cart 1.0.0', reason: expect.stringContaining('it stays, on its own') },
    ])
  })

  it('takes over what stands there by itself already', () => {
    const shop = shopWith(spec(), 'orders@1.4.0', 'stock@2.1.3')
    const plan = shop.plan(spec(), ['set checkout@2.4.0'])
    expect(plan.changes.map(({ service }) => service)).toEqual(['cart'])
    expect(placesOf(plan)).toContain('stock@2.1.3 * default checkout@2.4.0')
  })

  it('changes nothing the second time', () => {
    const shop = shopWith(spec(), 'set checkout@2.4.0')
    expect(shop.plan(spec(), ['set checkout@2.4.0'])).toMatchObject({ outcome: 'unchanged', sets: [] })
  })

  it('is the same revision in whatever order it is read', () => {
    const plans = [
      ['set checkout@2.4.0', 'mail'],
      ['mail', 'set checkout@2.4.0'],
    ].map((wishes) => openShop().plan(spec(), wishes, { request: request('x') }))
    expect(plans[0]).toEqual(plans[1])
  })

  it('of which one member is locked is refused', () => {
    const shop = openShop()
    shop.state = {
      ...shop.state,
      locks: [{ service: 'stock', by: 'ada', reason: 'sale', run: 'x', since: at(0), until: null }],
    }
    expect(refusalsOf(shop.plan(spec(), ['set checkout@2.4.0']))).toMatchObject([{ code: 'locked' }])
  })
})

describe('what a set refuses', () => {
  it.each([
    ['another version of one package', ['orders@1.4.1'], /orders 1\.4\.1, where it names 1\.4\.0/, /--set checkout`/],
    [
      'two of its three',
      ['orders@1.4.1', 'stock@2.2.0'],
      /orders 1\.4\.1, .*stock 2\.2\.0/,
      /names `orders@1\.4\.1` and/,
    ],
  ])('is %s', (_name, wishes, reason, fix) => {
    const plan = shopWith(spec(), 'set checkout@2.4.0').plan(spec(), wishes)
    expect(refusalsOf(plan)).toMatchObject([
      { code: 'set-partial', gate: 'set', subject: 'checkout@2.4.0', reason: expect.stringMatching(reason) },
    ])
    expect(refusalsOf(plan)[0]?.fixes[0]).toMatch(fix)
  })

  it('is a spec that has one of its services no more, but not one that has none of them', () => {
    const shop = shopWith(spec(), 'set checkout@2.4.0', 'mail')
    const without = specOf({ orders: web, stock: web, mail: web })
    expect(refusalsOf(shop.plan(without))).toMatchObject([
      { code: 'set-partial', fixes: [expect.stringContaining('Put `cart` back into `services`')] },
    ])
    expect(shop.plan(without, ['set checkout@3.1.0', 'mail']).outcome).toBe('refused')
    const plan = openShop().plan(without, ['set checkout@3.1.0'])
    expect(plan.outcome).toBe('revision')
    const gone = shopWith(spec(), 'set checkout@2.4.0')
    gone.publish('web', '1.0.0')
    expect(placesOf(gone.plan(specOf({ web }), ['web']))).toEqual(['web@1.0.0 * default alone'])
  })

  it('is not all of its packages at once: then it goes as a whole', () => {
    const shop = openShop().publish('cart', '1.1.0')
    shop.promote(spec(), 'set checkout@2.4.0')
    const plan = shop.plan(spec(), ['cart@1.1.0', 'orders@2.0.0', 'stock@2.2.0'])
    expect(placesOf(plan).every((place) => place.endsWith('alone'))).toBe(true)
    expect(plan.sets).toMatchObject([{ set: 'checkout', from: '2.4.0', to: null }])
  })

  it.each([
    ['a set that nobody published', 'set chekout', 'set-unpublished', /no version of this set is published/],
    ['a version that nobody published', 'set checkout@9.0.0', 'set-unpublished', /there are 3\.1\.0, 3\.0\.0, 2\.4\.0/],
  ])('is %s', (_name, wish, code, reason) => {
    expect(refusalsOf(openShop().plan(spec(), [wish]))).toMatchObject([{ code, reason: expect.stringMatching(reason) }])
  })

  it.each([
    ['is marked bad', (shop: Shop) => shop.markBad('stock', '2.1.3', 'loses carts'), {}, 'version-marked'],
    ['is not accepted', (shop: Shop) => shop, { accept: '<2' }, 'version-unaccepted'],
    ['has not run in the environment before', (shop: Shop) => shop, { after: ['dev'] }, 'upstream-order'],
  ])('is a set of which one package %s', (_name, change, more, code) => {
    const plan = change(openShop()).plan(spec(more), ['set checkout@2.4.0'])
    expect(refusalsOf(plan).map((one) => one.code)).toContain(code)
  })

  it('is one whose own versions do not go together', () => {
    const shop = openShop().publish('stock', '1.0.0')
    shop.publishSet('checkout', '9.0.0', { orders: '1.4.0', stock: '1.0.0' })
    const lines = specOf({ ...services, stock: { ...web, versions: ['^2', '^1'] } })
    shop.promote(lines, 'stock@2.2.0')
    expect(refusalsOf(shop.plan(lines, ['set checkout@9.0.0']))).toMatchObject([
      { code: 'dependency-unsatisfied', subject: 'orders → stock' },
    ])
  })

  it('is one package more, when it is pinned to another version', () => {
    const shop = shopWith(spec(), 'stock@2.2.0')
    const [release] = shop.revisions[0]?.releases ?? []
    if (release === undefined) throw new Error('no release')
    const pin = { service: 'stock', version: '2.2.0', config: release.config, since: at(0), by: 'ada', reason: 'x' }
    shop.state = { ...shop.state, pins: [pin] }
    expect(refusalsOf(shop.plan(spec(), ['set checkout@2.4.0'])).map((one) => one.code)).toContain('pinned')
    const from = { environment: 'dev', releases: [{ service: 'stock', version: '2.1.3', setOf: 'checkout@2.4.0' }] }
    expect(shop.plan(spec(), [], { from }).verdicts).toMatchObject([
      { gate: 'pin', outcome: 'warn', subject: 'checkout@2.4.0' },
    ])
  })
})

describe('two versions of one set', () => {
  it('stand side by side, the first that the spec names by default, each calling its own', () => {
    const plan = openShop().plan(both)
    expect(placesOf(plan)).toEqual([
      'cart@1.0.0 * default checkout@2.4.0 checkout@3.0.0',
      'orders@1.4.0 * default checkout@2.4.0',
      'orders@2.0.0 2.0.0 checkout@3.0.0',
      'stock@2.1.3 * default checkout@2.4.0',
      'stock@2.2.0 2.2.0 checkout@3.0.0',
    ])
    if (plan.outcome !== 'revision') throw new Error(plan.outcome)
    const { releases } = plan.revision
    const answers = releases
      .filter(({ service }) => service === 'orders')
      .map((one) => one.dependencies['stock']?.version)
    expect(answers).toEqual(['2.1.3', '2.2.0'])
    const told = releases.map((release) => dependencyAddresses({ spec: both, release, releases, listeners: {} }))
    expect(told[1]).toEqual({
      stock: { url: 'http://10.77.0.100:80/stock@v2-1-3', address: 'v2-1-3.stock.staging.internal:80' },
    })
    expect(told[2]).toMatchObject({ stock: { url: 'http://10.77.0.100:80/stock@v2-2-0' } })
  })

  it('share what both name, which keeps to the one it came with, and that is said', () => {
    const shop = shopWith(spec(), 'set checkout@2.4.0')
    const plan = shop.plan(both)
    expect(placesOf(plan)[0]).toBe('cart@1.0.0 * default checkout@2.4.0 checkout@3.0.0')
    expect(plan.verdicts.filter(({ gate }) => gate === 'set')).toMatchObject([
      {
        outcome: 'warn',
        subject: 'cart 1.0.0',
        reason: expect.stringContaining('which name orders 1.4.0 and 2.0.0; one release calls one of them, 1.4.0'),
      },
    ])
    const other = shopWith(spec(), 'set checkout@3.0.0').plan(both)
    expect(placesOf(other)[0]).toBe('cart@1.0.0 * default checkout@3.0.0 checkout@2.4.0')
    expect(placesOf(other)[1]).toBe('orders@1.4.0 1.4.0 checkout@2.4.0')
  })

  it('become one when the spec names one of them', () => {
    const shop = shopWith(both)
    const plan = shop.plan(spec({ sets: { checkout: '3.0.0' } }))
    expect(placesOf(plan)).toEqual([
      'cart@1.0.0 * default checkout@3.0.0',
      'orders@2.0.0 * default checkout@3.0.0',
      'stock@2.2.0 * default checkout@3.0.0',
    ])
    expect(plan.changes.map(({ service, from, to }) => [service, from, to])).toEqual([
      ['orders', '1.4.0', null],
      ['stock', '2.1.3', null],
    ])
  })

  it('stand side by side by command where the spec names both, else the new one takes the place', () => {
    const shop = shopWith(both)
    shop.promote(spec({ sets: { checkout: '2.4.0' } }))
    const named = spec({ sets: { checkout: ['2.4.0', '3.0.0'] } })
    expect(shop.plan(named, ['set checkout@3.0.0']).sets).toMatchObject([{ from: null, to: '3.0.0' }])
    expect(shop.plan(spec(), ['set checkout@3.0.0']).sets).toMatchObject([{ from: '2.4.0', to: '3.0.0' }])
  })

  it('leave open which of them a third one is to replace', () => {
    expect(refusalsOf(shopWith(both).plan(both, ['set checkout@3.1.0']))).toMatchObject([
      { code: 'set-ambiguous', fixes: [expect.stringContaining('`sets: {checkout: [3.0.0, 3.1.0]}`')] },
    ])
  })

  it('stand in the lines of `versions` where there are such', () => {
    const lines = specOf(
      { ...services, orders: { ...web, versions: ['^2', '^1'] } },
      { sets: { checkout: ['2.4.0', '3.0.0'] } },
    )
    const places = placesOf(openShop().plan(lines))
    expect(places).toContain('orders@1.4.0 ^1 checkout@2.4.0')
    expect(places).toContain('orders@2.0.0 ^2 default checkout@3.0.0')
  })

  it('stand beside a newer one of the same line, and beside another line of its own', () => {
    const lines = specOf({ ...services, orders: { ...web, versions: ['^1', '^2'] } })
    const shop = openShop().publishSet('checkout', '2.5.0', { orders: '1.4.1', stock: '2.1.3' })
    const plan = shop.plan({ ...lines, sets: { checkout: ['2.4.0', '2.5.0'] } }, ['orders@2.0.0'])
    expect(placesOf(plan).filter((place) => place.startsWith('orders'))).toEqual([
      'orders@1.4.0 1.4.0 checkout@2.4.0',
      'orders@1.4.1 ^1 default checkout@2.5.0',
      'orders@2.0.0 ^2 alone',
    ])
  })
})

describe('a dependency over tcp', () => {
  const feed = { provides: { ticks: { protocol: 'tcp' as const, port: 'FEED_PORT' } } }
  const shop = () =>
    new Shop()
      .publish('feed', '1.0.0', feed)
      .publish('feed', '2.0.0', feed)
      .publish('orders', '1.0.0', needs('feed', '*'))
      .publish('orders', '2.0.0', needs('feed', '*'))
      .publishSet('checkout', '1.0.0', { feed: '1.0.0', orders: '1.0.0' })
      .publishSet('checkout', '2.0.0', { feed: '2.0.0', orders: '2.0.0' })
  const withPort = (sets: object) => specOf({ orders: web, feed: { ...web, ports: { ticks: 20001 } } }, { sets })

  it('has one port, so two versions of a set that calls it can not stand side by side', () => {
    expect(shop().plan(withPort({ checkout: '1.0.0' })).outcome).toBe('revision')
    expect(refusalsOf(shop().plan(withPort({ checkout: ['1.0.0', '2.0.0'] })))).toMatchObject([
      { code: 'proxy-unable', subject: 'orders 2.0.0', reason: expect.stringContaining('leads to 1.0.0') },
    ])
  })
})

describe('sets of a spec', () => {
  it('that failed are not tried again unasked, and that is said', () => {
    const wanting = spec({ sets: { checkout: '2.4.0' } })
    const shop = shopWith(wanting)
    const failing = spec({ sets: { checkout: '3.0.0' } })
    shop.promote(failing)
    shop.state = {
      ...shop.state,
      parked: [
        { revision: 2, packages: ['orders@2.0.0', 'stock@2.2.0'], spec: null, reason: 'not healthy', at: at(1) },
      ],
    }
    const plan = shop.plan(failing, ['mail'], { base: shop.revision(1) })
    expect(plan.sets).toEqual([])
    expect(plan.verdicts.filter(({ gate }) => gate === 'parked')).toMatchObject([
      {
        subject: 'checkout@3.0.0',
        fix: 'To try it again: `towpath promote --environment staging --set checkout@3.0.0`',
      },
    ])
  })

  it('act where they changed, and never take back what a command promoted', () => {
    const wanting = spec({ sets: { checkout: '2.4.0' } })
    const shop = shopWith(wanting)
    shop.promote(wanting, 'set checkout@3.0.0')
    expect(shop.plan({ ...wanting, config: { A: 1 } }).sets).toEqual([])
    expect(shop.plan(spec({ sets: { checkout: '3.1.0' } })).sets).toMatchObject([{ from: '3.0.0', to: '3.1.0' }])
    expect(shop.plan(spec(), []).sets).toEqual([])
  })
})

describe('another environment as a whole', () => {
  it('brings its sets too', () => {
    const dev = shopWith(both, 'mail')
    const from = { environment: 'dev', releases: dev.revisions[0]?.releases ?? [] }
    const plan = openShop().plan(spec(), [], { from })
    expect(plan.sets.map(({ to }) => to)).toEqual(['2.4.0', '3.0.0'])
    expect(placesOf(plan)).toContain('mail@1.0.0 * default alone')
    expect(plan.order).toEqual([['stock'], ['orders'], ['cart'], ['mail']])
  })

  it('does not come when one package of a set has no service here', () => {
    const dev = shopWith(spec(), 'set checkout@2.4.0')
    const from = { environment: 'dev', releases: dev.revisions[0]?.releases ?? [] }
    const plan = openShop().plan(specOf({ orders: web, stock: web }), [], { from })
    expect(refusalsOf(plan)).toMatchObject([
      { code: 'service-unknown', reason: expect.stringContaining('checkout@2.4.0 names it and goes only as a whole') },
    ])
  })
})

describe('a rollback of a part', () => {
  it('takes all of a set along, and all of the other one that shares a package with it', () => {
    const shop = shopWith(spec(), 'set checkout@2.4.0', 'mail')
    shop.promote(both)
    const plan = shop.rollBack(1, { packages: [parsePackageWish('stock')] })
    expect(plan.part).toEqual(['cart', 'orders', 'stock'])
    expect(plan.sets).toMatchObject([{ set: 'checkout', from: '3.0.0', to: null }])
    expect(placesOf(plan).filter((place) => !place.startsWith('mail'))).toEqual([
      'cart@1.0.0 * default checkout@2.4.0',
      'orders@1.4.0 * default checkout@2.4.0',
      'stock@2.1.3 * default checkout@2.4.0',
    ])
  })
})

describe('a rollback', () => {
  it('brings sets back as they were', () => {
    const shop = shopWith(spec(), 'set checkout@2.4.0')
    shop.promote(spec(), 'set checkout@3.1.0')
    const [first] = shop.revisions
    const plan = shop.rollBack(1)
    if (plan.outcome !== 'revision') throw new Error(plan.outcome)
    expect(plan.revision.releases).toEqual(first?.releases)
    expect(plan.sets).toMatchObject([{ set: 'checkout', from: '3.1.0', to: '2.4.0' }])
  })
})
