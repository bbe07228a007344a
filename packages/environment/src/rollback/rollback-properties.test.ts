import { parsePackageWish } from '@towpath/descriptor'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Shop, specOf, web } from '../fixtures/builders.ts'
import type { Plan } from '../plan/plan.ts'
import { checkDependencies } from '../promotion/dependencies.ts'
import type { Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'

const names = ['cart', 'orders', 'stock', 'web'] as const
const versions = ['1.0.0', '1.1.0', '2.0.0'] as const
const name = fc.constantFrom(...names)
const range = fc.constantFrom('^1', '^2', '~1.1', '>=1.1', '*', '*')

const published = fc.array(fc.record({ edges: fc.dictionary(name, range, { maxKeys: 1 }) }), {
  minLength: names.length * versions.length,
  maxLength: names.length * versions.length,
})

type Deed =
  | { readonly kind: 'promote'; readonly wishes: readonly string[]; readonly log: string }
  | {
      readonly kind: 'rollback'
      readonly to: number
      readonly packages: readonly string[]
      readonly config: 'then' | 'now'
    }
  | { readonly kind: 'unpin'; readonly service: string }

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('promote' as const),
      wishes: fc.uniqueArray(
        fc.tuple(name, fc.constantFrom(...versions)).map(([of, version]) => `${of}@${version}`),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      log: fc.constantFrom('info', 'debug'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('rollback' as const),
      to: fc.nat({ max: 20 }),
      packages: fc.uniqueArray(name, { maxLength: 2 }),
      config: fc.constantFrom<('then' | 'now')[]>('then', 'then', 'now'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unpin' as const), service: name }) },
)

const world = fc.record({ published, deeds: fc.array(deed, { minLength: 3, maxLength: 12 }) })

const specWith = (log: string): EnvironmentSpec =>
  specOf(Object.fromEntries(names.map((one) => [one, web])), { config: { LOG: log } })

const digestsOf = (releases: readonly Release[]) =>
  releases.map(({ service, version, content, files, archive, config }) => ({
    service,
    version,
    content,
    files,
    archive: archive.digest,
    config,
  }))

interface Seen {
  readonly plan: Extract<Plan, { outcome: 'revision' }>
  readonly deed: Extract<Deed, { kind: 'rollback' }>
  readonly target: readonly Release[]
  readonly before: readonly Release[]
}

/** Carries the deeds out, and shows every rollback that is accepted. */
function play(
  { published, deeds }: typeof world extends fc.Arbitrary<infer Value> ? Value : never,
  see: (seen: Seen) => void,
) {
  const shop = new Shop()
  published.forEach(({ edges }, index) => {
    const service = names[index % names.length] ?? 'cart'
    const version = versions[Math.floor(index / names.length)] ?? '1.0.0'
    const dependencies = Object.entries(edges).filter(([to]) => to !== service)
    shop.publish(service, version, {
      dependencies: Object.fromEntries(dependencies.map(([to, wanted]) => [to, { range: wanted }])),
    })
  })
  const everything = versions.map(
    (version): Deed => ({
      kind: 'promote',
      wishes: names.map((service) => `${service}@${version}`),
      log: 'info',
    }),
  )
  for (const one of [...everything, ...deeds]) {
    if (one.kind === 'unpin')
      shop.state = { ...shop.state, pins: shop.state.pins.filter((pin) => pin.service !== one.service) }
    if (one.kind === 'promote') {
      const plan = shop.plan(specWith(one.log), one.wishes)
      if (plan.outcome === 'revision') shop.write(plan, specWith(one.log))
    }
    const target = one.kind === 'rollback' ? shop.revisions[one.to % Math.max(1, shop.revisions.length)] : undefined
    if (one.kind !== 'rollback' || target === undefined) continue
    const packages = one.packages.map((service) => parsePackageWish(service))
    const plan = shop.rollBack(target.number, { packages, config: one.config })
    if (plan.outcome !== 'revision') continue
    const before = shop.revisions.at(-1)?.releases ?? []
    see({ plan, deed: one, target: target.releases, before })
    shop.write(plan, specWith('info'))
  }
}

describe('every accepted rollback', () => {
  it('of everything restores the digests exactly, whatever was promoted and rolled back in between', () => {
    fc.assert(
      fc.property(world, (made) => {
        play(made, ({ plan, deed: { packages, config }, target }) => {
          if (packages.length > 0 || config === 'now') return
          expect(digestsOf(plan.revision.releases)).toEqual(digestsOf(target))
          expect(plan.revision.releases).toEqual(target)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('of a part restores its digests exactly and leaves all else as it was', () => {
    fc.assert(
      fc.property(world, (made) => {
        play(made, ({ plan, deed: { packages, config }, target, before }) => {
          if (packages.length === 0) return
          const part = new Set(plan.part)
          for (const named of packages) expect(part.has(named)).toBe(true)
          const split = (releases: readonly Release[], inside: boolean) =>
            digestsOf(releases.filter((release) => part.has(release.service) === inside))
          expect(split(plan.revision.releases, false)).toEqual(split(before, false))
          if (config === 'then') expect(split(plan.revision.releases, true)).toEqual(split(target, true))
        })
      }),
      { numRuns: 60 },
    )
  })

  it('leaves no declared edge unsatisfied, and pins exactly what came back', () => {
    fc.assert(
      fc.property(world, (made) => {
        play(made, ({ plan, before }) => {
          const { releases, pins } = plan.revision
          expect(checkDependencies(specWith('info'), releases).broken).toEqual([])
          const known = new Set(digestsOf(before).map((one) => JSON.stringify(one)))
          for (const release of releases) {
            const isPinned = pins.some(
              (pin) =>
                pin.service === release.service && pin.version === release.version && pin.config === release.config,
            )
            if (!digestsOf([release]).some((one) => known.has(JSON.stringify(one)))) expect(isPinned).toBe(true)
          }
        })
      }),
      { numRuns: 60 },
    )
  })
})
