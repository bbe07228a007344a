import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { liveOf, type WantedTraits, wantedOf } from '../trial/wanted.ts'
import type { DeployPlan } from './deploy-plan.ts'
import { planDeploy } from './plan-deploy.ts'
import { serviceOrder } from './plan-groups.ts'
import { planPutBack } from './plan-put-back.ts'
import type { LiveInstance, Standing } from './standing.ts'

const nothing: Standing = { live: [], leftovers: [] }
const proven = () => true

function groupsOf({ groups }: DeployPlan): unknown {
  return groups.map(({ services, strategy, batches }) => [
    services.join('+'),
    strategy,
    batches.map((batch) => batch.map(({ wanted }) => `${wanted.release.service}@${wanted.host}`)),
  ])
}

function plan(wanted: readonly WantedTraits[], standing: Partial<Standing> = {}, isProven = proven): DeployPlan {
  const instances = wanted.map(wantedOf)
  const order = serviceOrder(instances.map(({ release }) => release))
  return planDeploy({ wanted: instances, standing: { ...nothing, ...standing }, isProven, order })
}

describe('a plan', () => {
  it('starts providers first, services that need one another together, and those with a gap last', () => {
    const made = plan([
      { service: 'web', dependencies: ['orders', 'ledger'] },
      { service: 'orders', dependencies: ['stock'] },
      { service: 'stock', dependencies: ['orders'] },
      { service: 'ledger', strategy: 'replace' },
    ])
    expect(groupsOf(made)).toEqual([
      ['orders+stock', 'overlap', [['orders@a', 'stock@a']]],
      ['web', 'overlap', [['web@a']]],
      ['ledger', 'replace', [['ledger@a']]],
    ])
  })

  it.each([
    [1, [['a'], ['b'], ['c'], ['d']]],
    [3, [['a', 'b', 'c'], ['d']]],
    [
      '50%',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['10%', [['a'], ['b'], ['c'], ['d']]],
    ['100%', [['a', 'b', 'c', 'd']]],
  ])('with batch %s goes through four hosts as %j', (batch, expected) => {
    const hosts = ['a', 'b', 'c', 'd']
    const made = plan(hosts.map((host) => ({ service: 'orders', host, hosts, batch })))
    expect(made.groups[0]?.batches.map((one) => one.map(({ wanted }) => wanted.host))).toEqual(expected)
  })

  it('keeps what runs and is known to work; what a killed run had just started must show it first', () => {
    const orders = wantedOf({ service: 'orders' })
    expect(plan([{ service: 'orders' }], { live: [liveOf(orders)] })).toMatchObject({ groups: [], packages: {} })
    const unproven = plan([{ service: 'orders' }], { live: [liveOf(orders)] }, () => false)
    expect(unproven).toMatchObject({ kept: [], leaving: [], groups: [{ services: ['orders'] }] })
    const still = plan([{ service: 'orders' }], { live: [liveOf(orders, 'stopped')] })
    expect(still).toMatchObject({ kept: [], leaving: [], groups: [{ services: ['orders'] }] })
  })

  it('brings a package to a host once, and only where something starts', () => {
    const made = plan([
      { service: 'orders', host: 'a' },
      { service: 'orders', host: 'a', ordinal: 2 },
      { service: 'orders', host: 'b' },
    ])
    expect(Object.entries(made.packages).map(([host, releases]) => [host, releases.length])).toEqual([
      ['a', 1],
      ['b', 1],
    ])
  })

  it('takes no folder for a leftover that it is about to fill', () => {
    const { folder, unit } = wantedOf({ service: 'orders' })
    const ours = { host: 'a', folder: { service: 'orders', release: folder }, unit: null }
    const stray = { host: 'a', folder: null, unit }
    const other = { host: 'b', folder: { service: 'orders', release: folder }, unit: null }
    expect(plan([{ service: 'orders' }], { leftovers: [ours, stray, other] }).leftovers).toEqual([other])
  })
})

const hostNames = fc.constantFrom('a', 'b', 'c')
const traits = fc.record({
  service: fc.constantFrom('web', 'orders', 'stock', 'mail'),
  version: fc.constantFrom('1.0.0', '1.1.0'),
  host: hostNames,
  ordinal: fc.constantFrom(1, 2),
  config: fc.constantFrom('x', 'y'),
})
const unique = fc.uniqueArray(traits, { selector: (one) => wantedOf(one).id, maxLength: 12 })
const standing = fc
  .array(fc.tuple(traits, fc.constantFrom('running', 'stopped', 'failed', 'starting')), { maxLength: 12 })
  .map((all): LiveInstance[] => [
    ...new Map(all.map(([one, state]) => [wantedOf(one).id, liveOf(wantedOf(one), state)])).values(),
  ])

describe('every plan', () => {
  const settings = fc.record({
    strategy: fc.constantFrom<'overlap' | 'replace'>('overlap', 'replace'),
    batch: fc.constantFrom<number | string>(1, 2, '50%'),
    dependencies: fc.dictionary(
      fc.constantFrom('web', 'orders', 'stock', 'mail'),
      fc.uniqueArray(fc.constantFrom('web', 'orders', 'stock', 'mail'), { maxLength: 2 }),
    ),
  })

  it('keeps or starts each wanted instance, none both, and lets everything else leave', () => {
    fc.assert(
      fc.property(
        unique,
        standing,
        settings,
        fc.boolean(),
        (wanted, live, { strategy, batch, dependencies }, known) => {
          const all = wanted.map((one) => ({
            ...one,
            strategy,
            batch,
            hosts: ['a', 'b', 'c'],
            dependencies: dependencies[one.service] ?? [],
          }))
          const made = plan(all, { live }, () => known)
          const entering = made.groups.flatMap(({ batches }) => batches.flat()).map((one) => one.wanted.id)
          const kept = made.kept.map((one) => one.wanted.id)
          expect([...entering, ...kept].sort()).toEqual(all.map((one) => wantedOf(one).id).sort())
          const leaving = made.leaving.map(({ manifest }) => manifest.id)
          const ids = live.map(({ manifest }) => manifest.id)
          expect([...leaving].sort()).toEqual(ids.filter((id) => ![...entering, ...kept].includes(id)).sort())
        },
      ),
    )
  })

  it('has no batch on more hosts than asked', () => {
    fc.assert(
      fc.property(unique, settings, (wanted, { batch }) => {
        const made = plan(wanted.map((one) => ({ ...one, batch, hosts: ['a', 'b', 'c'] })))
        const limit = batch === '50%' ? 1 : Number(batch)
        const batches = made.groups.flatMap((group) => group.batches)
        const widest = Math.max(0, ...batches.map((one) => new Set(one.map((each) => each.wanted.host)).size))
        expect(widest).toBeLessThanOrEqual(limit)
      }),
    )
  })

  it('has no dependency after who needs it, unless they need one another', () => {
    fc.assert(
      fc.property(unique, settings, (wanted, { dependencies }) => {
        const made = plan(wanted.map((one) => ({ ...one, dependencies: dependencies[one.service] ?? [] })))
        const place = (service: string) => made.groups.findIndex(({ services }) => services.includes(service))
        const present = new Set(wanted.map(({ service }) => service))
        for (const service of present) {
          const reached = reachedFrom(service, dependencies, present)
          for (const other of reached) {
            const isMutual = reachedFrom(other, dependencies, present).has(service)
            expect(place(other) < place(service) || isMutual).toBe(true)
          }
        }
      }),
    )
  })
})

/** All that a service needs, directly or not, among those that are there. */
function reachedFrom(
  service: string,
  dependencies: Readonly<Record<string, readonly string[]>>,
  present: ReadonlySet<string>,
): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [service]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    for (const next of (dependencies[one] ?? []).filter((name) => present.has(name) && !reached.has(name))) {
      reached.add(next)
      waiting.push(next)
    }
  }
  return reached
}

