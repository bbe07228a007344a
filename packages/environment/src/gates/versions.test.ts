import { describe, expect, it } from 'vitest'
import { at, Shop, specOf, web } from '../fixtures/builders.ts'
import { renderTime } from '../plan/render-time.ts'

/** What a plan says of a wish: the version that comes, or why none does. */
function answer(shop: Shop, more: Record<string, unknown>, wish: string): string {
  const plan = shop.plan(specOf({ stock: web }, more), [wish])
  if (plan.outcome === 'revision') return plan.revision.releases.map(({ version }) => version).join(' ')
  return plan.outcome === 'refused'
    ? plan.refusals.map(({ gate, reason }) => `${gate}: ${reason}`).join()
    : plan.outcome
}

describe('accepted ranges', () => {
  const shop = () =>
    ['1.9.0', '2.1.3', '2.2.0-rc.1', '3.0.0', '3.1.0-rc.1'].reduce(
      (store, one) => store.publish('stock', one),
      new Shop(),
    )
  it.each([
    ['everything, but no prerelease', {}, 'stock', '3.0.0'],
    ['a range', { accept: '^2' }, 'stock', '2.1.3'],
    ['what is outside of it', { accept: '^2' }, 'stock@3.0.0', 'accept: staging accepts only `^2`, not 3.0.0'],
    ['nothing of it', { accept: '^4' }, 'stock', 'accept: staging accepts only `^4`, not 3.0.0, 2.1.3, 1.9.0'],
    [
      'a prerelease that is asked for and not accepted',
      {},
      'stock@3.1.0-rc.1',
      'accept: staging takes no prereleases, and there is 3.1.0-rc.1',
    ],
    ['a prerelease that `accept` names', { accept: '>=3.1.0-rc.1 || ^2' }, 'stock@3.1.0-rc.1', '3.1.0-rc.1'],
    [
      'another one than it names',
      { accept: '>=3.1.0-rc.1 || ^2' },
      'stock@2.2.0-rc.1',
      'accept: staging takes no prereleases, and there is 2.2.0-rc.1',
    ],
    ['prereleases where they are let in', { prereleases: 'include' }, 'stock', '3.1.0-rc.1'],
    ['prereleases of a range', { prereleases: 'include', accept: '^2' }, 'stock', '2.2.0-rc.1'],
    [
      'a prerelease by a range that does not name it',
      {},
      'stock@>3.0.0',
      'accept: staging takes no prerelease that is not named, and there is 3.1.0-rc.1',
    ],
  ])('let in %s', (_name, more, wish, said) => expect(answer(shop(), more, wish)).toBe(said))

  it('tell of what runs and would not come any more', () => {
    const store = shop()
    store.promote(specOf({ stock: web }), 'stock@2.1.3')
    expect(store.plan(specOf({ stock: web }, { accept: '^3' })).verdicts).toEqual([
      {
        gate: 'accept',
        outcome: 'warn',
        subject: 'stock 2.1.3',
        reason: 'it runs here, and would not come any more: `accept` is `^3`',
        fix: 'Promote another version: `towpath promote --environment staging --packages stock`',
      },
    ])
  })
})

describe('versions marked bad', () => {
  const shop = () =>
    ['2.1.2', '2.1.3']
      .reduce((store, one) => store.publish('stock', one), new Shop())
      .markBad('stock', '2.1.3', 'loses carts')
  const bad = `2.1.3 is marked bad by ada since ${renderTime(at(0))}: loses carts`
  it.each([
    ['named', 'stock@2.1.3', `marks: ${bad}`],
    ['the newest', 'stock', '2.1.2'],
    ['of a range', 'stock@^2', '2.1.2'],
    ['the only one of a range', 'stock@>=2.1.3', `marks: ${bad}`],
  ])('do not come when %s', (_name, wish, said) => expect(answer(shop(), {}, wish)).toBe(said))

  it('are told where they run', () => {
    const store = new Shop().publish('stock', '2.1.3')
    store.promote(specOf({ stock: web }), 'stock')
    store.markBad('stock', '2.1.3', 'loses carts')
    expect(store.plan(specOf({ stock: web }, { config: { A: 1 } })).verdicts).toMatchObject([
      {
        gate: 'marks',
        outcome: 'warn',
        reason: `it runs here and is marked bad by ada since ${renderTime(at(0))}: loses carts`,
      },
    ])
  })
})

describe('pins', () => {
  const pinned = () => {
    const store = ['2.1.2', '2.1.3'].reduce((shop, one) => shop.publish('stock', one), new Shop())
    const { releases } = store.promote(specOf({ stock: web }), 'stock@2.1.2')
    const pins = releases.map(({ config }) => ({
      service: 'stock',
      version: '2.1.2',
      config,
      since: at(0),
      by: 'ada',
      reason: 'rollback',
    }))
    store.state = { ...store.state, pins }
    return store
  }
  const from = { environment: 'dev', releases: [{ service: 'stock', version: '2.1.3', setOf: null }] }

  it('refuse who asks for another version, and say how to release it', () => {
    expect(pinned().plan(specOf({ stock: web }), ['stock@2.1.3'])).toMatchObject({
      outcome: 'refused',
      refusals: [
        {
          code: 'pinned',
          gate: 'pin',
          reason: `it is pinned by ada since ${renderTime(at(0))}: rollback`,
          fixes: ['Release it first: `towpath unpin --environment staging --service stock`'],
        },
      ],
    })
  })

  it('stay where all of another environment is taken over', () => {
    expect(pinned().plan(specOf({ stock: web }), [], { from }).verdicts).toMatchObject([
      { gate: 'pin', outcome: 'warn' },
    ])
  })
})
