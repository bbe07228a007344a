import { describe, expect, it } from 'vitest'
import { at, needs, Shop, specHome, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import { revisionSchema } from '../revision.ts'
import { verifyRevisionChain } from '../revision-chain.ts'
import { revisionDigest } from '../revision-content.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { rollbackNeeded } from './plan-rollback.ts'
import { chooseRollbackTarget } from './rollback-target.ts'

const good = (...numbers: number[]) => numbers.map((number) => ({ number, restores: null }))
const shop = () =>
  new Shop().publish('stock', '2.1.3').publish('stock', '2.2.0').publish('orders', '1.4.2', needs('stock', '^2.1'))
const spec = specOf({ orders: web, stock: web })

const revisionOf = (plan: Plan) => {
  if (plan.outcome !== 'revision') throw new Error(plan.outcome)
  return plan.revision
}

describe('a rollback', () => {
  it('is a new revision that restores the releases of an earlier one to the letter', () => {
    const store = shop()
    const first = store.promote(spec, 'orders@1.4.2', 'stock@2.1.3')
    store.promote(specOf({ orders: { ...web, config: { A: 1 } }, stock: web }), 'stock@2.2.0')
    const plan = store.rollBack(1)
    const revision = revisionOf(plan)
    expect(revision).toMatchObject({
      number: 3,
      kind: 'rollback',
      restores: 1,
      content: first.content,
      previous: { number: 2 },
    })
    expect(revision.releases).toEqual(first.releases)
    expect(revisionSchema.parse(revision)).toEqual(revision)
    expect(revision.pins.map((pin) => [pin.service, pin.version, pin.reason])).toEqual([
      ['orders', '1.4.2', 'orders are lost'],
      ['stock', '2.1.3', 'orders are lost'],
    ])
    expect(plan.changes.map((change) => [change.service, change.from, change.to])).toEqual([
      ['orders', '1.4.2', '1.4.2'],
      ['stock', '2.2.0', '2.1.3'],
    ])
  })

  it('pins what it restored until someone releases it', () => {
    const store = shop()
    store.promote(spec, 'orders@1.4.2', 'stock@2.1.3')
    store.promote(spec, 'stock@2.2.0')
    store.write(store.rollBack(1), spec)
    const again = store.plan(spec, ['stock@2.2.0'])
    expect(again).toMatchObject({
      outcome: 'refused',
      refusals: [
        { code: 'pinned', fixes: ['Release it first: `towpath unpin --environment staging --service stock`'] },
      ],
    })
    const changed = store.plan(specOf({ orders: web, stock: { ...web, config: { B: 1 } } }))
    expect(changed.changes.filter((change) => change.service === 'stock')).toEqual([])
  })

  it('runs on the hosts of today, with a config that differs in nothing else', () => {
    const store = shop()
    const first = store.promote(spec, 'orders@1.4.2', 'stock@2.1.3')
    const moved: EnvironmentSpec = {
      ...spec,
      hostGroups: { ...spec.hostGroups, web: { hosts: [{ name: 'app-3', address: '10.77.0.13' }] } },
    }
    store.promote(moved, 'stock@2.2.0')
    const plan = store.rollBack(1)
    const [orders] = revisionOf(plan).releases
    const text = plan.outcome === 'revision' && orders !== undefined ? plan.blobs[orders.config] : undefined
    expect(JSON.parse(text ?? store.blobs.get(orders?.config ?? '') ?? '{}')).toMatchObject({
      infrastructure: { hosts: ['app-3'] },
    })
    expect(revisionOf(store.rollBack(1, { hosts: 'then' })).releases).toEqual(first.releases)
  })

  it('does not let what the spec wanted come back as news', () => {
    const wanting = (version: string) => specOf({ stock: web }, { packages: { stock: version } })
    const store = shop()
    store.promote(wanting('2.1.3'))
    store.promote(wanting('2.2.0'))
    const plan = store.rollBack(1)
    const digest = revisionOf(plan).spec
    const text = plan.outcome === 'revision' ? (plan.blobs[digest] ?? store.blobs.get(digest)) : undefined
    const wanted = JSON.parse(text ?? '{}')
    expect(wanted.spec.packages).toEqual({ stock: '2.2.0' })
  })

  it('asks for the configs that it has to read', () => {
    const store = shop()
    const first = store.promote(spec, 'orders@1.4.2', 'stock@2.1.3')
    store.promote(specOf({ orders: { ...web, config: { A: 1 } }, stock: web }))
    const base = store.revision(2)
    const needed = rollbackNeeded(store.rollbackInput(1, { configs: {}, stored: {} }))
    expect(needed.configs).toEqual([first.releases[0]?.config, base.revision.releases[0]?.config].sort())
    expect(needed.packages.map((release) => `${release.service}@${release.version}`)).toEqual(['orders@1.4.2'])
  })
})

describe('what a rollback goes back to', () => {
  const stateOf = (
    desired: number,
    deployed: number | null,
    lastGood: number | null,
    failed: readonly number[] = [],
  ) => ({
    ...new Shop().state,
    desired: { number: desired, digest: 'sha256:0' as const },
    deployed: deployed === null ? null : { number: deployed, digest: 'sha256:0' as const, at: at(0) },
    lastGood,
    specHome,
    parked: failed.map((revision) => ({ revision, packages: [], spec: null, reason: 'x', at: at(0) })),
  })
  const choose = (state: ReturnType<typeof stateOf>, to: number | null) =>
    chooseRollbackTarget({ environment: 'staging', state, to, deployedWell: good(40, 41, 42) })

  it('is what runs, when the newest failed', () =>
    expect(choose(stateOf(43, 42, 41, [43]), null)).toEqual({ outcome: 'target', number: 42 }))
  it('is else the one that was good before', () =>
    expect(choose(stateOf(42, 42, 41), null)).toEqual({ outcome: 'target', number: 41 }))
  it('is the number asked for', () =>
    expect(choose(stateOf(42, 42, 41), 40)).toEqual({ outcome: 'target', number: 40 }))

  it.each([
    ['a number that never was', stateOf(42, 42, 41), 99, 'there is no staging@99; the newest is 42'],
    ['one that was never deployed well', stateOf(42, 42, 41), 39, 'staging@39 was never deployed well'],
    ['what runs already', stateOf(42, 42, 41), 42, 'staging@42 is what runs'],
    ['when there is only one', stateOf(42, 42, null), null, 'staging@42 is the only one that was deployed well'],
    [
      'when there is none',
      stateOf(1, null, null),
      null,
      'nothing was ever deployed well there, so there is nothing to go back to',
    ],
  ])('is refused for %s', (_name, state, to, reason) => {
    expect(choose(state, to)).toMatchObject({ outcome: 'refused', refusal: { code: 'rollback-target', reason } })
  })

  it('names the ones that it can be', () => {
    const answer = choose(stateOf(42, 42, 41), 39)
    expect(answer.outcome === 'refused' && answer.refusal.fixes).toEqual([
      "Besides what runs, staging@41, staging@40 ran well: `towpath rollback --environment staging --to 41 --reason '…'`",
    ])
  })
})

describe('the chain of revisions', () => {
  it('holds from one to the next, and breaks at any change', () => {
    const store = shop()
    const first = store.promote(spec, 'orders@1.4.2', 'stock@2.1.3')
    const second = store.promote(spec, 'stock@2.2.0')
    verifyRevisionChain(first, null)
    verifyRevisionChain(second, revisionDigest(first))
    expect(() => verifyRevisionChain(second, revisionDigest({ ...first, pins: [], kind: 'spec' }))).toThrow(
      /expected the previous digest/,
    )
    expect(() => verifyRevisionChain({ ...second, number: 4 }, revisionDigest(first))).toThrow(
      /to follow staging@3, found it follows 1/,
    )
    expect(() => verifyRevisionChain({ ...second, releases: first.releases }, revisionDigest(first))).toThrow(
      /expected the content/,
    )
    expect(() => verifyRevisionChain({ ...second, previous: null }, null)).toThrow(
      /a previous revision unless it is the first/,
    )
  })
})
