import { canonicalJson, type PackageRecord } from '@towpath/descriptor'
import type { Plan, PromotionInput, ReleaseConfig } from '@towpath/environment'
import { median, renderTable } from './measure.ts'
import { buildLandscape, type Landscape, versionsEach } from './plan/landscape.ts'
import { after, inputOf, planWith, type Stored } from './plan/planning.ts'

/**
 * Deciding a promotion, gates included, against parsing the JSON of what it decides by: everything moves at once, one
 * key of the config changes for all, or one package needs others and a set is derived. The goals: at most 5 times for 1,000 services with ten
 * versions each, and the same time for each service when there are 10,000.
 */
const sizes = (process.argv[2] ?? '1000,10000').split(',').map(Number)
const rounds = Number(process.argv[3] ?? 3)
const rows = sizes.flatMap((size) => measure(size))
process.stdout.write(
  `${renderTable(['plan', 'services', 'MB of JSON', 'parse ms', 'plan ms', 'plan ÷ parse', 'plan µs a service'], rows)}\n`,
)

interface Measured {
  readonly name: string
  readonly input: PromotionInput
  readonly outcome: Plan['outcome']
}

function measure(size: number): readonly string[][] {
  const landscape = buildLandscape(size)
  const base = planWith(
    inputOf(
      landscape,
      landscape.names.map((name) => `${name}@1.0.0`),
    ),
    storedOf(landscape),
  )
  const stored = storedOf(landscape, base)
  const texts = textsOf(landscape, base)
  const last = landscape.names.at(-1) ?? ''
  const cases: readonly Measured[] = [
    {
      name: 'all move',
      input: asked(
        landscape,
        base,
        landscape.names.map((name) => `${name}@1.9.0`),
      ),
      outcome: 'revision',
    },
    { name: 'one config changes', input: withConfig(asked(landscape, base, [])), outcome: 'revision' },
    { name: 'one needs others', input: asked(landscape, base, [`${last}@1.9.0`]), outcome: 'refused' },
  ]
  return cases.map(({ name, input, outcome }) => {
    const [parse, plan] = [[] as number[], [] as number[]]
    for (let round = 0; round < rounds; round += 1) {
      parse.push(timed(() => texts.map((text): unknown => JSON.parse(text))))
      plan.push(
        timed(() => {
          const { outcome: found } = planWith(input, stored)
          if (found !== outcome) throw new Error(`${name}: ${found}`)
        }),
      )
    }
    const [parseMs, planMs] = [median(parse), median(plan)]
    const bytes = texts.reduce((sum, text) => sum + text.length, 0)
    return [
      name,
      size.toLocaleString('en'),
      (bytes / 1e6).toFixed(1),
      parseMs.toFixed(0),
      planMs.toFixed(0),
      (planMs / parseMs).toFixed(2),
      ((planMs * 1000) / size).toFixed(0),
    ]
  })
}

function asked(landscape: Landscape, base: Plan, wishes: readonly string[]): PromotionInput {
  return after(base, inputOf(landscape, wishes))
}

function withConfig(input: PromotionInput): PromotionInput {
  return { ...input, spec: { ...input.spec, config: { REGION: 'us' } } }
}

function storedOf({ records }: Landscape, base: Plan | null = null): Stored {
  const blobs = base?.outcome === 'revision' ? Object.entries(base.blobs) : []
  const configs = blobs.map(([digest, text]): [string, ReleaseConfig] => [digest, JSON.parse(text)])
  return { records, configs: new Map(configs) }
}

/** What a store holds of it: records of every version, the revision, its spec and configs. */
function textsOf({ records, names }: Landscape, base: Plan): readonly string[] {
  if (base.outcome !== 'revision') throw new Error(`the first plan is ${base.outcome}`)
  const all = [...records.values()].flatMap((versions): PackageRecord[] => [...versions.values()])
  if (all.length !== names.length * versionsEach) throw new Error('a record is missing')
  return [...all.map(canonicalJson), canonicalJson(base.revision), ...Object.values(base.blobs)]
}

/** Milliseconds of the processor's time: what else the machine does plays no part. */
function timed(act: () => unknown): number {
  const before = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
