import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { descriptorOf, needs, Shop, specOf, web } from '../fixtures/builders.ts'
import { checkDependencies } from '../promotion/dependencies.ts'
import type { Release } from '../revision.ts'
import { joinSets, setsOf } from '../sets/set-names.ts'
import { closeSubset, mixReleases } from './subset.ts'

const services = ['cart', 'mail', 'orders', 'stock', 'web'] as const
const spec = specOf(Object.fromEntries(services.map((name) => [name, web])))

type Needs = Parameters<typeof descriptorOf>[2]

/** A release as a revision has it; only what decides about closing matters. */
function release(service: string, version: string, traits: Needs = {}, setOf: string | null = null): Release {
  const shop = new Shop().publish(service, version)
  const [made] = shop.promote(spec, `${service}@${version}`).releases
  if (made === undefined) throw new Error('no release')
  return { ...made, descriptor: descriptorOf(service, version, traits), setOf }
}

const close = (named: readonly string[], current: readonly Release[], former: readonly Release[]) =>
  closeSubset({ named: new Set(named), current, former, specWith: () => spec })

const told = (answer: ReturnType<typeof close>) => ({
  services: [...answer.services].sort(),
  open: answer.broken.map((edge) => `${edge.consumer.service} → ${edge.dependency}`),
})

describe('the services that go back together', () => {
  const stock = { old: release('stock', '1.0.0'), new: release('stock', '2.0.0') }
  const orders = {
    old: release('orders', '1.0.0', needs('stock', '^1')),
    new: release('orders', '2.0.0', needs('stock', '^2')),
  }
  const cart = {
    old: release('cart', '1.0.0', needs('stock', '*')),
    new: release('cart', '2.0.0', needs('orders', '*')),
  }

  it.each<[string, string[], Release[], Release[], string[]]>([
    ['one that nobody needs', ['cart'], [stock.new, orders.new, cart.new], [stock.old, orders.old, cart.old], ['cart']],
    [
      'one and who needs what it was not',
      ['stock'],
      [stock.new, orders.new],
      [stock.old, orders.old],
      ['orders', 'stock'],
    ],
    ['one and what it needs', ['orders'], [stock.new, orders.new], [stock.old, orders.old], ['orders', 'stock']],
    ['one and who came since', ['stock'], [stock.new, orders.new], [stock.old], ['orders', 'stock']],
    ['one and what went since', ['orders'], [orders.old, stock.old].slice(1), [stock.old, orders.old], ['orders']],
  ])('are %s', (_name, named, current, former, expected) => {
    expect(told(close(named, current, former))).toEqual({ services: expected, open: [] })
  })

  it('are the whole set, that which returns and that which makes way', () => {
    const of = (service: string, version: string, set: string | null) => release(service, version, {}, set)
    const current = [of('cart', '2.0.0', 'shop@2.0.0'), of('mail', '2.0.0', 'shop@2.0.0'), of('stock', '1.0.0', null)]
    const former = [of('cart', '1.0.0', 'shop@1.0.0'), of('orders', '1.0.0', 'shop@1.0.0'), of('stock', '1.0.0', null)]
    const answer = close(['cart'], current, former)
    expect(told(answer)).toEqual({ services: ['cart', 'mail', 'orders'], open: [] })
    expect(answer.brought.map(({ because }) => because)).toEqual([
      { kind: 'set', set: 'shop@2.0.0', with: 'cart' },
      { kind: 'set', set: 'shop@1.0.0', with: 'cart' },
    ])
  })

  it('are a chain of thousand, one by one', () => {
    const names = Array.from({ length: 1000 }, (_, index) => `link-${index}`)
    const chain = (version: string) =>
      names.map((service, index) => ({
        ...template('cart', '1.0.0'),
        service,
        version,
        descriptor: descriptorOf(service, version, index === 0 ? {} : needs(`link-${index - 1}`, `^${version}`)),
      }))
    expect(close(['link-0'], chain('2.0.0'), chain('1.0.0')).services.size).toBe(1000)
  })

  it('can not be closed where an edge did not hold then either', () => {
    const answer = close(['orders'], [stock.new, orders.new], [stock.new, orders.old])
    expect(told(answer).open).toEqual(['orders → stock'])
  })
})

const versions = ['1.0.0', '2.0.0'] as const
const ranges = ['^1', '^2', '*'] as const
const edges = fc.dictionary(fc.constantFrom(...services), fc.constantFrom(...ranges), { maxKeys: 2 })
const state = fc.record(
  Object.fromEntries(
    services.map((name) => [
      name,
      fc.option(fc.record({ version: fc.constantFrom(...versions), edges, sets: fc.subarray(['a', 'b']) })),
    ]),
  ),
)

/** Only states that hold in themselves, as revisions do. */
function releasesOf(drawn: typeof state extends fc.Arbitrary<infer Value> ? Value : never, number: number): Release[] {
  const all = Object.entries(drawn).flatMap(([service, one]) => {
    if (one === null) return []
    const dependencies = Object.fromEntries(
      Object.entries(one.edges).flatMap(([to, range]) => (to === service ? [] : [[to, { range }]])),
    )
    const sets = one.sets.map((set) => `${set}@${number}.0.0`)
    return [
      {
        ...template(service, one.version),
        descriptor: descriptorOf(service, one.version, { dependencies }),
        setOf: joinSets(sets),
      },
    ]
  })
  const { broken } = checkDependencies(spec, all)
  const wrong = new Set(broken.map((edge) => edge.consumer.service))
  return wrong.size === 0
    ? all
    : all.map((one) => (wrong.has(one.service) ? { ...one, descriptor: descriptorOf(one.service, one.version) } : one))
}

const templates = new Map<string, Release>()
function template(service: string, version: string): Release {
  const name = `${service}@${version}`
  const made = templates.get(name) ?? release(service, version)
  templates.set(name, made)
  return made
}

function isClosed(chosen: ReadonlySet<string>, current: readonly Release[], former: readonly Release[]): boolean {
  const isTorn = [current, former].some((releases) =>
    releases.some(
      (one) =>
        !chosen.has(one.service) &&
        setsOf(one).some((set) => releases.some((other) => setsOf(other).includes(set) && chosen.has(other.service))),
    ),
  )
  return !isTorn && checkDependencies(spec, mixReleases(current, former, chosen)).broken.length === 0
}

describe('of all closed sets around a service', () => {
  it('the one found is the smallest, by trying every one', () => {
    fc.assert(
      fc.property(state, state, fc.constantFrom(...services), (before, after, named) => {
        const [former, current] = [releasesOf(before, 1), releasesOf(after, 2)]
        const answer = close([named], current, former)
        const all = Array.from({ length: 2 ** services.length }, (_, mask) =>
          services.filter((_name, bit) => (mask >> bit) % 2 === 1),
        )
        const closed = all
          .map((names) => new Set<string>(names))
          .filter((names) => names.has(named) && isClosed(names, current, former))
        expect(answer.broken).toEqual([])
        expect(closed.length).toBeGreaterThan(0)
        expect(answer.services.size).toBe(Math.min(...closed.map((names) => names.size)))
        expect(isClosed(answer.services, current, former)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
