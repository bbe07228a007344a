import { canonicalJson, digestOf, type PrereleasePolicy, satisfies } from '@towpath/descriptor'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Shop, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import { planRollback } from '../rollback/plan-rollback.ts'
import { packagesNeeded, planPromotion } from './plan-promotion.ts'
import type { PromotionInput } from './promotion-input.ts'

const names = ['cart', 'mail', 'orders', 'stock'] as const
const versions = ['1.0.0', '1.1.0', '1.2.0-rc.1', '2.0.0'] as const
const ranges = ['^1', '~1.1', '2', '*', '>=1 <3', '1.2.0-rc.1'] as const

const name = fc.constantFrom(...names)
const edges = fc.dictionary(name, fc.record({ range: fc.constantFrom(...ranges), optional: fc.boolean() }), {
  maxKeys: 1,
})
const published = fc.uniqueArray(fc.record({ name, version: fc.constantFrom(...versions), edges }), {
  minLength: 12,
  maxLength: 16,
  selector: (one) => `${one.name}@${one.version}`,
})
const wishText = fc
  .tuple(name, fc.option(fc.constantFrom(...versions, '^1', '*')))
  .map(([of, range]) => (range === null ? of : `${of}@${range}`))
const lines = fc.option(fc.constantFrom(['^1', '^2'], ['^1', '~1.1'], ['*']), { nil: undefined })

const world = fc.record({
  published,
  lines: fc.record({ cart: lines, mail: lines, orders: lines, stock: lines }),
  prereleases: fc.constantFrom<PrereleasePolicy['prereleases'][]>('exclude', 'include'),
  /** First everything, then one thing after the other. */
  rounds: fc
    .array(fc.array(wishText, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 4 })
    .map((rounds) => [[...names], ...rounds]),
})

type World = typeof world extends fc.Arbitrary<infer Value> ? Value : never

function open(world: World) {
  const shop = new Shop()
  for (const { name, version, edges } of world.published) {
    const { [name]: _itself, ...others } = edges
    shop.publish(name, version, { dependencies: others })
  }
  const services = names.map((one) => [
    one,
    { ...web, ...(world.lines[one] === undefined ? {} : { versions: world.lines[one] }) },
  ])
  return { shop, spec: specOf(Object.fromEntries(services), { prereleases: world.prereleases }) }
}

/** Plans every round and writes what is accepted. */
function play(world: World, see: (plan: Plan, shop: Shop) => void): void {
  const { shop, spec } = open(world)
  for (const wishes of world.rounds) {
    const plan = shop.plan(spec, wishes)
    see(plan, shop)
    if (plan.outcome === 'revision') shop.write(plan, spec)
  }
}

function reversed(input: PromotionInput): PromotionInput {
  const turn = <Value>(map: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(map).reverse())
  return {
    ...input,
    wishes: [...input.wishes].reverse(),
    published: turn(
      Object.fromEntries(
        Object.entries(input.published).map(([key, one]) => [
          key,
          { ...one, versions: [...one.versions].reverse(), records: turn(one.records) },
        ]),
      ),
    ),
    spec: { ...input.spec, services: turn(input.spec.services), hostGroups: turn(input.spec.hostGroups) },
    configs: turn(input.configs),
  }
}

type Released = Extract<Plan, { outcome: 'revision' }>['revision']['releases'][number]

function expectAnswered(release: Released, releases: readonly Released[], policy: PrereleasePolicy): void {
  for (const [dependency, { range, optional }] of Object.entries(release.descriptor.dependencies ?? {})) {
    const answering = releases.filter((one) => one.service === dependency && satisfies(one.version, range, policy))
    const answer = release.dependencies[dependency]?.version ?? null
    if (answer === null) expect(optional).toBe(true)
    else expect(answering.map((one) => one.version)).toContain(answer)
  }
}

