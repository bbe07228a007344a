import type { EffectiveSpec } from '../promotion/effective-spec.ts'
import type { PromotionInput } from '../promotion/promotion-input.ts'
import { wantedRange } from '../promotion/wanted.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { wantedVersions } from './hold-versions.ts'
import { partsOfSet, setsOf } from './set-names.ts'

/** What is wished of one set. */
export interface SetWish {
  readonly name: string
  /** Each of them is to stand; null: the newest. At least one. */
  readonly ranges: readonly (string | null)[]
  readonly by: 'command' | 'spec' | 'environment'
}

/** One wish a name, sorted. What a command names counts more than another environment, and that more than the spec. */
export function collectSetWishes(input: PromotionInput, effective: EffectiveSpec): readonly SetWish[] {
  const wishes = new Map<string, SetWish>()
  const add = (wish: SetWish) => {
    if (!wishes.has(wish.name)) wishes.set(wish.name, wish)
  }
  for (const [name, all] of Map.groupBy(input.sets, (wish) => wish.package))
    add({ name, ranges: [...new Set(all.map(wantedRange))], by: 'command' })
  const taken = [...new Set((input.from?.releases ?? []).flatMap(setsOf))]
  for (const [name, all] of Map.groupBy(taken, (set) => partsOfSet(set).name))
    add({ name, ranges: all.map((set) => partsOfSet(set).version), by: 'environment' })
  if (effective.parked === null) changedSets(effective.spec, input.newest?.spec ?? null).forEach(add)
  return [...wishes.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** The spec's `sets` where they differ from the same keys of the newest revision's spec, failed or not (FORMATS). */
function changedSets(spec: EnvironmentSpec, newest: EnvironmentSpec | null): readonly SetWish[] {
  return Object.keys(spec.sets ?? {}).flatMap((name): SetWish[] => {
    const ranges = wantedVersions(spec, name)
    const before = newest === null ? [] : wantedVersions(newest, name)
    const isSame = ranges.length === before.length && ranges.every((version) => before.includes(version))
    return isSame ? [] : [{ name, ranges, by: 'spec' }]
  })
}
