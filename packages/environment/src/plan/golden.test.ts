import { parsePackageWish } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { at, descriptorOf, needs, request, Shop, specOf, web } from '../fixtures/builders.ts'
import { builtKey } from '../gates/provenance.ts'
import type { PromotionInput } from '../promotion/promotion-input.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import type { Plan } from './plan.ts'
import { planDocument } from './plan-document.ts'
import { renderPlanMarkdown } from './plan-markdown.ts'

/** Plans as people and programs get them, in `golden/`: after a change `vitest run golden --update` writes them anew; read what it wrote (VOICE). */

const environments = ['dev', 'qa'] as const
const ran = (...names: string[]): PromotionInput['upstream'] =>
  environments.map((environment) => ({
    environment,
    exists: true,
    ran: Object.fromEntries(names.map((name) => [name, { since: at(-132) }])),
  }))

const services = { cart: web, mail: web, orders: web, stock: web }
const after = { after: ['dev', 'qa'], policy: { soakMinutes: 30 } }
const spec = specOf(services, after)

/** staging@1: cart 1.0.0, mail 1.0.0, orders 1.3.9, stock 2.1.3. */
function shop(as: EnvironmentSpec = specOf(services)): Shop {
  const store = new Shop()
    .publish('stock', '2.1.3')
    .publish('stock', '3.0.0')
    .publish('orders', '1.3.9', needs('stock', '^2.1.0'))
    .publish('orders', '1.4.1', { ...needs('stock', '^2.1.0'), notes: 'Baskets of more than 99 items.' })
    .publish('orders', '1.4.2', {
      ...needs('stock', '^2.1.0'),
      notes: '- Faster baskets\n- Thanks @eve for <b>#12</b>',
    })
    .publish('orders', '2.0.0', needs('stock', '^3.0.0'))
    .publish('cart', '1.0.0', needs('orders', '^1.0.0'))
    .publish('cart', '2.0.0', needs('orders', '^2.0.0'))
    .publish('mail', '1.0.0')
    .publish('mail', '1.1.0', { notes: 'Receipts in two languages.' })
  store.promote(as, 'cart@1.0.0', 'mail@1.0.0', 'orders@1.3.9', 'stock@2.1.3')
  return store
}

/** `cart` and `orders` need each other, and both need `stock`. */
function sets(): Shop {
  const both = { dependencies: { cart: { range: '*' }, stock: { range: '*' } } }
  return new Shop()
    .publish('cart', '1.0.0', needs('orders', '*'))
    .publish('orders', '1.4.0', both)
    .publish('orders', '1.5.0', { ...both, notes: 'Orders can be split.' })
    .publish('stock', '2.1.3')
    .publish('mail', '1.0.0', needs('orders', '*'))
    .publishSet('checkout', '2.4.0', { cart: '1.0.0', orders: '1.4.0', stock: '2.1.3' })
    .publishSet('checkout', '3.0.0', { cart: '1.0.0', orders: '1.5.0', stock: '2.1.3' })
    .publishSet('post', '1.0.0', { mail: '1.0.0' })
}

const asked = (command: string, reason: string) => ({ ...request(command), reason })

/** On a Saturday: a hotfix that nobody has seen elsewhere, or not for long. */
const hotfix = (overrides: readonly string[], by = 'ada'): Plan => {
  const policy = {
    soakMinutes: 180,
    approvals: 1,
    freeze: ['Fri 16:00-Mon 08:00 Europe/Berlin'],
    gates: { provenance: 'require' },
    allowed: { promote: ['ada', 'bob', 'eve'], override: ['ada', 'team:ops'] },
  }
  const now = '2026-11-28T10:00:00Z'
  return shop().plan(specOf(services, { ...after, policy }), ['orders@1.4.2'], {
    upstream: [
      { environment: 'dev', exists: true, ran: { 'orders@1.4.2': { since: '2026-11-28T09:20:00Z' } } },
      { environment: 'qa', exists: true, ran: {} },
    ],
    overrides,
    provenance: {
      [builtKey({ digest: descriptorOf('orders', '1.4.2').archive.digest, repository: 'acme/orders' })]: {
        kind: 'absent',
      },
    },
    approvals: [{ by, at: '2026-11-28T09:50:00Z', teams: [] }],
    request: { ...asked('promote orders@1.4.2 to staging', 'carts are lost'), by },
    now,
  })
}

