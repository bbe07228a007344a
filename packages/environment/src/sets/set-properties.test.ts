import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Shop, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import { planPromotion } from '../promotion/plan-promotion.ts'
import type { Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { setsOf } from './set-names.ts'

const names = ['cart', 'mail', 'orders', 'stock'] as const
const versions = ['1.0.0', '1.1.0', '2.0.0'] as const

const name = fc.constantFrom(...names)
const version = fc.constantFrom(...versions)
const edges = fc.dictionary(name, fc.record({ range: fc.constantFrom('^1', '*', '>=1.1'), optional: fc.boolean() }), {
  maxKeys: 2,
})
const packages = fc.dictionary(name, version, { minKeys: 1, maxKeys: 3 })
const setVersion = fc.constantFrom('1.0.0', '2.0.0', '3.0.0')
const setName = fc.constantFrom('checkout', 'insight')
const wanted = fc.dictionary(setName, fc.uniqueArray(setVersion, { minLength: 1, maxLength: 2 }), { maxKeys: 2 })
const wish = fc.oneof(
  fc.tuple(setName, setVersion).map(([one, of]) => `set ${one}@${of}`),
  fc.tuple(name, version).map(([one, of]) => `${one}@${of}`),
)

const world = fc.record({
  edges: fc.array(edges, { minLength: 12, maxLength: 12 }),
  /** Six of them: three versions of two sets. */
  sets: fc.array(packages, { minLength: 6, maxLength: 6 }),
  lines: fc.option(fc.constantFrom(['^1', '^2'], ['^2', '^1']), { nil: undefined }),
  rounds: fc.array(fc.record({ wishes: fc.array(wish, { maxLength: 3 }), sets: wanted }), {
    minLength: 2,
    maxLength: 5,
  }),
})

type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never

function open(made: World): Shop {
  const shop = new Shop()
  names.forEach((one, row) => {
    versions.forEach((of, column) => {
      const { [one]: _itself, ...others } = made.edges[row * versions.length + column] ?? {}
      shop.publish(one, of, { dependencies: others })
    })
  })
  made.sets.forEach((all, index) => {
    shop.publishSet(index < 3 ? 'checkout' : 'insight', `${(index % 3) + 1}.0.0`, all)
  })
  return shop
}

function play(made: World, see: (plan: Plan, shop: Shop, spec: EnvironmentSpec) => void): void {
  const shop = open(made)
  const services = Object.fromEntries(
    names.map((one) => [one, made.lines === undefined ? web : { ...web, versions: made.lines }]),
  )
  for (const { wishes, sets } of made.rounds) {
    const spec = specOf(services, { sets })
    const plan = shop.plan(spec, wishes)
    see(plan, shop, spec)
    if (plan.outcome === 'revision') shop.write(plan, spec)
  }
}

/** By set: what the releases of a revision say that it consists of. */
function membersOf(releases: readonly Release[]): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const members = new Map<string, Record<string, string>>()
  for (const release of releases)
    for (const set of setsOf(release)) members.set(set, { ...members.get(set), [release.service]: release.version })
  return members
}

/** Commands in the fixes of a plan that was refused for its dependencies alone, as wishes. */
function commandsOffered(plan: Plan): readonly string[][] {
  if (plan.outcome !== 'refused' || plan.refusals.some((one) => one.code !== 'dependency-unsatisfied')) return []
  return plan.refusals.flatMap(({ fixes }) =>
    fixes.flatMap((fix) => {
      const command = /`towpath promote --environment staging( --(?:set|packages) .*)`/.exec(fix)?.[1]
      if (command === undefined) return []
      return [
        [...command.matchAll(/ --(set|packages) (\S+)/g)].map(([, of, what]) =>
          of === 'set' ? `set ${what}` : `${what}`,
        ),
      ]
    }),
  )
}

describe('no accepted plan', () => {
  it('has a part of a set only, or a set that is not what was published', () => {
    let accepted = 0
    fc.assert(
      fc.property(world, (made) => {
        play(made, (plan, shop) => {
          if (plan.outcome !== 'revision') return
          for (const [set, packages] of membersOf(plan.revision.releases)) {
            const [named = '', of = ''] = set.split('@')
            expect(packages).toEqual(shop.sets.get(named)?.[of]?.packages)
            accepted += 1
          }
        })
      }),
      { numRuns: 100 },
    )
    expect(accepted).toBeGreaterThan(20)
  })

  it('has a release that gets another version than its first set names', () => {
    fc.assert(
      fc.property(world, (made) => {
        play(made, (plan) => {
          if (plan.outcome !== 'revision') return
          const members = membersOf(plan.revision.releases)
          for (const release of plan.revision.releases) {
            for (const [dependency, { version: answer }] of Object.entries(release.dependencies)) {
              const own = setsOf(release)
                .map((set) => members.get(set)?.[dependency])
                .find((one) => one !== undefined)
              if (own !== undefined && answer !== null) expect(answer).toBe(own)
            }
          }
        })
      }),
      { numRuns: 80 },
    )
  })

  it('has two releases in one place, or a service without a default', () => {
    fc.assert(
      fc.property(world, (made) => {
        play(made, (plan) => {
          if (plan.outcome !== 'revision') return
          const { releases } = plan.revision
          expect(new Set(releases.map((one) => `${one.service} ${one.line}`)).size).toBe(releases.length)
          expect(new Set(releases.map((one) => `${one.service}@${one.version}`)).size).toBe(releases.length)
          for (const [, all] of Map.groupBy(releases, (one) => one.service))
            expect(all.filter((one) => one.isDefault).length).toBeLessThanOrEqual(1)
        })
      }),
      { numRuns: 80 },
    )
  })
})

describe('every plan of sets', () => {
  it('offers only ways out that lead somewhere', () => {
    let offered = 0
    fc.assert(
      fc.property(world, (made) => {
        play({ ...made, lines: undefined }, (plan, shop, spec) => {
          for (const wishes of commandsOffered(plan)) {
            expect(shop.plan(spec, wishes).outcome).not.toBe('refused')
            offered += 1
          }
        })
      }),
      { numRuns: 100 },
    )
    expect(offered).toBeGreaterThan(0)
  })

  it('is the same for every order of its input', () => {
    fc.assert(
      fc.property(world, (made) => {
        const [first] = made.rounds
        if (first === undefined) return
        const input = open(made).read(
          open(made).input(
            specOf(Object.fromEntries(names.map((one) => [one, web])), { sets: first.sets }),
            first.wishes,
          ),
        )
        const turned = {
          ...input,
          wishes: [...input.wishes].reverse(),
          sets: [...input.sets].reverse(),
          publishedSets: Object.fromEntries(
            Object.entries(input.publishedSets)
              .reverse()
              .map(([key, one]) => [key, { ...one, versions: [...one.versions].reverse() }]),
          ),
        }
        expect(planPromotion(turned)).toEqual(planPromotion(input))
      }),
      { numRuns: 100 },
    )
  })
})
