import { digestOf } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { at, needs, Shop, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import { revisionSchema } from '../revision.ts'

const shop = () =>
  new Shop()
    .publish('stock', '2.1.3')
    .publish('stock', '3.0.0')
    .publish('orders', '1.3.9', needs('stock', '^2.1.0'))
    .publish('orders', '1.4.2', needs('stock', '^2.1.0'))
    .publish('orders', '2.0.0', needs('stock', '^3.0.0'))

const spec = specOf({ orders: web, stock: web })

const refusalsOf = (plan: Plan) => (plan.outcome === 'refused' ? plan.refusals : [])
const versionsOf = (plan: Plan) =>
  plan.outcome === 'revision' ? plan.revision.releases.map((one) => `${one.service}@${one.version}`) : plan.outcome

describe('a promotion', () => {
  it('makes the first revision, complete by value', () => {
    const plan = shop().plan(spec, ['orders@1.4.2', 'stock@2.1.3'])
    if (plan.outcome !== 'revision') throw new Error(plan.outcome)
    expect(revisionSchema.parse(plan.revision)).toEqual(plan.revision)
    expect(plan.revision).toMatchObject({ number: 1, previous: null, base: null, kind: 'promote' })
    expect(plan.revision.releases.map((one) => one.dependencies)).toEqual([
      { stock: { range: '^2.1.0', version: '2.1.3' } },
      {},
    ])
    expect(plan.order).toEqual([['stock'], ['orders']])
  })

  it('names every blob by the digest of its text', () => {
    const plan = shop().plan(spec, ['orders@1.4.2', 'stock@2.1.3'])
    if (plan.outcome !== 'revision') throw new Error(plan.outcome)
    for (const [digest, text] of Object.entries(plan.blobs)) expect(digestOf(text)).toBe(digest)
    const named = [plan.revision.spec, ...plan.revision.releases.map((one) => one.config)]
    expect(Object.keys(plan.blobs).sort()).toEqual([...new Set(named)].sort())
  })

  it('carries along what it does not name, and says what is new in between', () => {
    const store = shop().publish('orders', '1.4.0', needs('stock', '^2.1.0'))
    store.promote(spec, 'orders@1.3.9', 'stock@2.1.3')
    const plan = store.plan(spec, ['orders@1.4.2'])
    expect(versionsOf(plan)).toEqual(['orders@1.4.2', 'stock@2.1.3'])
    expect(plan.changes).toEqual([
      {
        service: 'orders',
        line: '*',
        from: '1.3.9',
        to: '1.4.2',
        config: [],
        notes: [
          { version: '1.4.2', notes: 'What orders 1.4.2 brings.' },
          { version: '1.4.0', notes: 'What orders 1.4.0 brings.' },
        ],
      },
    ])
    expect(plan.kept).toEqual([{ service: 'stock', line: '*', version: '2.1.3' }])
  })

  it('takes the newest version that is allowed when none is named', () => {
    const store = shop().publish('stock', '3.1.0-rc.1')
    expect(versionsOf(store.plan(specOf({ stock: web }), ['stock']))).toEqual(['stock@3.0.0'])
    expect(versionsOf(store.plan(specOf({ stock: web }, { accept: '<3' }), ['stock']))).toEqual(['stock@2.1.3'])
    expect(versionsOf(store.plan(specOf({ stock: web }, { prereleases: 'include' }), ['stock']))).toEqual([
      'stock@3.1.0-rc.1',
    ])
  })

  it('makes no revision when nothing would change', () => {
    const store = shop()
    store.promote(spec, 'orders@1.4.2', 'stock@2.1.3')
    expect(store.plan(spec, ['orders@1.4.2'])).toMatchObject({ outcome: 'unchanged', unchangedSince: 1 })
    expect(store.plan(spec)).toMatchObject({ outcome: 'unchanged' })
  })

  it('makes a revision when only config changed, and says which key', () => {
    const store = shop()
    store.promote(spec, 'orders@1.4.2', 'stock@2.1.3')
    const plan = store.plan(specOf({ orders: { ...web, config: { LOG_LEVEL: 'debug' } }, stock: web }))
    expect(plan).toMatchObject({ outcome: 'revision', kind: 'spec' })
    expect(plan.changes).toEqual([
      {
        service: 'orders',
        line: '*',
        from: '1.4.2',
        to: '1.4.2',
        config: [{ key: 'config.LOG_LEVEL', from: null, to: 'debug' }],
        notes: [],
      },
    ])
  })
})

describe('what is refused, with the way out', () => {
  const cases: [string, (store: Shop) => Plan, object][] = [
    [
      'a service that the spec does not name',
      (store) => store.plan(specOf({ stock: web }), ['orders@1.4.2']),
      { code: 'service-unknown', fixes: ['Add to `services` of the spec: `orders: {hostGroup: web}`'] },
    ],
    [
      'a service whose name is mistyped',
      (store) => store.plan(specOf({ orders: web }), ['oders']),
      { code: 'service-unknown', fixes: ['Correct the name, if `orders` is meant', expect.stringMatching(/^Or add/)] },
    ],
    [
      'a package that nobody published',
      (store) => store.plan(specOf({ cart: web }), ['cart']),
      { code: 'package-unpublished' },
    ],
    [
      'a version that nobody published',
      (store) => store.plan(spec, ['stock@9.0.0']),
      { code: 'version-unpublished', reason: 'no published version fits `9.0.0`; there are 3.0.0, 2.1.3' },
    ],
    [
      'a prerelease where none is taken',
      (store) => store.publish('stock', '3.1.0-rc.1').plan(spec, ['stock@3.1.0-rc.1']),
      { code: 'version-unaccepted' },
    ],
    [
      'a version outside `accept`',
      (store) => store.plan(specOf({ stock: web }, { accept: '<3' }), ['stock@3.0.0']),
      { code: 'version-unaccepted', reason: 'staging accepts only `<3`, not 3.0.0' },
    ],
    [
      'a version that is marked bad',
      (store) => store.markBad('stock', '3.0.0', 'loses orders').plan(spec, ['stock@3.0.0']),
      { code: 'version-marked' },
    ],
    [
      'a version of no line',
      (store) => store.plan(specOf({ stock: { ...web, versions: ['^2.1'] } }), ['stock@3.0.0']),
      { code: 'line-unknown', fixes: ['Add a line: `versions: [^2.1, ^3.0]` under `services.stock`'] },
    ],
    ['nothing at all', (store) => store.plan(spec), { code: 'nothing-to-promote' }],
    [
      'a host group that is not there',
      (store) => store.plan(specOf({ stock: { hostGroup: 'wbe' } }), ['stock@3.0.0']),
      { code: 'placement-unknown', reason: 'services.stock.hostGroup: expected one of `web`, `edge`, found `wbe`' },
    ],
    [
      'a service that others need',
      (store) => {
        store.promote(spec, 'orders@1.4.2', 'stock@2.1.3')
        return store.plan(specOf({ orders: web }))
      },
      { code: 'dependency-unsatisfied', subject: 'orders → stock' },
    ],
    [
      'a dependency that is not there',
      (store) => store.plan(spec, ['orders@1.4.2']),
      {
        code: 'dependency-unsatisfied',
        fixes: [
          'Together with `stock@2.1.3` it can: `towpath promote --environment staging --packages orders@1.4.2 --packages stock@2.1.3`',
        ],
      },
    ],
    [
      'a version that breaks who needs it',
      (store) => {
        store.promote(spec, 'orders@1.4.2', 'stock@2.1.3')
        return store.plan(spec, ['stock@3.0.0'])
      },
      {
        subject: 'orders → stock',
        reason: 'orders 1.4.2 needs stock `^2.1.0` (declared in its descriptor), and staging would have stock 3.0.0',
        fixes: [
          'Together with `orders@2.0.0` it can: `towpath promote --environment staging --packages orders@2.0.0 --packages stock@3.0.0`',
          'Or keep both side by side: add `versions: [^2.1, ^3.0]` to `services.stock` of the spec',
        ],
      },
    ],
    [
      'grpc behind the embedded proxy',
      (store) =>
        store
          .publish('feed', '1.0.0', { provides: { grpc: { protocol: 'grpc', port: 'GRPC_PORT' } } })
          .plan(specOf({ feed: web }, { proxies: { kind: 'embedded' } }), ['feed']),
      { code: 'proxy-unable', reason: 'its provide grpc speaks grpc, and the embedded proxy of staging only http' },
    ],
  ]
  it.each(cases)('%s', (_name, plan, expected) => {
    expect(refusalsOf(plan(shop()))).toMatchObject([expected])
  })

  it('says it at a lock, with who, since when and why', () => {
    const store = shop()
    store.state = {
      ...store.state,
      locks: [{ service: 'stock', by: 'eve', reason: 'stocktaking', run: 'r', since: at(0), until: null }],
    }
    expect(refusalsOf(store.plan(spec, ['stock@2.1.3']))).toMatchObject([
      {
        code: 'locked',
        subject: 'stock in staging',
        fixes: ['When it may go on: `towpath unlock staging --service stock`'],
      },
    ])
  })
})

describe('a locked environment', () => {
  const lock = { service: null, by: 'eve', reason: 'stocktaking', run: 'r', since: at(0), until: at(90) }

  it('lets nothing change until the lock ends, and says that nothing would change', () => {
    const store = shop()
    store.promote(spec, 'stock@2.1.3')
    store.state = { ...store.state, locks: [lock] }
    expect(store.plan(spec, ['stock@2.1.3']).outcome).toBe('unchanged')
    expect(refusalsOf(store.plan(spec, ['stock@3.0.0']))).toMatchObject([{ code: 'locked', subject: 'staging' }])
    expect(store.plan(spec, ['stock@3.0.0'], { now: at(90) }).outcome).toBe('revision')
  })
})

describe('a service that can not be placed', () => {
  it('is not shown as one that goes', () => {
    const store = shop()
    store.promote(spec, 'stock@2.1.3')
    const plan = store.plan(specOf({ stock: { hostGroup: 'wbe' } }), ['stock@3.0.0'])
    expect(plan).toMatchObject({ outcome: 'refused', changes: [] })
  })
})

describe('versions side by side', () => {
  const both = specOf({ stock: { ...web, versions: ['^2.1', '^3.0'] } })

  it('keeps the newest of each line, the first being the default', () => {
    const store = shop().publish('stock', '2.2.0')
    store.promote(both, 'stock@2.1.3', 'stock@3.0.0')
    const plan = store.plan(both, ['stock@2.2.0'])
    if (plan.outcome !== 'revision') throw new Error(plan.outcome)
    expect(plan.revision.releases.map((one) => [one.version, one.line, one.isDefault])).toEqual([
      ['2.2.0', '^2.1', true],
      ['3.0.0', '^3.0', false],
    ])
  })
})

describe('the order of environments', () => {
  const after = (more: object) => specOf({ stock: web }, { after: ['dev'], ...more })
  const dev = (ran: Record<string, { since: string }>) => [{ environment: 'dev', exists: true, ran }]

  it('lets pass what ran there long enough', () => {
    const plan = shop().plan(after({ policy: { soakMinutes: 30 } }), ['stock@2.1.3'], {
      upstream: dev({ 'stock@2.1.3': { since: at(-132) } }),
    })
    expect(plan.verdicts.map((one) => [one.gate, one.outcome, one.reason])).toEqual([
      ['order', 'pass', 'dev has run it 3 h 12 min'],
      ['soak', 'pass', '30 min have passed'],
    ])
  })

  it('refuses what did not', () => {
    expect(refusalsOf(shop().plan(after({}), ['stock@2.1.3'], { upstream: dev({}) }))).toMatchObject([
      { code: 'upstream-order' },
    ])
    const young = shop().plan(after({ policy: { soakMinutes: 30 } }), ['stock@2.1.3'], {
      upstream: dev({ 'stock@2.1.3': { since: at(50) } }),
    })
    expect(refusalsOf(young)).toMatchObject([{ code: 'soak', fixes: ['Ask again in 20 min'] }])
  })
})
