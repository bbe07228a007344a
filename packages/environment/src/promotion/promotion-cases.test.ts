import type { Descriptor } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { at, needs, request, Shop, specHome, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import { planPromotion } from './plan-promotion.ts'

const versionsOf = (plan: Plan) =>
  plan.outcome === 'revision' ? plan.revision.releases.map((one) => `${one.service}@${one.version}`) : [plan.outcome]
const refusalsOf = (plan: Plan) => (plan.outcome === 'refused' ? plan.refusals : [])
const codesOf = (plan: Plan) => refusalsOf(plan).map((one) => one.code)

describe('dependencies', () => {
  const shop = () =>
    new Shop()
      .publish('worker', '1.0.0', { kind: 'worker', provides: {} })
      .publish('stock', '2.1.3')
      .publish('feed', '1.0.0', { provides: { ticks: { protocol: 'tcp', port: 'FEED_PORT' } } })
  const orders = (dependencies: Descriptor['dependencies']) =>
    shop().publish('orders', '1.0.0', { ...(dependencies === undefined ? {} : { dependencies }) })
  const spec = specOf({
    orders: web,
    stock: web,
    worker: web,
    billing: { external: { version: '2.3.0', endpoints: ['10.77.0.50:8080'] } },
  })

  it.each([
    ['an external service', { billing: { range: '^2' } }, ['orders'], { billing: { range: '^2', version: '2.3.0' } }],
    [
      'nothing, if it is optional',
      { stock: { range: '^2', optional: true } },
      ['orders'],
      { stock: { range: '^2', version: null } },
    ],
    [
      'the provide that it names',
      { stock: { range: '^2', provide: 'http' } },
      ['orders', 'stock'],
      { stock: { range: '^2', version: '2.1.3' } },
    ],
  ])('can be answered by %s', (_name, dependencies, wishes, answers) => {
    const plan = orders(dependencies).plan(spec, wishes)
    expect(plan.outcome === 'revision' && plan.revision.releases[0]?.dependencies).toEqual(answers)
  })

  it.each([
    [
      'an external service of another version',
      { billing: { range: '^3' } },
      ['orders'],
      'orders 1.0.0 needs billing `^3` (declared in its descriptor), and staging would have billing 2.3.0',
    ],
    [
      'a service that lacks the provide',
      { stock: { range: '^2', provide: 'grpc' } },
      ['orders', 'stock'],
      'orders 1.0.0 needs the provide `grpc` of stock `^2`, and staging would have stock 2.1.3 without it',
    ],
    [
      'a worker, which provides nothing',
      { worker: { range: '*' } },
      ['orders', 'worker'],
      'orders 1.0.0 needs something that is served of worker `*`, and staging would have worker 1.0.0 without it',
    ],
    [
      'a service that the spec does not know',
      { nowhere: { range: '*' } },
      ['orders'],
      'orders 1.0.0 needs nowhere `*` (declared in its descriptor), and staging would have no nowhere at all',
    ],
  ])('are not answered by %s', (_name, dependencies, wishes, reason) => {
    expect(refusalsOf(orders(dependencies).plan(spec, wishes))).toMatchObject([
      { code: 'dependency-unsatisfied', reason },
    ])
  })

  it('that want an address need a domain, or the embedded proxy', () => {
    const wants = { stock: { range: '^2', env: { STOCK_ADDR: 'address' as const } } }
    const services = { orders: web, stock: web }
    const plain = specOf(services, { address: { vip: '10.77.0.100/24', port: 80 } })
    expect(refusalsOf(orders(wants).plan(plain, ['orders', 'stock']))).toMatchObject([
      {
        reason: 'orders 1.0.0 needs the address of stock, and staging has no `address.domain`',
        fixes: ['Give staging a domain: `address: {domain: staging.internal}`'],
      },
    ])
    const embedded = specOf(services, { address: { vip: '127.0.0.1', port: 80 }, proxies: { kind: 'embedded' } })
    expect(versionsOf(orders(wants).plan(embedded, ['orders', 'stock']))).toEqual(['orders@1.0.0', 'stock@2.1.3'])
  })

  it('over tcp need a port on the VIP', () => {
    expect(refusalsOf(shop().plan(specOf({ feed: web }), ['feed']))).toMatchObject([
      { code: 'proxy-unable', fixes: ['Choose one: `ports: {ticks: 20001}` under `services.feed`'] },
    ])
    expect(versionsOf(shop().plan(specOf({ feed: { ...web, ports: { ticks: 20001 } } }), ['feed']))).toEqual([
      'feed@1.0.0',
    ])
  })

  it('that go in circles are one step of the order', () => {
    const circle = new Shop()
      .publish('cart', '1.0.0', needs('orders', '*'))
      .publish('orders', '1.0.0', needs('cart', '*'))
    expect(circle.plan(specOf({ cart: web, orders: web }), ['cart', 'orders']).order).toEqual([['cart', 'orders']])
  })
})

describe('lines', () => {
  const shop = () =>
    ['1.3.8', '1.3.9', '1.3.10', '1.4.1', '1.4.2', '1.5.0', '2.0.0'].reduce(
      (store, version) => store.publish('stock', version),
      new Shop(),
    )
  const kept = (versions: readonly string[]) => specOf({ stock: { ...web, versions } })

  it.each([
    ['a newer version comes into its line', ['^1.4', '~1.3'], ['1.4.1', '1.3.9'], '1.4.2', ['1.3.9', '1.4.2']],
    ['an older one is asked for', ['^1.4', '~1.3'], ['1.4.2', '1.3.9'], '1.4.1', ['1.3.9', '1.4.1']],
    ['lines overlap', ['^1', '~1.3'], ['1.4.2', '1.3.9'], '1.5.0', ['1.3.9', '1.5.0']],
    ['lines overlap, and the narrow one moves on', ['^1', '~1.3'], ['1.4.2', '1.3.9'], '1.3.10', ['1.3.10', '1.4.2']],
    ['lines overlap, and the narrow one goes back', ['^1', '~1.3'], ['1.4.2', '1.3.9'], '1.3.8', ['1.3.8', '1.4.2']],
  ])('hold the right versions when %s', (_name, lines, before, wish, after) => {
    const store = shop()
    store.promote(kept(lines), ...before.map((version) => `stock@${version}`))
    expect(versionsOf(store.plan(kept(lines), [`stock@${wish}`]))).toEqual(after.map((version) => `stock@${version}`))
  })

  it('say it when something goes back, or was asked for in vain', () => {
    const store = shop()
    store.promote(kept(['^1']), 'stock@1.4.2')
    expect(store.plan(kept(['^1']), ['stock@1.4.1']).verdicts).toMatchObject([
      { outcome: 'warn', reason: 'it is older than 1.4.2, whose place it takes' },
    ])
    expect(store.plan(kept(['^1']), ['stock@1.5.0', 'stock@1.4.1']).verdicts).toMatchObject([
      { subject: 'stock 1.4.1', outcome: 'warn' },
    ])
  })

  it('let a version go whose line the spec no longer names, but never the default alone', () => {
    const store = shop()
    store.promote(kept(['^1.4', '~1.3']), 'stock@1.4.2', 'stock@1.3.9')
    expect(store.plan(kept(['^1.4'])).changes).toMatchObject([{ service: 'stock', from: '1.3.9', to: null }])
    expect(refusalsOf(store.plan(kept(['^2', '~1.3'])))).toMatchObject([
      {
        code: 'default-line',
        fixes: ['Promote `stock@2.0.0` in the same go', 'Or name the line of 1.4.2 first: `versions: [~1.3, ^2]`'],
      },
    ])
  })

  it('that nothing published fits are a mistake, and what is there is said', () => {
    const store = shop()
    store.promote(kept(['^1']), 'stock@1.5.0')
    const [refusal] = refusalsOf(store.plan(kept(['^9'])))
    expect(refusal?.reason).toContain(
      '; 1.5.0 is there now, and no published version fits `^9`; there are 2.0.0, 1.5.0',
    )
    expect(refusal?.fixes[0]).toBe('Correct `services.stock.versions` in the spec')
  })
})

describe('wishes of a spec', () => {
  const shop = () => new Shop().publish('stock', '2.1.3').publish('stock', '2.2.0').publish('stock', '2.3.0')
  const wanting = (version: string, more: object = {}) =>
    specOf({ stock: { ...web, ...more } }, { packages: { stock: version } })

  it('act where they are new, and never take back what a command promoted', () => {
    const store = shop()
    expect(versionsOf(store.plan(wanting('2.1.3')))).toEqual(['stock@2.1.3'])
    store.promote(wanting('2.1.3'))
    store.promote(wanting('2.1.3'), 'stock@2.3.0')
    expect(versionsOf(store.plan(wanting('2.1.3', { config: { A: 1 } })))).toEqual(['stock@2.3.0'])
    expect(versionsOf(store.plan(wanting('2.2.0')))).toEqual(['stock@2.2.0'])
  })

  it('can be a list', () => {
    const listed = specOf(
      { stock: { ...web, versions: ['~2.1', '~2.2'] } },
      { packages: ['stock@~2.1', 'stock@2.2.0'] },
    )
    expect(versionsOf(shop().plan(listed))).toEqual(['stock@2.1.3', 'stock@2.2.0'])
  })
})

describe('another environment as a whole', () => {
  const shop = () => new Shop().publish('stock', '2.1.3').publish('stock', '2.2.0').publish('cart', '1.0.0')
  const from = {
    environment: 'dev',
    releases: [
      { service: 'stock', version: '2.2.0', setOf: null },
      { service: 'cart', version: '1.0.0', setOf: null },
    ],
  }

  it('is taken over, without what is not named here, and a command counts more', () => {
    const spec = specOf({ stock: web })
    const plan = shop().plan(spec, [], { from })
    expect(versionsOf(plan)).toEqual(['stock@2.2.0'])
    expect(plan.verdicts).toMatchObject([{ outcome: 'warn', subject: 'cart' }])
    expect(versionsOf(shop().plan(spec, ['stock@2.1.3'], { from }))).toEqual(['stock@2.1.3'])
  })
})

describe('gates', () => {
  const shop = () => new Shop().publish('stock', '2.1.3')
  const seen = (environment: string) => ({ environment, exists: true, ran: { 'stock@2.1.3': { since: at(0) } } })
  const unseen = (environment: string, exists = true) => ({ environment, exists, ran: {} })
  const after = (more: Record<string, unknown>) => specOf({ stock: web }, more)

  it('want all of `after`, or any of it', () => {
    const upstream = [seen('eu'), unseen('us', false)]
    expect(refusalsOf(shop().plan(after({ after: ['eu', 'us'] }), ['stock'], { upstream }))).toMatchObject([
      { reason: 'us has no revision yet' },
    ])
    expect(versionsOf(shop().plan(after({ after: { any: ['eu', 'us'] } }), ['stock'], { upstream }))).toEqual([
      'stock@2.1.3',
    ])
  })

  it('warn or are silent where the policy says so', () => {
    const upstream = [unseen('dev')]
    const policy = (order: string) => after({ after: ['dev'], policy: { gates: { order } } })
    expect(shop().plan(policy('warn'), ['stock'], { upstream }).verdicts).toMatchObject([
      { gate: 'order', outcome: 'warn' },
    ])
    expect(shop().plan(policy('off'), ['stock'], { upstream }).verdicts).toEqual([])
  })

  it('do not look again at what is there already', () => {
    const store = shop()
    store.promote(specOf({ stock: web }), 'stock')
    expect(store.plan(after({ after: ['dev'] }), [], { upstream: [unseen('dev')] }).outcome).toBe('revision')
  })
})

describe('the home of a spec', () => {
  const waysOut = (plan: Plan) => (plan.outcome === 'refused' ? plan.refusals.flatMap(({ fixes }) => fixes) : [])

  it('is where the first revision came from', () => {
    const store = new Shop().publish('stock', '2.1.3')
    store.promote(specOf({ stock: web }), 'stock')
    const elsewhere = store.plan(specOf({ stock: web }), ['stock'], {
      specHome: { ...specHome, repository: 'eve/fork' },
    })
    expect(codesOf(elsewhere)).toEqual(['spec-home'])
    expect(waysOut(elsewhere)).toEqual(['Promote from acme/delivery', expect.stringContaining('docs/operations.md')])
    const otherFile = store.plan(specOf({ stock: web }), ['stock'], { specHome: { ...specHome, path: 'staging.yaml' } })
    expect(waysOut(otherFile)[0]).toBe('Promote with `spec: environments/staging.yaml`')
    expect(store.plan(specOf({ stock: web }), ['stock'], { specHome: { ...specHome, commit: 'd00d' } }).outcome).toBe(
      'unchanged',
    )
  })
})

describe('a plan without all that it has to know', () => {
  it('is not made', () => {
    const input = new Shop()
      .publish('stock', '2.1.3')
      .input(specOf({ stock: web }), ['stock'], { request: request('x') })
    expect(() => planPromotion(input)).toThrow(/expected all that `packagesNeeded` names/)
  })
})
