import { describe, expect, it } from 'vitest'
import { at, needs, request, Shop, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import { renderTime } from '../plan/render-time.ts'
import type { PromotionInput, Upstream } from '../promotion/promotion-input.ts'
import { broughtPast } from './catching-up.ts'
import { judgeClock } from './clock.ts'
import { softGates } from './gate-answer.ts'

const policy = (more: object = {}) => ({ allowed: { override: ['ada', 'team:ops'] }, ...more })
const specWith = (more: object = {}, after: unknown = ['dev']) =>
  specOf({ stock: web, orders: web }, { after, policy: policy(more) })

const shop = () =>
  new Shop().publish('stock', '2.1.3').publish('stock', '2.2.0').publish('orders', '1.0.0', needs('stock', '^3'))

const dev = (...ran: string[]): Upstream => ({
  environment: 'dev',
  exists: true,
  ran: Object.fromEntries(ran.map((name) => [name, { since: at(0) }])),
})

const because = { ...request('promote'), reason: 'carts are lost' }
const hotfix = (overrides: readonly string[], more: Partial<PromotionInput> = {}): Partial<PromotionInput> => ({
  upstream: [dev()],
  overrides,
  request: because,
  ...more,
})

const reasonsOf = (plan: Plan) =>
  plan.outcome === 'refused' ? plan.refusals.map(({ reason }) => reason) : [plan.outcome]
const overridesOf = (plan: Plan) => (plan.outcome === 'revision' ? plan.revision.overrides : [])

/** Saturday. */
const weekend = { freeze: ['Fri 16:00-Mon 08:00 Europe/Berlin'] }
const saturday = '2026-11-28T10:00:00Z'

describe('an override', () => {
  it('of the order lets a hotfix come, and is kept with what it came past', () => {
    const plan = shop().plan(specWith(), ['stock'], hotfix(['order']))
    expect(overridesOf(plan)).toEqual([
      { gate: 'order', by: 'ada', reason: 'carts are lost', subject: 'stock 2.2.0', skipped: ['dev'] },
    ])
    expect(plan.verdicts).toContainEqual({
      gate: 'order',
      outcome: 'warn',
      subject: 'stock 2.2.0',
      reason: 'dev has not run it well yet; set aside by ada: carts are lost',
    })
  })

  it.each([
    ['freeze', weekend],
    ['approvals', { approvals: 1 }],
    ['soak', { soakMinutes: 600 }],
    ['matrix', { gates: { matrix: 'require' } }],
  ])('can be of %s', (gate, more) => {
    const store = shop().publish('orders', '1.1.0', needs('stock', '^2'))
    const input = { upstream: [dev('stock@2.2.0', 'orders@1.1.0')], now: gate === 'freeze' ? saturday : at(60) }
    const wishes = ['stock', 'orders@1.1.0']
    expect(store.plan(specWith(more), wishes, input)).toMatchObject({ outcome: 'refused' })
    const plan = store.plan(specWith(more), wishes, { ...hotfix([gate]), ...input })
    expect(overridesOf(plan).map((one) => one.gate)).toContain(gate)
    expect(overridesOf(plan).every((one) => one.gate === gate && one.skipped === undefined)).toBe(true)
  })

  it('sets aside only what it names', () => {
    const plan = shop().plan(specWith(weekend), ['stock'], hotfix(['order'], { now: saturday }))
    expect(reasonsOf(plan)).toEqual([
      'nothing changes until Mon 2026-11-30 08:00 Europe/Berlin (`Fri 16:00-Mon 08:00 Europe/Berlin` of `policy.freeze`)',
    ])
    const both = shop().plan(specWith(weekend), ['stock'], hotfix(['order', 'freeze'], { now: saturday }))
    expect(overridesOf(both).map(({ gate, subject }) => [gate, subject])).toEqual([
      ['order', 'stock 2.2.0'],
      ['freeze', 'staging'],
    ])
  })

  it.each<[string, string, Partial<PromotionInput>, object, RegExp]>([
    ['without a reason', 'order', { request: request('promote') }, {}, /^an override needs a reason$/],
    ['with an empty reason', 'order', { request: { ...because, reason: '  ' } }, {}, /^an override needs a reason$/],
    [
      'by someone who is not named',
      'order',
      { request: { ...because, by: 'eve' } },
      {},
      /^eve may set no gate aside: .* names ada or team:ops, and who is in a team can't be read/,
    ],
    [
      'where nobody is named',
      'order',
      {},
      { allowed: {} },
      /^ada may set no gate aside: the policy lets nobody set a gate aside$/,
    ],
    ['of a gate that there is not', 'frezze', {}, {}, /^frezze is no gate that can be set aside$/],
    ['of what declared dependencies need', 'dependencies', {}, {}, /^dependencies is no gate that can be set aside$/],
  ])('%s is refused, and sets nothing aside', (_name, gate, more, allowed, reason) => {
    const plan = shop().plan(specWith(allowed), ['stock'], hotfix([gate], more))
    expect(reasonsOf(plan)).toEqual(['dev has not run it well yet', expect.stringMatching(reason)])
  })

  it('by someone of a team that was read', () => {
    const eve = { ...because, by: 'eve' }
    const plan = shop().plan(specWith(), ['stock'], hotfix(['order'], { request: eve, teams: ['acme/ops'] }))
    expect(overridesOf(plan)).toMatchObject([{ by: 'eve' }])
  })

  it('names the gate that was meant', () => {
    const plan = shop().plan(specWith(), ['stock'], hotfix(['frezze']))
    const fixes = plan.outcome === 'refused' ? plan.refusals.flatMap((one) => one.fixes) : []
    expect(fixes).toContain(`Did you mean \`freeze\`? (those that can: ${softGates.join(', ')})`)
  })

  it('that was not needed is told, and not kept', () => {
    const plan = shop().plan(specWith(), ['stock'], hotfix(['order'], { upstream: [dev('stock@2.2.0')] }))
    expect(overridesOf(plan)).toEqual([])
    expect(plan.verdicts).toMatchObject([
      { gate: 'override', outcome: 'warn', reason: 'gate order was not in the way, so nothing of it was set aside' },
      {},
    ])
  })

  it('that is misused is refused also where nothing would change', () => {
    const store = shop()
    store.promote(specOf({ stock: web }), 'stock')
    expect(reasonsOf(store.plan(specOf({ stock: web }), ['stock'], hotfix(['frezze'])))).toContain(
      'frezze is no gate that can be set aside',
    )
  })

  it('never lets an unsatisfied dependency come', () => {
    const plan = shop().plan(specWith(), ['orders', 'stock'], hotfix(['order']))
    expect(plan).toMatchObject({ outcome: 'refused', refusals: [{ code: 'dependency-unsatisfied' }] })
  })

  it('is offered to those who may', () => {
    const fixes = (more: object) => {
      const plan = shop().plan(specWith(more), ['stock'], { upstream: [dev()] })
      return plan.outcome === 'refused' ? plan.refusals.flatMap((one) => one.fixes) : []
    }
    expect(fixes({})[1]).toBe(
      'Or, if it can\'t wait, ada or team:ops can set it aside: `--override order --reason "…"`',
    )
    expect(fixes({ allowed: {} })).toHaveLength(1)
  })
})

describe('what came past an environment', () => {
  const skipped = () => {
    const store = shop()
    store.write(store.plan(specWith(), ['stock'], hotfix(['order'])), specWith())
    return store
  }
  const later = (store: Shop, more: Partial<PromotionInput>) =>
    store.plan(specOf({ stock: web, orders: web }, { after: ['dev'], policy: policy(), config: { A: 1 } }), [], more)

  it('is told by each later plan, and stays in each later revision', () => {
    const plan = later(skipped(), { upstream: [dev()] })
    expect(overridesOf(plan)).toMatchObject([{ gate: 'order', skipped: ['dev'], since: 1 }])
    expect(plan.verdicts).toMatchObject([
      {
        subject: 'stock 2.2.0',
        outcome: 'warn',
        reason: 'it came past dev with staging@1 (ada: carts are lost), and that has not caught up yet',
        fix: 'Promote and deploy it there too: `towpath promote --environment dev --packages stock@2.2.0`',
      },
    ])
    const store = skipped()
    store.write(later(store, { upstream: [dev()] }), specWith())
    const third = store.plan(specWith({ soakMinutes: 1 }), [], { upstream: [dev()] })
    expect(overridesOf(third)).toMatchObject([{ since: 1 }])
  })

  it.each<[string, Partial<PromotionInput>]>([
    ['that environment has run it too', { upstream: [dev('stock@2.2.0')] }],
    [
      'it no longer runs here',
      { upstream: [dev('stock@2.1.3')], wishes: [{ package: 'stock', wanted: { kind: 'version', version: '2.1.3' } }] },
    ],
  ])('is told no more once %s', (_name, more) => {
    const plan = later(skipped(), more)
    expect(plan.outcome).toBe('revision')
    expect(overridesOf(plan)).toEqual([])
  })
})

describe('a revision of earlier ones', () => {
  it('brings along what came past an environment, with what it has of it', () => {
    const store = shop()
    const first = store.write(store.plan(specWith(), ['stock'], hotfix(['order'])), specWith())
    const has = { service: 'stock', version: '2.2.0' }
    const past = [
      { gate: 'order', by: 'ada', reason: 'carts are lost', subject: 'stock 2.2.0', skipped: ['dev'], since: 1 },
    ]
    expect(broughtPast([first], [has])).toEqual(past)
    expect(broughtPast([first, { ...first, number: 2, overrides: past }], [has])).toEqual(past)
    expect(broughtPast([first], [{ service: 'stock', version: '2.1.3' }])).toEqual([])
  })
})

describe('gates of a request', () => {
  it('do not speak where nothing would change', () => {
    const store = shop()
    store.promote(specOf({ stock: web }, { policy: weekend }), 'stock')
    expect(store.plan(specOf({ stock: web }, { policy: weekend }), ['stock'], { now: saturday }).outcome).toBe(
      'unchanged',
    )
  })

  it('hold a change of config back too', () => {
    const store = shop()
    store.promote(specOf({ stock: web }, { policy: weekend }), 'stock')
    const changed = specOf({ stock: web }, { policy: weekend, config: { A: 1 } })
    expect(store.plan(changed, [], { now: saturday })).toMatchObject({
      outcome: 'refused',
      refusals: [{ code: 'frozen' }],
    })
  })

  it('may be softened', () => {
    const soft = specOf({ stock: web }, { policy: { ...weekend, gates: { freeze: 'warn' } } })
    expect(shop().plan(soft, ['stock'], { now: saturday })).toMatchObject({
      outcome: 'revision',
      verdicts: [{ gate: 'freeze', outcome: 'warn' }],
    })
  })

  it('say when the next freeze begins', () => {
    const frozen = specOf({ stock: web }, { policy: weekend })
    expect(shop().plan(frozen, ['stock'], { now: '2026-11-24T10:00:00Z' }).verdicts).toEqual([
      { gate: 'freeze', outcome: 'pass', subject: 'staging', reason: 'none before Fri 2026-11-27 16:00 Europe/Berlin' },
    ])
  })

  it('hold when a window of a newer Towpath can not be read', () => {
    const newer = specOf({ stock: web }, { policy: { freeze: ['first Monday of the month'] } })
    expect(reasonsOf(shop().plan(newer, ['stock']))[0]).toMatch(/^a window of `policy.freeze` can't be read/)
  })
})

describe('a revision from a time to come', () => {
  it('is told, because gates ask for the time', () => {
    const store = shop()
    store.promote(specOf({ stock: web }), 'stock@2.1.3')
    const [first] = store.revisions
    if (first === undefined) throw new Error('no revision')
    const newest = { spec: specOf({ stock: web }), revision: { ...first, request: { ...first.request, at: at(180) } } }
    expect(judgeClock({ newest, now: at(60) })).toMatchObject([
      { gate: 'clock', outcome: 'warn', reason: expect.stringContaining('2 h from now') },
    ])
    expect(judgeClock({ newest, now: at(178) })).toEqual([])
    expect(judgeClock({ newest: null, now: at(60) })).toEqual([])
  })
})

describe('another environment that is taken over', () => {
  it('leaves out what is marked bad, and says so', () => {
    const store = shop().markBad('stock', '2.2.0', 'loses carts')
    const from = { environment: 'dev', releases: [{ service: 'stock', version: '2.2.0', setOf: null }] }
    const plan = store.plan(specOf({ stock: web }), ['orders@1.0.0'], { from })
    expect(plan.verdicts).toContainEqual({
      gate: 'marks',
      outcome: 'warn',
      subject: 'stock 2.2.0',
      reason: `2.2.0 is marked bad by ada since ${renderTime(at(0))}: loses carts, so it is left out`,
    })
  })
})
