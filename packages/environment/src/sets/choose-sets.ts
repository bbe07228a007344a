import { compareVersionsDescending, isVersion, nearest, satisfies } from '@towpath/descriptor'
import type { Refusal } from '../plan/plan.ts'
import type { EffectiveSpec } from '../promotion/effective-spec.ts'
import type { PromotionInput } from '../promotion/promotion-input.ts'
import type { Reading } from '../promotion/published.ts'
import { resolveWish } from '../promotion/resolve-wish.ts'
import type { ChosenVersion } from '../promotion/select-releases.ts'
import type { Verdict } from '../revision.ts'
import { prereleasePolicy } from '../spec/address.ts'
import type { AskedSet } from './asked-set.ts'
import { wantedVersions } from './hold-versions.ts'
import { partsOfSet, setsOf } from './set-names.ts'
import { collectSetWishes, type SetWish } from './set-wishes.ts'

export interface ChosenSets {
  /** Every package of every asked set; in the order of sets and packages. */
  readonly chosen: readonly ChosenVersion[]
  readonly asked: readonly AskedSet[]
  readonly refusals: readonly Refusal[]
  readonly skipped: readonly Verdict[]
}

const nothing: ChosenSets = { chosen: [], asked: [], refusals: [], skipped: [] }

/** All wished sets as what they name. A set of which one package can't come does not come. */
export function chooseSets(input: PromotionInput, effective: EffectiveSpec, reading: Reading): ChosenSets {
  const wishes = collectSetWishes(input, effective)
  const found = wishes.map((wish) => chooseSet(wish, { input, effective, reading }))
  return {
    chosen: found.flatMap((one) => one.chosen),
    asked: found.flatMap((one) => one.asked),
    refusals: found.flatMap((one) => one.refusals),
    skipped: found.flatMap((one) => one.skipped),
  }
}

interface Context {
  readonly input: PromotionInput
  readonly effective: EffectiveSpec
  readonly reading: Reading
}

/** One name with all versions that are asked of it. */
function chooseSet(wish: SetWish, context: Context): ChosenSets {
  const { input, effective, reading } = context
  const resolved = wish.ranges.map((range) => resolveVersion(wish.name, range, context))
  const refusals = resolved.flatMap((one) => (typeof one === 'object' && one !== null ? [one] : []))
  const versions = [...new Set(resolved.filter((one) => typeof one === 'string'))].sort(compareVersionsDescending)
  if (refusals.length > 0 || versions.length === 0) return { ...nothing, refusals }
  const replaced = replacedBy(wish, versions, context)
  if (!Array.isArray(replaced)) return { ...nothing, refusals: [replaced] }
  const sets = versions.flatMap((version): AskedSet[] => {
    const record = reading.setRecord(wish.name, version)
    return record === undefined
      ? []
      : [{ set: `${wish.name}@${version}`, packages: record.packages, replaces: replaced }]
  })
  const held = wish.by === 'environment' ? sets.flatMap((set) => pinnedAway(set, input, effective)) : []
  if (held.length > 0) return { ...nothing, skipped: held }
  const members = sets.flatMap((set) => membersOf(set, context))
  const refused = members.flatMap((one) => ('code' in one ? [one] : []))
  if (refused.length > 0) return { ...nothing, refusals: refused }
  return { ...nothing, asked: sets, chosen: members.flatMap((one) => ('name' in one ? [one] : [])) }
}

/** The version that a wish means; null: unread. */
function resolveVersion(name: string, range: string | null, { effective, reading }: Context): string | Refusal | null {
  const published = reading.set(name)
  if (published === undefined) return null
  const policy = prereleasePolicy(effective.spec)
  const wanted = range ?? '*'
  const exact = isVersion(wanted) && published.versions.includes(wanted) ? wanted : null
  const [version] = [...published.versions]
    .filter((one) => satisfies(one, wanted, policy))
    .sort(compareVersionsDescending)
  const found = exact ?? version
  if (found !== undefined) return found
  const there = [...published.versions].sort(compareVersionsDescending).slice(0, 5)
  const isThere = there.length === 1 ? 'is' : 'are'
  const meant = nearest(name, published.others ?? [])
  return {
    code: 'set-unpublished',
    gate: 'published',
    subject: range === null ? name : `${name}@${range}`,
    reason:
      there.length === 0
        ? 'no version of this set is published'
        : `no published version of this set fits; there ${isThere} ${there.join(', ')}`,
    fixes: [
      meant === undefined
        ? 'Publish it with `set-manifest`, or correct the name'
        : `Write \`${meant}\`, or publish ${name} with \`set-manifest\``,
    ],
  }
}

/** Which sets of the same name go for these versions, or why that can't be known. */
function replacedBy(wish: SetWish, versions: readonly string[], { input, effective }: Context): string[] | Refusal {
  const standing = [...new Set((input.base?.revision.releases ?? []).flatMap(setsOf))]
    .filter((set) => partsOfSet(set).name === wish.name)
    .filter((set) => !versions.includes(partsOfSet(set).version))
    .sort()
  if (wish.by !== 'command' || versions.length > 1) return standing
  const listed = wantedVersions(effective.spec, wish.name)
  const isListed = versions.every((version) => listed.includes(version))
  if (isListed) return standing.filter((set) => !listed.includes(partsOfSet(set).version))
  if (standing.length < 2) return standing
  const { environment } = effective.spec
  return {
    code: 'set-ambiguous',
    gate: 'set',
    subject: `${wish.name}@${versions.join(' and ')}`,
    reason: `${environment} keeps ${standing.join(' and ')} side by side, and its spec does not say which of them this one goes beside`,
    fixes: [
      `Say in the spec which ones are to stand: \`sets: {${wish.name}: [${[...standing.slice(1).map((set) => partsOfSet(set).version), ...versions].join(', ')}]}\``,
    ],
  }
}

/** What is taken over from another environment makes way for pins. */
function pinnedAway({ set, packages }: AskedSet, { state }: PromotionInput, { spec }: EffectiveSpec): Verdict[] {
  return state.pins
    .filter((pin) => Object.hasOwn(packages, pin.service) && packages[pin.service] !== pin.version)
    .map((pin) => ({
      gate: 'pin',
      outcome: 'warn',
      subject: set,
      reason: `${pin.service} is pinned to ${pin.version} here, so the whole set is left out`,
      fix: `Release it: \`towpath unpin --environment ${spec.environment} --service ${pin.service}\``,
    }))
}

function membersOf(set: AskedSet, { effective, reading }: Context): readonly (ChosenVersion | Refusal)[] {
  return Object.entries(set.packages)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, version]): (ChosenVersion | Refusal)[] => {
      const resolved = resolveWish({ name, range: version }, effective.spec, reading)
      if (resolved.outcome === 'unread') return []
      if (resolved.outcome === 'version') return [{ name, version, record: resolved.record, sets: [set] }]
      const { refusal } = resolved
      return [{ ...refusal, reason: `${refusal.reason}; ${set.set} names it and goes only as a whole` }]
    })
}
