import { digestOfDocument, parsePackageWish } from '@towpath/descriptor'
import {
  emptyState,
  type PackagesNeeded,
  type Plan,
  type PromotionInput,
  type PublishedPackage,
  packagesNeeded,
  planPromotion,
  type ReleaseConfig,
} from '@towpath/environment'
import type { Landscape } from './landscape.ts'

/** Plans as a step does: asks what is needed, reads it, asks again, and then decides. */
export function planWith(input: PromotionInput, stored: Stored): Plan {
  let current = input
  for (let needed = packagesNeeded(current); !isNothing(needed); needed = packagesNeeded(current)) {
    current = {
      ...current,
      published: { ...current.published, ...readPackages(current, needed, stored) },
      configs: { ...current.configs, ...Object.fromEntries(needed.configs.map((one) => [one, configOf(stored, one)])) },
    }
  }
  return planPromotion(current)
}

/** Documents as they were parsed. */
export interface Stored {
  readonly records: Landscape['records']
  readonly configs: ReadonlyMap<string, ReleaseConfig>
}

export function inputOf({ spec, names }: Landscape, wishes: readonly string[]): PromotionInput {
  const ran = names.flatMap((name) =>
    ['1.0.0', '1.9.0'].map((version) => [`${name}@${version}`, { since: '2026-11-22T08:00:00Z' }]),
  )
  return {
    spec,
    specHome: { repository: 'acme/delivery', ref: 'main', path: 'environments/staging.yaml', commit: 'c0ffee' },
    state: emptyState,
    base: null,
    newest: null,
    published: {},
    publishedSets: {},
    configs: {},
    provenance: {},
    upstream: [{ environment: 'dev', exists: true, ran: Object.fromEntries(ran) }],
    observed: [],
    approvals: null,
    teams: null,
    overrides: [],
    marksHere: [],
    together: [],
    wishes: wishes.map((text) => parsePackageWish(text)),
    sets: [],
    from: null,
    request: { by: 'ada', at: '2026-11-23T09:00:00Z', run: 'https://ci.example/1', command: 'promote', reason: null },
    now: '2026-11-23T09:00:00Z',
  }
}

/** The same on top of a revision that was planned before. */
export function after(plan: Plan, input: PromotionInput): PromotionInput {
  if (plan.outcome !== 'revision') throw new Error(`the first plan is ${plan.outcome}`)
  const base = { revision: plan.revision, spec: input.spec }
  const desired = { number: plan.revision.number, digest: digestOfDocument(plan.revision) }
  return { ...input, base, newest: base, state: { ...emptyState, desired } }
}

function readPackages(
  current: PromotionInput,
  needed: PackagesNeeded,
  { records }: Stored,
): PromotionInput['published'] {
  const read = new Map<string, PublishedPackage>(
    needed.packages.map((name) => [name, { versions: [...(records.get(name)?.keys() ?? [])], marks: {}, records: {} }]),
  )
  const known = (name: string) => read.get(name) ?? current.published[name] ?? { versions: [], marks: {}, records: {} }
  for (const [name, wanted] of Map.groupBy(needed.records, (one) => one.name)) {
    const found = wanted.flatMap(({ version }) => {
      const record = records.get(name)?.get(version)
      return record === undefined ? [] : [[version, record] as const]
    })
    const before = known(name)
    read.set(name, { ...before, records: { ...before.records, ...Object.fromEntries(found) } })
  }
  return Object.fromEntries(read)
}

function configOf({ configs }: Stored, digest: string): ReleaseConfig {
  const found = configs.get(digest)
  if (found === undefined) throw new Error(`no config ${digest}`)
  return found
}

function isNothing({ packages, records, configs }: PackagesNeeded): boolean {
  return packages.length + records.length + configs.length === 0
}
