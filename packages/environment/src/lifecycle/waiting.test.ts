import { describe, expect, it } from 'vitest'
import { at, Shop, specOf, web } from '../fixtures/builders.ts'
import { emptyState, type Waiting } from '../state.ts'
import { finishDeploy } from './finish-deploy.ts'
import { judgeWaiting, waitingWith } from './waiting.ts'

const spec = specOf({ stock: web, orders: web })

/** staging@1 with stock 1.0.0 and orders 1.0.0; @2 with stock 1.1.0; @3 with orders 1.1.0 too. */
function openShop() {
  const shop = new Shop()
  for (const version of ['1.0.0', '1.1.0', '1.2.0']) shop.publish('stock', version).publish('orders', version)
  const revisions = [
    shop.promote(spec, 'stock@1.0.0', 'orders@1.0.0'),
    shop.promote(spec, 'stock@1.1.0'),
    shop.promote(spec, 'orders@1.1.0'),
  ] as const
  return { shop, revisions }
}

const named = (waiting: readonly Waiting[]) => waiting.map((entry) => `${entry.package}@${entry.version}`)
const entryOf = (name: string, version: string, by = 'ada'): Waiting => ({
  package: name,
  version,
  by,
  at: at(56),
  reason: 'because',
})

describe('what waits to be deployed', () => {
  const { revisions } = openShop()
  const [first, second, third] = revisions

  it('is all that the newest revision has and that does not run', () => {
    expect(named(waitingWith([], first, []))).toEqual(['orders@1.0.0', 'stock@1.0.0'])
    const afterSecond = waitingWith([], second, first.releases)
    expect(afterSecond).toMatchObject([{ package: 'stock', version: '1.1.0', by: 'ada', at: at(0) }])
    expect(named(waitingWith(afterSecond, third, first.releases))).toEqual(['orders@1.1.0', 'stock@1.1.0'])
  })

  it('keeps who asked for it first, and says the command where nobody gave a reason', () => {
    const waiting = waitingWith([entryOf('stock', '1.1.0', 'bob')], third, first.releases)
    expect(waiting.map(({ by, reason }) => `${by}: ${reason}`)).toEqual([
      'ada: promote orders@1.1.0 to staging',
      'bob: because',
    ])
  })

  it('is empty when the newest one is what runs', () => {
    expect(waitingWith([entryOf('stock', '1.1.0')], first, first.releases)).toEqual([])
  })
})

describe('a plan', () => {
  it('says whom it supersedes, and who goes into the same deploy', () => {
    const waiting = [entryOf('stock', '1.1.0', 'bob'), entryOf('orders', '1.1.0')]
    const releases = [
      { service: 'stock', version: '1.2.0' },
      { service: 'orders', version: '1.1.0' },
    ]
    expect(judgeWaiting({ waiting }, 'staging', releases, at(60))).toEqual([
      {
        gate: 'waiting',
        outcome: 'warn',
        subject: 'stock 1.1.0',
        reason: 'it was promoted (bob, 4 min ago) and never deployed; 1.2.0 takes its place',
      },
      {
        gate: 'waiting',
        outcome: 'pass',
        subject: 'staging',
        reason: 'the next deploy also brings what waits for it: orders 1.1.0 (ada, 4 min ago)',
      },
    ])
    expect(judgeWaiting({ waiting: [entryOf('stock', '1.1.0')] }, 'staging', [], at(60))).toMatchObject([
      { reason: expect.stringContaining('never deployed; now it goes') },
    ])
  })

  it('shows it among its verdicts', () => {
    const { shop } = openShop()
    shop.state = { ...shop.state, waiting: [entryOf('stock', '1.1.0')] }
    expect(shop.plan(spec, ['stock@1.2.0']).verdicts).toMatchObject([
      { gate: 'waiting', outcome: 'warn', subject: 'stock 1.1.0' },
    ])
  })
})

describe('the end of a deploy', () => {
  const { shop, revisions } = openShop()
  const [first, second, third] = revisions
  const both = [entryOf('stock', '1.1.0'), entryOf('orders', '1.1.0')]
  const end = (revision: typeof second, outcome: 'deployed' | 'rolled-back', newest = third) => {
    const lease = {
      owner: { kind: 'process', host: 'here', boot: 'b', pid: 1, startTime: '1' } as const,
      run: 'r',
      revision: revision.number,
      fence: 1,
      since: at(0),
      until: at(60),
      tookOver: null,
    }
    const base = revision.base === null ? null : shop.revision(revision.base).revision
    const desired = { number: newest.number, digest: newest.content }
    const deployed = { number: first.number, digest: first.content, at: at(0) }
    return finishDeploy({
      state: { ...emptyState, desired, deployed, fence: 1, lease, waiting: both },
      fence: 1,
      outcome,
      revision,
      base,
      deployedWell: [],
      refused: [],
      reason: 'never healthy',
      now: at(9),
    })
  }

  it('leaves those waiting that came after it', () => {
    expect(named(end(second, 'deployed').waiting)).toEqual(['orders@1.1.0'])
    expect(named(end(third, 'deployed').waiting)).toEqual([])
  })

  it('parks what its revision changed against its base, and nothing else', () => {
    const state = end(third, 'rolled-back')
    expect(state.parked).toMatchObject([{ revision: 3, packages: ['orders@1.1.0'] }])
    expect(named(state.waiting)).toEqual(['stock@1.1.0'])
    expect(named(end(second, 'rolled-back').waiting)).toEqual(['stock@1.1.0', 'orders@1.1.0'])
  })
})