const plans: Readonly<Record<string, () => Plan>> = {
  'new-version': () => shop().plan(spec, ['orders@1.4.2'], { upstream: ran('orders@1.4.2') }),

  'config-alone': () =>
    shop().plan(
      specOf({
        ...services,
        orders: { ...web, config: { LOG_LEVEL: 'debug', GREETING: 'hello | <b>you</b>' } },
        mail: { hosts: ['app-1'], dependencies: {}, infrastructure: { drainSeconds: 5 } },
      }),
    ),

  'nothing-to-change': () => shop().plan(specOf(services), ['stock@2.1.3']),

  'sets-come': () => sets().plan(specOf(services), ['set checkout@2.4.0', 'set post@1.0.0']),

  'set-moves': () => {
    const store = sets()
    store.promote(specOf(services), 'set checkout@2.4.0', 'mail')
    return store.plan(specOf(services), ['set checkout@3.0.0'])
  },

  'set-taken-apart': () => {
    const store = sets()
    store.promote(specOf(services), 'set checkout@2.4.0', 'mail')
    return store.plan(specOf(services), ['orders@1.5.0'])
  },

  'derived-set': () =>
    shop().plan(spec, ['stock@3.0.0'], {
      upstream: ran('stock@3.0.0', 'orders@2.0.0', 'cart@2.0.0'),
      observed: [
        { from: { service: 'orders', version: '1.3.9' }, to: { service: 'stock', version: '2.1.3' }, calls: 41 },
      ],
    }),

  'derived-set-goes': () =>
    shop().plan(spec, ['cart@2.0.0', 'orders@2.0.0', 'stock@3.0.0'], {
      upstream: ran('stock@3.0.0', 'orders@2.0.0', 'cart@2.0.0'),
    }),

  'held-by-gates': () => hotfix([]),
  'set-aside-by-nobody-allowed': () => hotfix(['freeze'], 'bob'),
  'set-aside': () => hotfix(['approvals', 'freeze', 'order', 'provenance', 'soak']),

  'unfit-versions': () =>
    shop()
      .markBad('mail', '1.1.0', 'writes to everybody')
      .plan(specOf(services, { accept: '<2' }), ['mail@1.1.0', 'cart@2.0.0', 'orders@2.0.0', 'stock@3.0.0']),

  'locked-and-pinned': () => {
    const store = shop()
    const mail = store.revisions[0]?.releases.find((release) => release.service === 'mail')
    if (mail === undefined) throw new Error('no mail')
    const { service, version, config } = mail
    const lock = {
      service: 'orders',
      by: 'eve',
      reason: 'the yearly count',
      run: 'eve@desk',
      since: at(20),
      until: at(90),
    }
    store.state = {
      ...store.state,
      pins: [{ service, version, config, by: 'bob', reason: 'letters were lost', since: at(10) }],
      locks: [lock],
    }
    return store.plan(specOf(services), ['mail@1.1.0', 'orders@1.4.2'])
  },

  'asked-for-apart': () => shop().plan(specOf(services), ['cart@2.0.0', 'orders@1.4.2']),

  'provide-is-gone': () => {
    const store = new Shop()
      .publish('stock', '2.1.3')
      .publish('stock', '2.2.0', { provides: {} })
      .publish('orders', '1.3.9', needs('stock', '*', { provide: 'http' }))
    store.promote(specOf(services), 'orders@1.3.9', 'stock@2.1.3')
    return store.plan(specOf(services), ['stock@2.2.0'])
  },

  'delivered-from-now-on': () => {
    const store = new Shop().publish('stock', '3.0.0').publish('orders', '1.3.9', needs('stock', '^2.1.0'))
    const external = { external: { version: '2.1.3', endpoints: ['10.77.0.50:8080'] } }
    store.promote(specOf({ ...services, stock: external }), 'orders@1.3.9')
    return store.plan(specOf(services), ['stock@3.0.0'])
  },

  'others-wait': () => {
    const store = shop()
    store.promote(specOf(services), 'orders@1.4.1')
    store.promote(specOf(services), 'mail@1.1.0')
    const waits = (name: string, version: string, by: string, minutes: number) => ({
      package: name,
      version,
      by,
      at: at(minutes),
      reason: 'because',
    })
    store.state = { ...store.state, waiting: [waits('orders', '1.4.1', 'bob', 20), waits('mail', '1.1.0', 'eve', 56)] }
    return store.plan(specOf(services), ['orders@1.4.2'])
  },

  'part-goes-back': () => {
    const store = shop()
    store.promote(specOf(services), 'cart@2.0.0', 'orders@2.0.0', 'stock@3.0.0', 'mail@1.1.0')
    return store.rollBack(1, { packages: [parsePackageWish('orders')] })
  },

  'all-goes-back': () => {
    const store = shop()
    const changed = specOf({ ...services, orders: { ...web, config: { LOG_LEVEL: 'debug' } } })
    store.promote(changed, 'orders@1.4.2', 'mail@1.1.0')
    return store.rollBack(1)
  },

  'package-is-gone': () => {
    const store = shop()
    store.promote(specOf(services), 'orders@1.4.1')
    store.promote(specOf(services), 'orders@1.4.2')
    const gone = { presence: { state: 'removed' as const, found: 'the package store has no such archive' }, mark: null }
    return store.rollBack(1, { stored: { ...store.stored(), 'orders@1.3.9': gone } })
  },
}

describe.each(Object.entries(plans))('a plan: %s', (name, plan) => {
  it('is told in plain words', async () => {
    await expect(renderPlanMarkdown(plan())).toMatchFileSnapshot(`golden/${name}.md`)
  })

  it('is a document for programs', async () => {
    await expect(`${JSON.stringify(planDocument(plan()), null, 2)}\n`).toMatchFileSnapshot(`golden/${name}.json`)
  })
})
