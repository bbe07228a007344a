import { describe, expect, it } from 'vitest'
import { at, needs, Shop, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import { canPromote } from './can-promote.ts'
import type { ObservedCall } from './observed-calls.ts'
import { renderPromotionText } from './promotion-text.ts'

const shop = () =>
  new Shop()
    .publish('stock', '2.1.3')
    .publish('stock', '2.2.0')
    .publish('stock', '3.0.0')
    .publish('orders', '1.4.2', needs('stock', '^2.1.0'))
    .publish('orders', '2.0.0', needs('stock', '^3.0.0'))
    .publish('cart', '1.0.0', needs('stock', '~2.1'))
    .publish('mail', '1.0.0')

const services = (versions?: readonly string[]) =>
  specOf({ cart: web, mail: web, orders: web, stock: { ...web, ...(versions === undefined ? {} : { versions }) } })

const refusalsOf = (plan: Plan) => (plan.outcome === 'refused' ? plan.refusals : [])
const versionsOf = (plan: Plan) =>
  plan.outcome === 'revision' ? plan.revision.releases.map((one) => `${one.service}@${one.version}`) : plan.outcome

describe('a line that the spec no longer names', () => {
  const both = ['^3.0', '~2.1']

  it('goes when nobody declares a range that only it serves', () => {
    const store = shop()
    store.promote(services(both), 'stock@3.0.0', 'stock@2.1.3', 'orders@2.0.0')
    expect(versionsOf(store.plan(services(['^3.0'])))).toEqual(['orders@2.0.0', 'stock@3.0.0'])
  })

  it('stays while someone does, and the refusal names them all and the ways out', () => {
    const store = shop()
    store.promote(services(both), 'stock@3.0.0', 'stock@2.1.3', 'orders@1.4.2', 'cart@1.0.0')
    expect(refusalsOf(store.plan(services(['^3.0'])))).toEqual([
      {
        code: 'line-needed',
        gate: 'line',
        subject: 'stock 2.1.3',
        reason:
          "its line `~2.1` can't go: cart 1.0.0 (`~2.1`) and orders 1.4.2 (`^2.1.0`) declare ranges that only it serves",
        fixes: ['Keep its line: `versions: [^3.0, ~2.1]` under `services.stock`'],
      },
    ])
  })

  it('goes together with versions that do without it', () => {
    const store = shop()
    store.promote(services(both), 'stock@3.0.0', 'stock@2.1.3', 'orders@1.4.2')
    expect(refusalsOf(store.plan(services(['^3.0'])))).toMatchObject([
      {
        code: 'line-needed',
        fixes: [
          'Together with `orders@2.0.0` it can: `towpath promote --environment staging --packages orders@2.0.0`',
          'Or keep its line: `versions: [^3.0, ~2.1]` under `services.stock`',
        ],
      },
    ])
    expect(versionsOf(store.plan(services(['^3.0']), ['orders@2.0.0']))).toEqual(['orders@2.0.0', 'stock@3.0.0'])
  })

  it('goes where another line serves its range', () => {
    const store = shop()
    store.promote(services(['^2.2', '~2.1']), 'stock@2.2.0', 'stock@2.1.3', 'orders@1.4.2')
    expect(versionsOf(store.plan(services(['^2.2'])))).toEqual(['orders@1.4.2', 'stock@2.2.0'])
  })

  it('goes where what is declared is optional, and it is said', () => {
    const store = shop().publish('orders', '3.0.0', needs('stock', '~2.1', { optional: true }))
    store.promote(services(both), 'stock@3.0.0', 'stock@2.1.3', 'orders@3.0.0')
    const plan = store.plan(services(['^3.0']))
    expect(versionsOf(plan)).toEqual(['orders@3.0.0', 'stock@3.0.0'])
    expect(plan.verdicts).toMatchObject([{ outcome: 'warn', subject: 'orders → stock' }])
  })
})

describe('a way out for which nothing new has to be published', () => {
  const fixesFor = (spec: Parameters<Shop['plan']>[0], more: Parameters<Shop['plan']>[2] = {}) => {
    const store = shop()
    store.promote(services(['^3.0']), 'stock@3.0.0', 'orders@2.0.0')
    return refusalsOf(store.plan(spec, ['orders@1.4.2'], more)).flatMap((one) => one.fixes)
  }

  it.each<[string, ReturnType<typeof services>, string]>([
    [
      'is a line for a version that none takes',
      services(['^3.0']),
      'Add a line: `versions: [^3.0, ^2.2]` under `services.stock`',
    ],
    [
      'is another version than one that is not accepted',
      { ...services(), accept: '>=3 || 1' },
      'Publish a version of stock that fits `^2.1.0`, and promote it together: staging accepts only `>=3 || 1`, not 2.2.0, 2.1.3',
    ],
  ])('%s', (_name, spec, fix) => {
    expect(fixesFor(spec)).toContain(fix)
  })

  it('is a version that gates hold back', () => {
    const spec = { ...services(), after: ['dev'] }
    expect(fixesFor(spec, { upstream: [{ environment: 'dev', exists: true, ran: {} }] })).toContain(
      'Promote `stock@2.2.0` together; what is in its way says `towpath can-promote stock@2.2.0 --environment staging`',
    )
  })
})

describe('keeping both versions side by side', () => {
  const fixesFor = (store: Shop, spec = services()) =>
    refusalsOf(store.plan(spec, ['stock'])).flatMap((one) => one.fixes)

  it.each<[string, string, string, string]>([
    ['^2.1.0', '2.1.3', '3.0.0', '[^2.1, ^3.0]'],
    ['~2.1', '2.1.3', '2.2.0', '[~2.1, ^2.2]'],
    ['2.1.3', '2.1.3', '2.1.4', '[2.1.3, ^2.1]'],
  ])('is offered in lines that keep them apart: %s with %s and %s', (range, before, coming, versions) => {
    const store = new Shop().publish('stock', before).publish('orders', '1.0.0', needs('stock', range))
    store.promote(services(), `stock@${before}`, 'orders@1.0.0')
    store.publish('stock', coming)
    expect(fixesFor(store)).toEqual([
      `Keep both side by side: add \`versions: ${versions}\` to \`services.stock\` of the spec`,
    ])
    const wider = services(versions.slice(1, -1).split(', '))
    expect(versionsOf(store.plan(wider, ['stock']))).toEqual(['orders@1.0.0', `stock@${before}`, `stock@${coming}`])
  })
})

describe('calls that were seen', () => {
  const calls = (from: string, to: string): ObservedCall => {
    const [service = '', version = ''] = from.split('@')
    return { from: { service, version }, to: { service: 'stock', version: to }, calls: 41 }
  }

  it('stand in the reason of an edge that would not hold', () => {
    const store = shop()
    store.promote(services(), 'stock@2.1.3', 'orders@1.4.2')
    const plan = store.plan(services(), ['stock@3.0.0'], { observed: [calls('orders@1.4.2', '2.1.3')] })
    expect(refusalsOf(plan)[0]?.reason).toBe(
      'orders 1.4.2 needs stock `^2.1.0` (declared in its descriptor, and seen calling it 41 times), and staging would have stock 3.0.0',
    )
  })

  it.each<[string, Parameters<Shop['plan']>[0], string[], string, string]>([
    ['move', services(), ['stock@3.0.0'], 'unproven', 'nothing says that it can work with 3.0.0'],
    ['go', specOf({ mail: web }), [], 'warn', 'it would find nothing'],
  ])('and that nobody declares are told where they %s', (_name, spec, wishes, outcome, reason) => {
    const store = shop()
    store.promote(services(), 'stock@2.1.3', 'mail@1.0.0')
    const plan = store.plan(spec, wishes, { observed: [calls('mail@1.0.0', '2.1.3')] })
    expect(plan.outcome).toBe('revision')
    expect(plan.verdicts.filter((one) => one.gate === 'traffic')).toMatchObject([
      {
        outcome,
        subject: 'mail → stock',
        reason: `mail 1.0.0 does not declare stock, but was seen calling it 41 times, and ${reason}`,
      },
    ])
  })

  it('of what stays as it is are nobody’s concern', () => {
    const store = shop()
    store.promote(services(), 'stock@2.1.3', 'mail@1.0.0')
    const plan = store.plan(services(), ['cart@1.0.0'], { observed: [calls('mail@1.0.0', '2.1.3')] })
    expect(plan.verdicts.filter((one) => one.gate === 'traffic')).toEqual([])
  })
})

describe('can-promote', () => {
  const running = () => {
    const store = shop()
    store.promote(services(), 'stock@2.1.3', 'orders@1.4.2', 'cart@1.0.0')
    return store
  }

  it.each<[string, string[], string, string[]]>([
    ['every edge holds', ['orders@1.4.2', 'stock@2.1.3'], 'yes', []],
    ['an edge would not hold', ['stock@2.2.0'], 'no', ['unsatisfied cart → stock', 'satisfied orders → stock']],
    ['the version is not there', ['stock@9.0.0'], 'no', []],
  ])('answers when %s', (_name, wishes, answer, edges) => {
    const found = canPromote(running().plan(services(), wishes))
    expect(found.answer).toBe(answer)
    expect(found.edges.map(({ state, from, to }) => `${state} ${from.service} → ${to.service}`)).toEqual(edges)
  })

  it('names what was asked for also where it is not there', () => {
    expect(renderPromotionText(canPromote(running().plan(services(), ['stock@9.0.0'])))).toMatch(
      /^staging: stock 9\.0\.0 can't go\n/,
    )
  })

  it('tells that nothing was asked', () => {
    expect(renderPromotionText(canPromote(running().plan(services())))).toMatch(
      /^staging: no version would change, and every dependency holds\n/,
    )
  })

  it('tells what only a lock keeps from going', () => {
    const store = running()
    store.publish('orders', '1.5.0', needs('stock', '^2.1.0'))
    const lock = { service: 'orders', by: 'eve', reason: 'stocktaking', run: 'r', since: at(0), until: null }
    store.state = { ...store.state, locks: [lock] }
    expect(canPromote(store.plan(services(), ['orders@1.5.0']))).toMatchObject({
      answer: 'not-yet',
      refusals: [{ gate: 'lock' }],
    })
  })

  it('says it in a terminal: the answer, why, and what it takes', () => {
    const store = shop()
    store.promote(services(), 'stock@2.1.3', 'orders@1.4.2')
    const observed = [calls41('orders', '1.4.2')]
    const answer = canPromote(store.plan(services(), ['stock@3.0.0'], { observed }))
    expect(renderPromotionText(answer)).toMatchInlineSnapshot(`
      "staging: stock 3.0.0 can't go, 1 dependency would not hold
        ✗ orders 1.4.2 → stock ^2.1.0: orders 1.4.2 needs stock ^2.1.0 (declared in its descriptor, and seen calling it 41 times), and staging would have stock 3.0.0
            Together with orders@2.0.0 it can: towpath promote --environment staging --packages orders@2.0.0 --packages stock@3.0.0
      It takes one further package. They move in this order: stock@3.0.0, then orders@2.0.0
      "
    `)
    const satisfied = canPromote(store.plan(services(), ['stock@3.0.0', 'orders@2.0.0'], { observed }))
    expect(renderPromotionText(satisfied)).toMatchInlineSnapshot(`
      "staging: orders 2.0.0, stock 3.0.0 can go
        ✓ orders 2.0.0 → stock ^3.0.0: stock 3.0.0 fits, not seen yet
      "
    `)
  })
})

function calls41(service: string, version: string): ObservedCall {
  return { from: { service, version }, to: { service: 'stock', version: '2.1.3' }, calls: 41 }
}
