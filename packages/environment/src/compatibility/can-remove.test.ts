import { parsePackageWish, satisfies } from '@towpath/descriptor'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, needs, Shop, specOf, web } from '../fixtures/builders.ts'
import { openWorld, type World, worlds } from '../fixtures/worlds.ts'
import { renderTime } from '../plan/render-time.ts'
import { checkDependencies } from '../promotion/dependencies.ts'
import type { Pin, Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { canRemove } from './can-remove.ts'
import type { ObservedCall } from './observed-calls.ts'
import { readRemoval } from './removal.ts'
import { renderRemovalText } from './removal-text.ts'

const spec = specOf({
  cart: web,
  mail: web,
  orders: web,
  stock: { ...web, versions: ['^2.1', '^3.0'] },
  billing: { external: { version: '2.3.0', endpoints: ['10.77.0.50:8080'] } },
})

function running(): readonly Release[] {
  const store = new Shop()
    .publish('stock', '2.1.3')
    .publish('stock', '3.0.0')
    .publish('orders', '1.4.2', needs('stock', '^2.1.0'))
    .publish('cart', '1.0.0', { dependencies: { stock: { range: '>=2' }, orders: { range: '^1', optional: true } } })
    .publish('mail', '1.0.0', needs('billing', '^2'))
  return store.promote(spec, 'stock@2.1.3', 'stock@3.0.0', 'orders', 'cart', 'mail').releases
}

interface Asked {
  readonly observed?: readonly ObservedCall[]
  readonly pins?: readonly Pin[]
}

function ask(text: string, { observed = [], pins = [] }: Asked = {}) {
  const releases = running()
  const removal = readRemoval(parsePackageWish(text), spec, releases)
  return canRemove({ removal, revision: 41, spec, releases, pins, observed })
}

const concernedOf = (text: string, asked: Asked = {}) =>
  ask(text, asked).concerned.map(({ state, service, from, to }) => [state, service, from, to])

describe('who would break', () => {
  it.each<[string, string, string, unknown[]]>([
    [
      'a service',
      'stock',
      'no',
      [
        ['breaks', 'cart', '3.0.0', null],
        ['breaks', 'orders', '2.1.3', null],
      ],
    ],
    ['a line that someone declares a range of', 'stock@^2.1', 'no', [['breaks', 'orders', '2.1.3', null]]],
    ['a line, in another spelling', 'stock@>=2.1.0 <3.0.0-0', 'no', [['breaks', 'orders', '2.1.3', null]]],
    ['a line whose consumers another line serves', 'stock@^3.0', 'yes', [['moves', 'cart', '3.0.0', '2.1.3']]],
    ['a version', 'stock@3.0.0', 'yes', [['moves', 'cart', '3.0.0', '2.1.3']]],
    ['what is only optional', 'orders', 'yes', [['loses', 'cart', '1.4.2', null]]],
    ['what nobody declares', 'cart', 'yes', []],
    ['an external service', 'billing', 'no', [['breaks', 'mail', '2.3.0', null]]],
  ])('if it were %s', (_name, text, answer, concerned) => {
    expect(ask(text).answer).toBe(answer)
    expect(concernedOf(text)).toEqual(concerned)
  })

  it('is told with the range, what there would be, and how often it was seen', () => {
    const observed = [
      { from: { service: 'orders', version: '1.4.2' }, to: { service: 'stock', version: '2.1.3' }, calls: 41 },
    ]
    expect(ask('stock@^2.1', { observed }).concerned).toMatchObject([
      {
        calls: 41,
        reason: 'it declares `^2.1.0`, and was seen calling it 41 times, and there would be stock 3.0.0',
      },
    ])
    expect(renderRemovalText(ask('stock@^2.1', { observed }))).toMatchInlineSnapshot(`
      "staging: the line ^2.1 of stock can't go, it would break 1 service
        ✗ orders 1.4.2: it declares ^2.1.0, and was seen calling it 41 times, and there would be stock 3.0.0
        ! Who names no range would get 3.0.0 instead of 2.1.3
      First promote versions of orders that do without it, or keep it beside what replaces it: versions under services.stock
      "
    `)
  })

  it('is also who was seen calling what goes, whatever it declares', () => {
    const calls = (service: string, version: string, to: string) => [
      { from: { service, version }, to: { service: 'stock', version: to }, calls: 3 },
    ]
    expect(concernedOf('stock@3.0.0', { observed: calls('mail', '1.0.0', '3.0.0') })).toEqual([
      ['unproven', 'mail', '3.0.0', null],
      ['moves', 'cart', '3.0.0', '2.1.3'],
    ])
    expect(ask('stock@3.0.0', { observed: calls('mail', '1.0.0', '3.0.0') }).answer).toBe('unproven')
    expect(concernedOf('stock', { observed: calls('mail', '1.0.0', '3.0.0') })).toContainEqual([
      'breaks',
      'mail',
      '3.0.0',
      null,
    ])
    expect(concernedOf('stock@3.0.0', { observed: calls('mail', '0.9.0', '3.0.0') })).toHaveLength(1)
  })

  it('is not all that stands in the way: a pin does, and the line of those who name no range', () => {
    const pin = { service: 'stock', version: '3.0.0', config: running()[0]?.config ?? 'sha256:', since: at(0) }
    expect(ask('stock@3.0.0', { pins: [{ ...pin, by: 'ada', reason: 'it holds' }] })).toMatchObject({
      answer: 'no',
      obstacles: [`stock 3.0.0 is pinned by ada since ${renderTime(at(0))}: it holds`],
    })
    expect(ask('stock@2.1.3').obstacles).toHaveLength(1)
  })
})

describe('a part of a set', () => {
  const shop = new Shop()
    .publish('mail', '1.0.0')
    .publish('cart', '1.0.0')
    .publishSet('checkout', '3.0.0', { mail: '1.0.0', cart: '1.0.0' })
    .publishSet('alone', '1.0.0', { cart: '1.0.0' })
  const askIn = (...wishes: readonly string[]) => {
    const services = specOf({ mail: web, cart: web })
    const plan = shop.plan(services, wishes)
    const releases = plan.outcome === 'revision' ? plan.revision.releases : []
    const removal = readRemoval(parsePackageWish('cart'), services, releases)
    return canRemove({ removal, revision: 41, spec: services, releases, pins: [], observed: [] })
  }

  it('can not go alone, all of a set can', () => {
    expect(askIn('set checkout')).toMatchObject({
      answer: 'no',
      obstacles: ['cart 1.0.0 stands for checkout@3.0.0, and a set goes only as a whole'],
      fix: 'First promote versions of checkout that do without it',
    })
    expect(askIn('set alone', 'mail')).toMatchObject({ answer: 'yes', obstacles: [] })
  })
})

describe('what is asked for', () => {
  it.each([
    ['stokc', /Did you mean `stock`/],
    ['stock@2.1.4', /expected one of 2\.1\.3, 3\.0\.0, found a version that does not run there/],
    ['stock@~2', /expected one of `\^2\.1`, `\^3\.0`, 2\.1\.3, 3\.0\.0, found `~2`, which is no line there/],
  ])('has to be there: %s', (text, message) => {
    expect(() => ask(text)).toThrow(message)
  })
})

/** Takes it away and looks at every edge again. */
function breaksByForce(
  spec: EnvironmentSpec,
  before: readonly Release[],
  after: readonly Release[],
): readonly string[] {
  const nameOf = ({ consumer, dependency }: { consumer: { service: string; version: string }; dependency: string }) =>
    `${consumer.service}@${consumer.version} ${dependency}`
  const known = new Set(checkDependencies(spec, before).broken.map(nameOf))
  const broken = checkDependencies(spec, after).broken.map(nameOf)
  return broken.filter((name) => !known.has(name)).sort()
}

function played(made: World) {
  const { shop, spec } = openWorld(made)
  for (const wishes of made.rounds) {
    const plan = shop.plan(spec, wishes)
    if (plan.outcome === 'revision') shop.write(plan, spec)
  }
  return { shop, spec, releases: shop.revisions.at(-1)?.releases ?? [] }
}

describe('the answer for any revision', () => {
  it('agrees with taking it away and looking, and does not depend on order', () => {
    const compare = (
      spec: EnvironmentSpec,
      releases: readonly Release[],
      { service, version }: Release,
      text: string,
    ) => {
      const removal = readRemoval(parsePackageWish(text), spec, releases)
      const question = { removal, revision: 1, spec, releases, pins: [], observed: [] }
      const answer = canRemove(question)
      const goes = (one: Release) => one.service === service && (text === service || one.version === version)
      const breaking = answer.concerned.filter((one) => one.state === 'breaks')
      expect(breaking.map((one) => `${one.service}@${one.version} ${service}`)).toEqual(
        breaksByForce(
          spec,
          releases,
          releases.filter((one) => !goes(one)),
        ),
      )
      expect(canRemove({ ...question, releases: releases.toReversed() })).toEqual(answer)
      for (const moved of answer.concerned.filter((one) => one.state === 'moves')) {
        expect(satisfies(moved.to ?? '', moved.range ?? '', { prereleases: spec.prereleases ?? 'exclude' })).toBe(true)
      }
    }
    fc.assert(
      fc.property(worlds, (made) => {
        const { spec, releases } = played(made)
        for (const release of releases) {
          for (const text of [release.service, `${release.service}@${release.version}`]) {
            compare(spec, releases, release, text)
          }
        }
      }),
      { numRuns: 80 },
    )
  })

  it('agrees, for a line, with the plan for a spec without it', () => {
    let compared = 0
    fc.assert(
      fc.property(worlds, (made) => {
        const { shop, spec, releases } = played(made)
        for (const [service, lines] of Object.entries(made.lines)) {
          for (const line of (lines ?? []).length > 1 ? (lines ?? []) : []) {
            const removal = { kind: 'line' as const, service, line }
            const answer = canRemove({ removal, revision: 1, spec, releases, pins: [], observed: [] })
            const versions = (lines ?? []).filter((one) => one !== line)
            const narrowed = { ...spec, services: { ...spec.services, [service]: { ...web, versions } } }
            const plan = shop.plan(narrowed)
            if (releases.length === 0) continue
            expect(plan.outcome === 'refused').toBe(answer.answer === 'no')
            compared += 1
          }
        }
      }),
      { numRuns: 80 },
    )
    expect(compared).toBeGreaterThan(20)
  })
})
