import { digestOfDocument } from '@towpath/descriptor'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EnvironmentFault } from '../fault.ts'
import { at, request, Shop, specOf, web } from '../fixtures/builders.ts'
import { renderTime } from '../plan/render-time.ts'
import { specBlobSchema } from '../spec/spec-blob.ts'
import { type EnvironmentState, emptyState, environmentStateSchema, type LeaseOwner } from '../state.ts'
import { acquireLease, type LeaseWish } from './acquire-lease.ts'
import { finishDeploy } from './finish-deploy.ts'
import { goodBefore } from './good-revisions.ts'
import { chooseBase, recordPromotion } from './record-promotion.ts'
import { releasePins } from './release-pins.ts'

const ownerOf = (pid: number): LeaseOwner => ({ kind: 'process', host: 'here', boot: 'b', pid, startTime: '1' })
const wish = (state: EnvironmentState, pid: number, more: Partial<LeaseWish> = {}): LeaseWish => ({
  state,
  environment: 'dev',
  owner: ownerOf(pid),
  revision: 1,
  run: `run ${pid}`,
  now: at(0),
  ownerIsGone: () => false,
  ...more,
})

function acquired(answer: ReturnType<typeof acquireLease>) {
  if (answer.outcome !== 'acquired') throw answer.fault
  return answer
}

describe('a lease', () => {
  it('is given with the next fence, for an hour', () => {
    const { lease, state } = acquired(acquireLease(wish({ ...emptyState, fence: 7 }, 1)))
    expect(lease).toMatchObject({ fence: 8, since: at(0), until: at(60), tookOver: null })
    expect(environmentStateSchema.parse(state)).toEqual(state)
  })

  it('is given with a fence above what hosts have seen, where they are taken over', () => {
    const state = { ...emptyState, fence: 7 }
    expect(acquired(acquireLease(wish(state, 1, { fenceOfHosts: 9 }))).lease.fence).toBe(10)
    expect(acquired(acquireLease(wish(state, 1, { fenceOfHosts: 5 }))).lease.fence).toBe(8)
  })

  it('is refused to another, who is told by whom, for how long and where', () => {
    const { state } = acquired(acquireLease(wish(emptyState, 1)))
    const answer = acquireLease(wish(state, 2, { now: at(4) }))
    if (answer.outcome !== 'held') throw new Error(answer.outcome)
    expect(answer.fault.retryable).toBe(true)
    expect(answer.fault.message).toBe(
      `dev is being deployed: found dev@1 by process 1 on here for 4 min, until ${renderTime(at(60))} at most (run 1). Wait for it to end, or, if it is gone for good, deploy with \`take-over: true\`.`,
    )
  })

  it.each([
    ['by the same owner', 1, {}, 'the same owner runs again'],
    ['when it has expired', 2, { now: at(60) }, `it ended at ${renderTime(at(60))}`],
    ['when its owner is gone', 2, { ownerIsGone: () => true }, 'its owner is gone'],
    ['when someone asks for it', 2, { takeOver: true }, 'take-over was asked for'],
  ])('is taken over %s, and says so', (_name, pid, more, reason) => {
    const { state } = acquired(acquireLease(wish(emptyState, 1)))
    const next = acquired(acquireLease(wish(state, pid, { now: at(1), ...more })))
    expect(next.lease).toMatchObject({ fence: 2, tookOver: { owner: ownerOf(1), run: 'run 1', reason } })
  })
})

const spec = specOf({ stock: web })
const good = (...numbers: number[]) => numbers.map((number) => ({ number, restores: null }))

/** A shop whose environment has gone through the deploys of all its revisions. */
class Environment {
  readonly shop = new Shop()
    .publish('stock', '1.0.0')
    .publish('stock', '1.1.0')
    .publish('stock', '1.2.0')
    .publish('cart', '1.0.0')

  promote(text: string, as = spec) {
    const base = chooseBase(this.shop.state)
    const plan = this.shop.plan(as, [text], { base: base === null ? null : this.shop.revision(base) })
    const before = this.shop.state
    const revision = this.shop.write(plan, as)
    const { deployed } = before
    this.shop.state = recordPromotion(
      before,
      revision,
      deployed === null ? null : this.shop.revision(deployed.number).revision,
    )
    return revision
  }

  rollBack(to: number) {
    return this.shop.write(this.shop.rollBack(to), spec)
  }

  deploy(number: number, outcome: 'deployed' | 'rolled-back', history: readonly number[] = []) {
    const { revision } = this.shop.revision(number)
    const { state, lease } = acquired(acquireLease(wish(this.shop.state, 1, { revision: number })))
    const base = revision.base === null ? null : this.shop.revision(revision.base).revision
    const common = { state, fence: lease.fence, outcome, revision, base, now: at(9), reason: 'never healthy' }
    this.shop.state = finishDeploy({ ...common, refused: [], deployedWell: good(...history) })
    return this.shop.state
  }
}

