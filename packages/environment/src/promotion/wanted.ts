import { type PackageWish, parsePackageWish } from '@towpath/descriptor'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import type { EffectiveSpec } from './effective-spec.ts'
import type { PromotionInput } from './promotion-input.ts'

/** A wish and who has it: the command, the spec's `packages`, or another environment that is taken over. */
export interface SourcedWish extends Wish {
  readonly by: 'command' | 'spec' | 'environment'
}

/** A wish in the one form that the plan needs. */
export interface Wish {
  readonly name: string
  /** null: the newest that is allowed. */
  readonly range: string | null
}

/** Every wish once, sorted. What a command names counts more than the other two, for the services that it names. */
export function collectWishes(input: PromotionInput, effective: EffectiveSpec): readonly SourcedWish[] {
  const commanded = input.wishes.map((wish) => ({ ...wishOf(wish), by: 'command' as const }))
  const named = new Set(commanded.map((wish) => wish.name))
  const taken = (input.from?.releases ?? [])
    .filter((release) => release.setOf === null && !named.has(release.service))
    .filter((release) => Object.hasOwn(effective.spec.services, release.service))
    .map((release) => ({ name: release.service, range: release.version, by: 'environment' as const }))
  for (const wish of taken) named.add(wish.name)
  const written = effective.parked === null ? changedWishes(effective.spec, input.newest?.spec ?? null) : []
  const all = [
    ...commanded,
    ...taken,
    ...written.filter((wish) => !named.has(wish.name)).map((wish) => ({ ...wish, by: 'spec' as const })),
  ]
  return [...new Map(all.map((wish) => [`${wish.name}@${wish.range}`, wish])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, wish]) => wish)
}

/** The spec's `packages` where they differ from the same keys of the newest revision's spec, failed or not (FORMATS). */
function changedWishes(spec: EnvironmentSpec, newest: EnvironmentSpec | null): readonly Wish[] {
  const known = new Set((newest === null ? [] : wantedPackages(newest)).map(keyOf))
  return wantedPackages(spec).filter((wish) => !known.has(keyOf(wish)))
}

/** `packages` of a spec: a map of ranges, or a list of `name` and `name@range`. */
export function wantedPackages(spec: EnvironmentSpec): readonly Wish[] {
  const { packages } = spec
  if (packages === undefined) return []
  if (!Array.isArray(packages)) return Object.entries(packages).map(([name, range]) => ({ name, range }))
  return packages.map((text) => wishOf(parsePackageWish(text, 'packages of the spec')))
}

/**
 * A spec that is used again in place of a later one, with the later one's wishes: else they would look new to the next
 * promote, and it would do again what failed or was taken back.
 */
export function withWishesOf(spec: EnvironmentSpec, newest: EnvironmentSpec): EnvironmentSpec {
  const { packages: _packages, sets: _sets, ...kept } = spec
  const { packages, sets } = newest
  return { ...kept, ...(packages === undefined ? {} : { packages }), ...(sets === undefined ? {} : { sets }) }
}

function wishOf(wish: PackageWish): Wish {
  return { name: wish.package, range: wantedRange(wish) }
}

/** null: the newest. */
export function wantedRange({ wanted }: PackageWish): string | null {
  switch (wanted.kind) {
    case 'newest':
      return null
    case 'version':
      return wanted.version
    case 'range':
      return wanted.range
  }
}

function keyOf(wish: Wish): string {
  return `${wish.name}@${wish.range ?? ''}`
}
