import { describe, expect, it } from 'vitest'
import { EnvironmentFault } from '../fault.ts'
import { at, Shop, specOf, web } from '../fixtures/builders.ts'
import { renderTime } from '../plan/render-time.ts'
import type { Revision } from '../revision.ts'
import { emptyState, environmentStateSchema, type Lock } from '../state.ts'
import { judgeDeployLocks } from './deploy-locks.ts'
import { parseLockExpiry } from './lock-expiry.ts'
import { activeLocks, putLock, removeLock } from './locks.ts'

const lockOf = (more: Partial<Lock> = {}): Lock => ({
  service: null,
  by: 'eve',
  reason: 'stocktaking',
  run: 'https://ci.example/7',
  since: at(0),
  until: null,
  ...more,
})

const faultOf = (act: () => unknown): EnvironmentFault => {
  try {
    act()
  } catch (error) {
    if (error instanceof EnvironmentFault) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

const scope = { environment: 'staging', service: null, everywhere: false }

describe('a lock', () => {
  it('is one for each scope, beside the others', () => {
    const [own, ofService, stop] = [
      lockOf(),
      lockOf({ service: 'orders' }),
      lockOf({ everywhere: true, reason: 'incident' }),
    ]
    const state = [own, ofService, stop].reduce((before, lock) => putLock(before, 'staging', lock), emptyState)
    expect(environmentStateSchema.parse(state).locks).toEqual([own, ofService, stop])
    const { state: after, removed } = removeLock(state, scope, at(1))
    expect(removed).toEqual(own)
    expect(after.locks.toSorted((a, b) => (a.reason < b.reason ? -1 : 1))).toEqual([stop, ofService])
  })

  it('is renewed by whoever holds it', () => {
    const longer = lockOf({ since: at(5), until: at(90), reason: 'still stocktaking' })
    expect(putLock(putLock(emptyState, 'staging', lockOf()), 'staging', longer).locks).toEqual([longer])
  })

  it('of someone else is in the way, and says who, since when, until when, why and where from', () => {
    const state = putLock(emptyState, 'staging', lockOf({ until: at(60) }))
    const fault = faultOf(() => putLock(state, 'staging', lockOf({ by: 'bob', since: at(1) })))
    expect(fault.code).toBe('locked')
    expect(fault.message).toBe(
      `staging: expected no lock of someone else, found locked by eve since ${renderTime(at(0))} until ${renderTime(at(60))}: stocktaking (https://ci.example/7). Leave it to eve, or lift it first: \`towpath unlock staging\`.`,
    )
  })

  it('that has run out is in nobody’s way, and goes', () => {
    const state = putLock(emptyState, 'staging', lockOf({ until: at(60) }))
    expect(activeLocks(state.locks, at(59))).toHaveLength(1)
    expect(activeLocks(state.locks, at(60))).toEqual([])
    expect(putLock(state, 'staging', lockOf({ by: 'bob', since: at(60) })).locks).toMatchObject([{ by: 'bob' }])
  })

  it.each([
    ['where all is open', [], scope, /^staging: expected a lock, found none: it is open\. See `towpath status/],
    [
      'where only a service is locked',
      [lockOf({ service: 'orders' })],
      scope,
      /found only orders in staging locked\. To lift what is there: `towpath unlock staging --service orders`\.$/,
    ],
    [
      'where every environment is stopped',
      [lockOf({ everywhere: true })],
      scope,
      /found only staging with every environment locked\. .*`towpath unlock --all`\.$/,
    ],
  ] as const)('can not be lifted %s', (_name, locks, where, message) => {
    const fault = faultOf(() => removeLock({ ...emptyState, locks: [...locks] }, where, at(1)))
    expect(fault.code).toBe('lock-unknown')
    expect(fault.message).toMatch(message)
  })
})

describe('several locks', () => {
  it('are told in one order, however they are kept', () => {
    const [own, stop, ofService] = [lockOf(), lockOf({ everywhere: true }), lockOf({ service: 'orders' })]
    for (const kept of [
      [own, stop, ofService],
      [ofService, stop, own],
      [stop, ofService, own],
    ])
      expect(activeLocks(kept, at(1))).toEqual([stop, own, ofService])
  })
})

describe('the end of a lock', () => {
  const now = new Date(at(0))
  it.each([
    [{ span: null, until: null }, null],
    [{ span: '30min', until: null }, at(30)],
    [{ span: '45 m', until: null }, at(45)],
    [{ span: '2h', until: null }, at(120)],
    [{ span: '3d', until: null }, at(3 * 24 * 60)],
    [{ span: null, until: '2026-11-23T11:30+01:00' }, at(90)],
    [{ span: null, until: '2026-11-23 10:30:00Z' }, at(90)],
  ])('%o is %s', (given, end) => {
    expect(parseLockExpiry(given, now)).toBe(end)
  })

  it.each([
    [{ span: '2', until: null }, /--for: expected a time span such as `30min`/],
    [{ span: '0h', until: null }, /found `0h`/],
    [{ span: null, until: 'tomorrow' }, /--until: expected a time with its zone/],
    [{ span: null, until: '2026-11-23T18:00' }, /expected a time with its zone/],
    [{ span: null, until: '2026-13-45T18:00Z' }, /expected a time with its zone/],
    [{ span: null, until: '2027-02-30T18:00Z' }, /expected a time with its zone/],
    [{ span: null, until: '2026-11-23T09:00Z' }, /expected a time after .*which is over/],
    [{ span: '2h', until: '2026-11-24T09:00Z' }, /expected either `--for` or `--until`, found both/],
  ])('%o is refused', (given, message) => {
    const fault = faultOf(() => parseLockExpiry(given, now))
    expect(fault.code).toBe('expiry-invalid')
    expect(fault.message).toMatch(message)
  })
})

describe('a deploy under a lock', () => {
  const shop = new Shop().publish('stock', '1.0.0').publish('stock', '1.1.0').publish('orders', '1.0.0')
  const spec = specOf({ stock: web, orders: web })
  const first = shop.promote(spec, 'stock@1.0.0', 'orders')
  const second = shop.promote(spec, 'stock@1.1.0')
  const of = (revision: Revision) => shop.revision(revision.number)
  const judged = (locks: readonly Lock[], more: Partial<Parameters<typeof judgeDeployLocks>[0]> = {}) =>
    judgeDeployLocks({
      state: { locks: [...locks], lease: null },
      target: of(second),
      deployed: of(first),
      now: at(5),
      ...more,
    }).map(({ subject }) => subject)

  it('is refused where the lock stands over what changes', () => {
    expect(judged([lockOf()])).toEqual(['staging'])
    expect(judged([lockOf({ service: 'stock' })])).toEqual(['stock in staging'])
    expect(judged([lockOf({ service: 'orders' })])).toEqual([])
    expect(judged([lockOf({ service: 'orders' })], { deployed: null })).toEqual(['orders in staging'])
    expect(judged([lockOf({ until: at(5) })])).toEqual([])
  })

  it('is refused where the service would only get other secrets, ports or names', () => {
    const reworded = specOf({ stock: web, orders: { ...web, secrets: ['DB_URL'] } })
    const target = { ...of(second), spec: reworded }
    expect(judged([lockOf({ service: 'orders' })], { target })).toEqual(['orders in staging'])
    const state = { ...shop.state, locks: [lockOf({ service: 'orders' })] }
    for (const wishes of [[], ['stock@1.0.0']])
      expect(shop.plan(reworded, wishes, { state, now: at(5) })).toMatchObject({
        outcome: 'refused',
        refusals: [{ code: 'locked', subject: 'orders in staging' }],
      })
  })

  it('goes on with what runs already, and with what was begun', () => {
    expect(judged([lockOf()], { target: of(first) })).toEqual([])
    const lease = {
      owner: { kind: 'process', host: 'here', boot: 'b', pid: 1, startTime: '1' } as const,
      run: 'r',
      revision: second.number,
      fence: 1,
      since: at(0),
      until: at(60),
      tookOver: null,
    }
    expect(judged([lockOf()], { state: { locks: [lockOf()], lease } })).toEqual([])
  })
})