describe('the end of a deploy', () => {
  it('makes deployed what was verified, and keeps the one before as the last good one', () => {
    const environment = new Environment()
    environment.promote('stock@1.0.0')
    environment.deploy(1, 'deployed')
    environment.promote('stock@1.1.0')
    expect(environment.deploy(2, 'deployed')).toMatchObject({
      deployed: { number: 2 },
      lastGood: 1,
      lease: null,
      parked: [],
    })
    expect(environment.deploy(2, 'deployed')).toMatchObject({ deployed: { number: 2 }, lastGood: 1 })
  })

  it('parks what failed, and the next revision is built without it', () => {
    const environment = new Environment()
    environment.promote('stock@1.0.0')
    environment.deploy(1, 'deployed')
    environment.promote('stock@1.1.0')
    expect(environment.deploy(2, 'rolled-back')).toMatchObject({
      desired: { number: 2 },
      deployed: { number: 1 },
      lastGood: null,
      parked: [{ revision: 2, packages: ['stock@1.1.0'], spec: null, reason: 'never healthy' }],
    })
    expect(chooseBase(environment.shop.state)).toBe(1)
    expect(environment.promote('stock@1.2.0')).toMatchObject({ number: 3, base: 1, previous: { number: 2 } })
  })

  describe('of a rollback that is put back', () => {
    const pinned = ({ pins }: EnvironmentState) => pins.map(({ service, version }) => `${service} ${version}`)

    /** @4 was restored and is pinned, @5 goes back further. */
    function twiceBack(): Environment {
      const environment = new Environment()
      for (const [index, version] of ['1.0.0', '1.1.0', '1.2.0'].entries()) {
        environment.promote(`stock@${version}`)
        environment.deploy(index + 1, 'deployed')
      }
      environment.rollBack(2)
      environment.deploy(4, 'deployed', [1, 2, 3])
      environment.rollBack(1)
      return environment
    }

    it('leaves the pins that stood before it, and none of its own', () => {
      const environment = twiceBack()
      expect(pinned(environment.shop.state)).toEqual(['stock 1.0.0'])
      expect(pinned(environment.deploy(5, 'rolled-back'))).toEqual(['stock 1.1.0'])
    })

    it('leaves its pins to a newer revision that has them too', () => {
      const environment = twiceBack()
      environment.promote('cart@1.0.0', specOf({ cart: web, stock: web }))
      expect(pinned(environment.deploy(5, 'rolled-back'))).toEqual(['stock 1.0.0'])
    })

    it('pins nothing again that was released before a promotion failed', () => {
      const environment = twiceBack()
      environment.deploy(5, 'deployed', [1, 2, 3, 4])
      environment.shop.state = releasePins(environment.shop.state, 'staging', 'stock')
      environment.promote('stock@1.2.0')
      expect(pinned(environment.deploy(6, 'rolled-back'))).toEqual([])
    })
  })

  it('takes it out again when the same revision goes through after all', () => {
    const environment = new Environment()
    environment.promote('stock@1.0.0')
    environment.deploy(1, 'rolled-back')
    expect(chooseBase(environment.shop.state)).toBeNull()
    expect(environment.deploy(1, 'deployed')).toMatchObject({ deployed: { number: 1 }, parked: [] })
  })

  it('leaves a failed spec aside until it changes or is asked for again', () => {
    const environment = new Environment()
    environment.promote('stock@1.0.0')
    environment.deploy(1, 'deployed')
    const broken = specOf({ stock: { ...web, config: { BROKEN: true } } })
    environment.promote('stock@1.1.0', broken)
    environment.deploy(2, 'rolled-back')
    const base = environment.shop.revision(1)
    const next = environment.shop.plan(broken, ['stock@1.2.0'], { base })
    expect(next.outcome === 'revision' && next.revision.spec).toBe(base.revision.spec)
    expect(next.verdicts[0]).toMatchObject({ gate: 'parked', subject: 'staging', outcome: 'warn' })
    const again = environment.shop.plan(broken, [], { base })
    expect(again.outcome === 'revision' && again.revision.spec).not.toBe(base.revision.spec)
  })

  it('judges by the policy of a spec that failed: no deploy fails by that', () => {
    const environment = new Environment()
    environment.promote('stock@1.0.0')
    environment.deploy(1, 'deployed')
    const broken = specOf(
      { stock: { ...web, config: { BROKEN: true } } },
      { policy: { allowed: { promote: ['ben', 'ada'] } } },
    )
    environment.promote('stock@1.1.0', broken)
    environment.deploy(2, 'rolled-back')
    const by = (name: string) => {
      const given = { base: environment.shop.revision(1), request: { ...request('promote'), by: name } }
      return environment.shop.plan(broken, ['stock@1.2.0'], given)
    }
    expect(by('eve')).toMatchObject({ outcome: 'refused', refusals: [{ code: 'not-allowed' }] })
    const plan = by('ada')
    if (plan.outcome !== 'revision') throw new Error(plan.outcome)
    const written = specBlobSchema.parse(JSON.parse(plan.blobs[plan.revision.spec] ?? '')).spec
    expect([written.policy, written.services['stock']]).toEqual([broken.policy, web])
  })

  it('does not try a failed wish of the spec again because its config changes, and says so', () => {
    const environment = new Environment()
    const wanting = (version: string, config = {}) =>
      specOf({ stock: { ...web, config }, cart: web }, { packages: { stock: version } })
    environment.shop.publish('cart', '1.0.0')
    environment.promote('cart', wanting('1.0.0'))
    environment.deploy(1, 'deployed')
    environment.shop.write(environment.shop.plan(wanting('1.1.0')), wanting('1.1.0'))
    environment.deploy(2, 'rolled-back')
    const { shop } = environment
    const base = shop.revision(1)
    const other = shop.plan(wanting('1.1.0'), ['cart@1.0.0'], { base })
    shop.write(other, JSON.parse(other.outcome === 'revision' ? (other.blobs[other.revision.spec] ?? '{}') : '{}').spec)
    const changed = shop.plan(wanting('1.1.0', { LEVEL: 1 }), [])
    expect(changed.outcome === 'revision' && changed.revision.releases.map((one) => one.version)).toEqual([
      '1.0.0',
      '1.0.0',
    ])
    expect(changed.verdicts.find((one) => one.gate === 'parked')).toEqual({
      gate: 'parked',
      outcome: 'warn',
      subject: 'stock 1.1.0',
      reason: 'the spec wants it, but it failed with staging@2 (never healthy) and is not tried again unasked',
      fix: 'To try it again: `towpath promote --environment staging --packages stock@1.1.0`',
    })
    const asked = shop.plan(wanting('1.1.0', { LEVEL: 1 }), ['stock@1.1.0'])
    expect(asked.verdicts.some((one) => one.gate === 'parked')).toBe(false)
  })

  it('is refused to whoever lost the lease', () => {
    const environment = new Environment()
    const revision = environment.promote('stock@1.0.0')
    const first = acquired(acquireLease(wish(environment.shop.state, 1)))
    const second = acquired(acquireLease(wish(first.state, 2, { takeOver: true })))
    const late = () =>
      finishDeploy({
        state: second.state,
        fence: first.lease.fence,
        outcome: 'deployed',
        revision,
        base: null,
        deployedWell: [],
        refused: [],
        now: at(9),
        reason: null,
      })
    expect(late).toThrow(/expected it to be the newest, found 2 and run 2 holds it/)
  })
})

