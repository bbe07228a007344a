import type { Refusal } from '../plan/plan.ts'
import { chooseVersions } from '../promotion/choose-versions.ts'
import type { EffectiveSpec } from '../promotion/effective-spec.ts'
import type { PromotionInput } from '../promotion/promotion-input.ts'
import type { Reading } from '../promotion/published.ts'
import type { ChosenVersion } from '../promotion/select-releases.ts'
import { collectWishes } from '../promotion/wanted.ts'
import type { Verdict } from '../revision.ts'
import { chooseSets } from './choose-sets.ts'

export interface AllChosen {
  /** How many wishes there were, for packages and sets. */
  readonly wishes: number
  /** Each version once, sorted. */
  readonly chosen: readonly ChosenVersion[]
  readonly refusals: readonly Refusal[]
  readonly skipped: readonly Verdict[]
}

/** Wishes for packages and for sets, together as exact versions. */
export function chooseAll(input: PromotionInput, effective: EffectiveSpec, reading: Reading): AllChosen {
  const asked = collectWishes(input, effective)
  const packages = chooseVersions(asked, input, effective.spec, reading)
  const sets = chooseSets(input, effective, reading)
  return {
    wishes: asked.length + sets.asked.length + sets.refusals.length,
    chosen: merge([...packages.chosen, ...sets.chosen]),
    refusals: [...packages.refusals, ...sets.refusals],
    skipped: [...packages.skipped, ...sets.skipped],
  }
}

function merge(versions: readonly ChosenVersion[]): readonly ChosenVersion[] {
  const merged = Map.groupBy(versions, ({ name, version }) => `${name}@${version}`)
  return [...merged]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, all]) => {
      const [first] = all
      const sets = all.flatMap((one) => one.sets ?? [])
      return first === undefined ? [] : [{ ...first, ...(sets.length > 0 && { sets }) }]
    })
}