describe('putting back', () => {
  const old = wantedOf({ service: 'orders', version: '1.0.0', identity: '0000aaaa' })
  const rotated = wantedOf({ service: 'orders', version: '1.0.0', identity: '0000bbbb' })
  const fresh = wantedOf({ service: 'orders', version: '1.1.0', identity: '0000cccc' })
  const order = [['orders']]
  const back = (live: readonly LiveInstance[], before: readonly string[], wanted = [old]): DeployPlan =>
    planPutBack({
      wanted,
      standing: { live, leftovers: [] },
      before: new Set(before),
      served: new Set(before),
      order,
    })
  const entrances = ({ groups }: DeployPlan) =>
    groups
      .flatMap(({ batches }) => batches.flat())
      .map(({ wanted, revived }) => [wanted.id, revived?.manifest.id ?? null])

  it('keeps what still runs, and lets what was started leave', () => {
    const made = back([liveOf(old), liveOf(fresh)], [old.id])
    expect(made).toMatchObject({ groups: [], kept: [{ wanted: { id: old.id } }] })
    expect(made.leaving.map(({ manifest }) => manifest.id)).toEqual([fresh.id])
  })

  it('starts as it stands what stands still', () => {
    const made = back([liveOf(old, 'stopped'), liveOf(fresh)], [old.id])
    expect(entrances(made)).toEqual([[old.id, old.id]])
    expect(made.packages).toEqual({})
  })

  it('starts anew what is gone', () => {
    const made = back([liveOf(fresh)], [])
    expect(entrances(made)).toEqual([[old.id, null]])
    expect(Object.keys(made.packages)).toEqual(['a'])
  })

  it('takes the one that served, not the one with the rotated secret that this deploy started', () => {
    const made = back([liveOf(rotated), liveOf(old)], [old.id], [rotated])
    expect(made.kept.map(({ live }) => live.manifest.id)).toEqual([old.id])
    expect(made.leaving.map(({ manifest }) => manifest.id)).toEqual([rotated.id])
  })

  it('matches each wanted instance with one of its own', () => {
    fc.assert(
      fc.property(unique, standing, fc.boolean(), (wanted, live, stood) => {
        const all = wanted.map(wantedOf)
        const made = planPutBack({
          wanted: all,
          standing: { live, leftovers: [] },
          before: new Set(stood ? live.map(({ manifest }) => manifest.id) : []),
          served: new Set(),
          order: serviceOrder(all.map(({ release }) => release)),
        })
        const used = [
          ...made.kept.map((one) => one.live),
          ...made.groups.flatMap(({ batches }) => batches.flat()).flatMap(({ revived }) => revived ?? []),
        ]
        expect(new Set(used).size).toBe(used.length)
        expect(new Set([...used, ...made.leaving])).toEqual(new Set(live))
        expect(made.kept.length + made.groups.flatMap(({ batches }) => batches.flat()).length).toBe(all.length)
      }),
    )
  })
})
