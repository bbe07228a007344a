import type { PackageRecord } from '@towpath/descriptor'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { needs, Shop, specOf, web } from '../fixtures/builders.ts'
import { openWorld, worlds } from '../fixtures/worlds.ts'
import { checkDependencies } from '../promotion/dependencies.ts'
import { propose } from '../promotion/propose.ts'
import { Reading } from '../promotion/published.ts'
import { allowedVersions } from '../promotion/resolve-wish.ts'
import { type ChosenVersion, selectReleases } from '../promotion/select-releases.ts'
import type { Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import type { Attempt } from './attempt.ts'
import { type DerivedSet, deriveSet, searchBounds } from './derive-set.ts'

const exact = (text: string): [string, string] => [text.split('@')[0] ?? '', text.split('@')[1] ?? '']

/** All that the shop has, read beforehand, in an order of its own. */
function readingOf(shop: Shop, turned = false): Reading {
  const turn = <Value>(list: readonly Value[]) => (turned ? list.toReversed() : [...list])
  const published = turn([...shop.packages]).map(([name, records]) => [
    name,
    {
      versions: turn([...records.keys()]),
      marks: shop.marks.get(name) ?? {},
      records: Object.fromEntries(turn([...records])),
    },
  ])
  return new Reading(Object.fromEntries(published), {})
}

function chosenOf(shop: Shop, texts: readonly string[]): readonly ChosenVersion[] {
  return texts.flatMap((text) => {
    const [name, version] = exact(text)
    const record: PackageRecord | undefined = shop.packages.get(name)?.get(version)
    return record === undefined ? [] : [{ name, version, record }]
  })
}

interface Asked {
  readonly spec: EnvironmentSpec
  readonly shop: Shop
  readonly chosen: readonly ChosenVersion[]
  readonly mayCome?: Attempt['mayCome']
}

function attemptOf({ spec, shop, chosen, mayCome = () => true }: Asked, turned = false): Attempt {
  const base: readonly Release[] = shop.revisions.at(-1)?.releases ?? []
  const proposal = propose(spec, base, chosen, [])
  return { spec, base, pins: [], chosen, proposal, reading: readingOf(shop, turned), mayCome }
}

const derive = (
  shop: Shop,
  spec: EnvironmentSpec,
  texts: readonly string[],
  mayCome?: Attempt['mayCome'],
): DerivedSet =>
  deriveSet(attemptOf({ spec, shop, chosen: chosenOf(shop, texts), ...(mayCome === undefined ? {} : { mayCome }) }))

const furtherOf = (derived: DerivedSet) =>
  derived.outcome === 'found' ? derived.added.map(({ name, version }) => `${name}@${version}`) : derived.outcome

describe('the derived set', () => {
  const shop = () =>
    new Shop()
      .publish('stock', '2.1.3')
      .publish('stock', '3.0.0')
      .publish('stock', '3.1.0')
      .publish('rates', '1.0.0')
      .publish('rates', '2.0.0')
      .publish('orders', '1.4.2', needs('stock', '^2.1.0'))
      .publish('orders', '2.0.0', needs('stock', '^3.0.0'))
      .publish('orders', '2.1.0', { dependencies: { stock: { range: '^3.0.0' }, rates: { range: '^2' } } })
      .publish('cart', '1.0.0', needs('stock', '^2'))
      .publish('cart', '2.0.0', needs('orders', '^2'))
  const spec = specOf({ orders: web, stock: web, cart: web, rates: web })
  const running = (...wishes: string[]) => {
    const store = shop()
    store.promote(spec, ...wishes)
    return store
  }

  it.each<[string, string[], string[], string[]]>([
    ['a dependency that is not there', [], ['orders@1.4.2'], ['stock@2.1.3']],
    ['the newest that fits', [], ['orders@2.0.0'], ['stock@3.1.0']],
    ['dependencies of the dependency', [], ['cart@2.0.0'], ['orders@2.0.0', 'stock@3.1.0']],
    ['the consumer, rather than two packages', ['orders@1.4.2', 'stock@2.1.3'], ['stock@3.0.0'], ['orders@2.0.0']],
    [
      'every consumer that would break',
      ['orders@1.4.2', 'cart@1.0.0', 'stock@2.1.3'],
      ['stock@3.0.0'],
      ['cart@2.0.0', 'orders@2.0.0'],
    ],
  ])('brings %s', (_name, before, asked, further) => {
    const store = before.length === 0 ? shop() : running(...before)
    const derived = derive(store, spec, asked)
    expect(furtherOf(derived)).toEqual(further)
    expect(derived).toMatchObject({ isSmallest: true })
  })

  it('comes in the order of what needs what', () => {
    expect(derive(shop(), spec, ['cart@2.0.0'])).toMatchObject({
      order: [['stock@3.1.0'], ['orders@2.0.0'], ['cart@2.0.0']],
    })
  })

  it('holds only what may come', () => {
    const notYet = ({ service, version }: { service: string; version: string }) =>
      `${service}@${version}` !== 'stock@3.1.0'
    expect(furtherOf(derive(shop(), spec, ['orders@2.0.0'], notYet))).toEqual(['stock@3.0.0'])
    expect(furtherOf(derive(shop(), spec, ['orders@2.0.0'], () => false))).toBe('none')
  })

  it('never takes the place of what was asked for', () => {
    const store = running('orders@1.4.2', 'stock@2.1.3')
    expect(furtherOf(derive(store, spec, ['stock@3.0.0', 'orders@1.4.2']))).toBe('none')
  })

  it('moves nothing that could not be placed or served here', () => {
    const store = shop().publish('stock', '3.2.0', { provides: { feed: { protocol: 'tcp', port: 'FEED_PORT' } } })
    expect(furtherOf(derive(store, spec, ['orders@2.0.0']))).toEqual(['stock@3.1.0'])
  })

  it('is looked for among the newest versions, and says when there are older ones', () => {
    const store = new Shop().publish('orders', '1.0.0', needs('stock', '1.0.0')).publish('stock', '1.0.0')
    const services = specOf({ orders: web, stock: web })
    expect(derive(store, services, ['orders@1.0.0'])).toMatchObject({ outcome: 'found', isSmallest: true })
    for (let minor = 1; minor <= searchBounds.versionsOfPackage; minor += 1) store.publish('stock', `1.${minor}.0`)
    expect(derive(store, services, ['orders@1.0.0']).outcome).toBe('gave-up')
    store.publish('orders', '2.0.0', needs('stock', '>1.0.0'))
    expect(derive(store, services, ['orders@2.0.0'])).toMatchObject({ outcome: 'found', isSmallest: false })
  })

  it('is given up honestly where too many combinations would have to be tried', () => {
    const names = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']
    const keys: Record<string, string> = { fifth: '1', third: '2' }
    const store = new Shop().publish('key', '1.0.0').publish('key', '2.0.0')
    store.publish('root', '1.0.0', { dependencies: Object.fromEntries(names.map((name) => [name, { range: '*' }])) })
    for (const name of names) {
      for (let minor = 0; minor < 8; minor += 1) {
        store.publish(name, `1.${minor}.0`, needs('key', keys[name] ?? '*'))
      }
    }
    const services = specOf(Object.fromEntries(['key', 'root', ...names].map((name) => [name, web])))
    const derived = derive(store, services, ['root@1.0.0'])
    expect(derived).toEqual({ outcome: 'gave-up', combinations: searchBounds.combinations })
  })
})

/** By trying every set of published versions, the small ones first; null: none of at most so many does it. */
function smallestByForce({ spec, shop, chosen }: Asked, largest: number): number | null {
  const base = shop.revisions.at(-1)?.releases ?? []
  const before = selectReleases(spec, base, chosen, []).releases
  const standing = chosen.filter((one) =>
    before.some((release) => release.service === one.name && release.version === one.version),
  )
  const all = [...shop.packages].flatMap(([name, records]) => {
    const published = { versions: [...records.keys()], marks: {}, records: {} }
    return allowedVersions({ name, range: null }, spec, published).versions.map((version) => `${name}@${version}`)
  })
  const pool = chosenOf(shop, all)
  const holds = (further: readonly ChosenVersion[]) => {
    const { releases, refusals } = selectReleases(spec, base, [...chosen, ...further], [])
    const stands = (one: ChosenVersion) =>
      releases.some((release) => release.service === one.name && release.version === one.version)
    return (
      refusals.length === 0 &&
      [...standing, ...further].every(stands) &&
      checkDependencies(spec, releases).broken.length === 0
    )
  }
  const some = (from: number, further: readonly ChosenVersion[], left: number): boolean => {
    if (left === 0) return holds(further)
    return pool.slice(from).some((one, index) => some(from + index + 1, [...further, one], left - 1))
  }
  for (let size = 1; size <= largest; size += 1) if (some(0, [], size)) return size
  return null
}

/** Holds, is as small as brute force finds, and the same for every order; false: nothing was to derive. */
function expectSmallest(asked: Asked): boolean {
  const attempt = attemptOf(asked)
  if (asked.chosen.length === 0 || attempt.proposal.dependencies.broken.length === 0) return false
  const derived = deriveSet(attempt)
  const smallest = smallestByForce(asked, 3)
  const added = derived.outcome === 'found' ? derived.added : []
  if (derived.outcome === 'found' && added.length <= 3) expect(added).toHaveLength(smallest ?? -1)
  else expect(smallest).toBeNull()
  const { releases } = selectReleases(asked.spec, attempt.base, [...asked.chosen, ...added], [])
  expect(checkDependencies(asked.spec, releases).broken.length === 0).toBe(derived.outcome === 'found')
  expect(deriveSet(attemptOf({ ...asked, chosen: [...asked.chosen].reverse() }, true))).toEqual(derived)
  return true
}

describe('the derived set of any change', () => {
  it('holds, is no larger than the smallest that brute force finds, and does not depend on order', () => {
    let compared = 0
    fc.assert(
      fc.property(worlds, (made) => {
        const { shop, spec } = openWorld(made)
        for (const wishes of made.rounds) {
          const plan = shop.plan(spec, wishes)
          if (plan.outcome === 'revision') shop.write(plan, spec)
        }
        for (const { name, version } of made.published) {
          if (expectSmallest({ spec, shop, chosen: chosenOf(shop, [`${name}@${version}`]) })) compared += 1
        }
      }),
      { numRuns: 60 },
    )
    expect(compared).toBeGreaterThan(10)
  })
})
