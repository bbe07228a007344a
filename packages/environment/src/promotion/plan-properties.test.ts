import { canonicalJson, digestOf, type PrereleasePolicy, satisfies } from '@towpath/descriptor'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Shop } from '../fixtures/builders.ts'
import { openWorld, type World, worlds } from '../fixtures/worlds.ts'
import type { Plan } from '../plan/plan.ts'
import { packagesNeeded, planPromotion } from './plan-promotion.ts'
import type { PromotionInput } from './promotion-input.ts'

/** Plans every round and writes what is accepted. */
function play(world: World, see: (plan: Plan, shop: Shop) => void): void {
  const { shop, spec } = openWorld(world)
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
      fc.property(worlds, (made) => {
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
      fc.property(worlds, (made) => {
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
      fc.property(worlds, (made) => {
        const { shop, spec } = openWorld(made)
        for (const wishes of made.rounds) {
          const plan = shop.plan(spec, wishes)
          if (plan.outcome === 'revision') shop.write(plan, spec)
        }
        const newest = shop.revisions.at(-1)
        const first = shop.revisions[0]
        if (newest === undefined || first === undefined || newest === first || newest.content === first.content) return
        const plan = shop.rollBack(first.number)
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
      fc.property(worlds, (made) => {
        const { shop, spec } = openWorld(made)
        for (const wishes of made.rounds) {
          const input = shop.read(shop.input(spec, wishes))
          const plan = planPromotion(input)
          expect(planPromotion(reversed(input))).toEqual(plan)
          expect(packagesNeeded(input)).toEqual({
            packages: [],
            records: [],
            configs: [],
            sets: [],
            setRecords: [],
            attestations: [],
          })
          if (plan.outcome === 'revision') shop.write(plan, spec)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('offers only ways out that lead somewhere', () => {
    fc.assert(
      fc.property(worlds, (made) => {
        const { spec } = openWorld(made)
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