describe('the last good one', () => {
  it('of a restored revision is the one before what it restores', () => {
    const history = [...good(40, 41, 42), { number: 43, restores: 41 }]
    expect(goodBefore(history, 43)).toBe(40)
    expect(goodBefore(history, 42)).toBe(41)
    expect(goodBefore(history, 40)).toBeNull()
    expect(goodBefore([{ number: 1, restores: 1 }], 1)).toBeNull()
  })
})

describe('a state, whatever happens to it', () => {
  it('never gives a fence twice, nor two leases at once', () => {
    const steps = fc.array(
      fc.record({
        pid: fc.integer({ min: 1, max: 3 }),
        minute: fc.nat(90),
        takeOver: fc.boolean(),
        finish: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(steps, (all) => {
        const environment = new Environment()
        const revision = environment.promote('stock@1.0.0')
        let state = environment.shop.state
        const fences: number[] = []
        for (const { pid, minute, takeOver, finish } of all) {
          const answer = acquireLease(wish(state, pid, { now: at(minute), takeOver }))
          if (answer.outcome === 'held') {
            expect(Date.parse(answer.by.until)).toBeGreaterThan(Date.parse(at(minute)))
            continue
          }
          expect(answer.lease.fence).toBeGreaterThan(Math.max(0, ...fences))
          const old = fences.at(-1)
          fences.push(answer.lease.fence)
          state = answer.state
          const end = (fence: number) =>
            finishDeploy({
              state,
              fence,
              outcome: 'deployed',
              revision,
              base: null,
              deployedWell: [],
              refused: [],
              now: at(minute),
              reason: null,
            })
          if (old !== undefined) expect(() => end(old)).toThrow(EnvironmentFault)
          if (finish) state = end(answer.lease.fence)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('takes only the revision that follows its newest', () => {
    const environment = new Environment()
    const revision = environment.promote('stock@1.0.0')
    expect(environment.shop.state.desired).toEqual({ number: 1, digest: digestOfDocument(revision) })
    expect(() => recordPromotion(environment.shop.state, revision, null)).toThrow(/another promotion came first/)
  })
})