describe('every accepted plan', () => {
  it('leaves no declared edge unsatisfied, and each line with at most one release', () => {
    fc.assert(
      fc.property(world, (made) => {
        play(made, (plan) => {
          if (plan.outcome !== 'revision') return
          const { releases } = plan.revision
          for (const release of releases) expectAnswered(release, releases, { prereleases: made.prereleases })
          const places = releases.map((one) => `${one.service} ${one.line}`)
          expect(new Set(places).size).toBe(places.length)
          expect(new Set(releases.map((one) => `${one.service}@${one.version}`)).size).toBe(releases.length)
        })
      }),
      { numRuns: 100 },
    )
  })

  it('has blobs that are named by the digest of their text, and lacks none', () => {
    fc.assert(
      fc.property(world, (made) => {
        play(made, (plan, shop) => {
          if (plan.outcome !== 'revision') return
          for (const [digest, text] of Object.entries(plan.blobs)) {
            expect(digestOf(text)).toBe(digest)
            expect(canonicalJson(JSON.parse(text))).toBe(text)
          }
          const there = new Set([...shop.blobs.keys(), ...Object.keys(plan.blobs)])
          for (const digest of [plan.revision.spec, ...plan.revision.releases.map((one) => one.config)])
            expect(there.has(digest)).toBe(true)
        })
      }),
      { numRuns: 100 },
    )
  })

  it('is restored to the letter by a rollback to it', () => {
    fc.assert(
      fc.property(world, (made) => {
        const { shop, spec } = open(made)
        for (const wishes of made.rounds) {
          const plan = shop.plan(spec, wishes)
          if (plan.outcome === 'revision') shop.write(plan, spec)
        }
        const newest = shop.revisions.at(-1)
        const first = shop.revisions[0]
        if (newest === undefined || first === undefined || newest === first || newest.content === first.content) return
        const base = shop.revision(newest.number)
        const plan = planRollback({
          environment: 'staging',
          state: shop.state,
          target: { outcome: 'target', number: first.number },
          restored: shop.revision(first.number),
          base,
          newest: base,
          configs: Object.fromEntries([...shop.blobs].map(([digest, text]) => [digest, JSON.parse(text)])),
          config: 'then',
          hosts: 'now',
          request: first.request,
          now: first.request.at,
        })
        if (plan.outcome !== 'revision') throw new Error(plan.outcome)
        expect(plan.revision.releases).toEqual(first.releases)
        expect(plan.revision.content).toBe(first.content)
      }),
      { numRuns: 100 },
    )
  })
})

describe('every plan', () => {
  it('is the same for every order of its input', () => {
    fc.assert(
      fc.property(world, (made) => {
        const { shop, spec } = open(made)
        for (const wishes of made.rounds) {
          const input = shop.read(shop.input(spec, wishes))
          const plan = planPromotion(input)
          expect(planPromotion(reversed(input))).toEqual(plan)
          expect(packagesNeeded(input)).toEqual({ packages: [], records: [], configs: [] })
          if (plan.outcome === 'revision') shop.write(plan, spec)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('offers only ways out that lead somewhere', () => {
    fc.assert(
      fc.property(world, (made) => {
        const { spec } = open(made)
        play(made, (plan, shop) => {
          for (const wishes of commandsOffered(plan)) expect(shop.plan(spec, wishes).outcome).not.toBe('refused')
        })
      }),
      { numRuns: 100 },
    )
  })
})

/** Commands in the fixes of a plan that was refused for its dependencies alone. */
function commandsOffered(plan: Plan): readonly string[][] {
  if (plan.outcome !== 'refused' || plan.refusals.some((one) => one.code !== 'dependency-unsatisfied')) return []
  const fixes = plan.refusals.flatMap((one) => one.fixes)
  return fixes.flatMap((fix) => {
    const command = /`towpath promote --environment staging --packages (.*)`/.exec(fix)?.[1]
    return command === undefined ? [] : [command.split(' --packages ')]
  })
}
