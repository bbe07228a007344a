import { compareVersionsDescending, newestSatisfying, type Removal } from '@towpath/descriptor'
import { renderTime } from '../plan/render-time.ts'
import type { NamedPackage, NamedRange } from './named-packages.ts'

/** Everything that decides which packages lose their bytes. */
export interface RetentionInput {
  /** By name: every version that has a record. */
  readonly published: Readonly<Record<string, readonly string[]>>
  /** By `name@version`: when it was published, RFC 3339. One that is not known counts as just published. */
  readonly publishedAt: Readonly<Record<string, string | undefined>>
  readonly removals: readonly Removal[]
  /** `name@version` of those marked bad: whoever asks by a range gets another. */
  readonly marked: ReadonlySet<string>
  /** What the environments name; all of them, or nothing may be removed. */
  readonly named: readonly NamedPackage[]
  readonly ranges: readonly NamedRange[]
  /** Members of sets that are wanted, or the newest of their name. */
  readonly sets: readonly {
    readonly set: string
    readonly version: string
    readonly packages: Readonly<Record<string, string>>
  }[]
  readonly wantedSets: readonly string[]
  /** What was published within stays: its promotion may be on its way. */
  readonly keepHours: number
  /** From the announcement of a removal to the removal: promotions that had begun before have ended by then. */
  readonly graceHours: number
  /** RFC 3339. */
  readonly now: string
}

/**
 * `kept`: something names it. `recalled`: likewise, and its announced removal is taken back. `announced`: nothing names it, from
 * now on it can't be promoted. `waiting`: announced, and not yet long enough. `due`: its bytes go now. `gone`: they went before.
 */
export type RetentionState = 'kept' | 'recalled' | 'announced' | 'waiting' | 'due' | 'gone'

export interface RetainedPackage {
  readonly name: string
  readonly version: string
  readonly state: RetentionState
  /** Why it stays, each reason once; empty when nothing names it. */
  readonly because: readonly string[]
}

/** What becomes of every published version, by name, newest first. What is not known to be unneeded is kept. */
export function planRetention(input: RetentionInput): readonly RetainedPackage[] {
  const removals = new Map(input.removals.map((removal) => [`${removal.package}@${removal.version}`, removal]))
  const reasons = reasonsToKeep(input)
  return Object.keys(input.published)
    .sort()
    .flatMap((name) =>
      [...(input.published[name] ?? [])].sort(compareVersionsDescending).map((version): RetainedPackage => {
        const key = `${name}@${version}`
        const because = [...(reasons.get(key) ?? [])]
        return { name, version, because, state: stateOf(because.length > 0, removals.get(key) ?? null, input) }
      }),
    )
}

function stateOf(isKept: boolean, removal: Removal | null, { now, graceHours }: RetentionInput): RetentionState {
  if (removal?.cleared === true) return 'gone'
  // Begun and not ended, then named: what is left of it nobody knows, so it counts as gone until it is published again.
  if (isKept && removal !== null && removal.removed !== null) return 'gone'
  if (isKept) return removal === null ? 'kept' : 'recalled'
  if (removal === null) return 'announced'
  // One that was ended in the middle goes on.
  if (removal.removed !== null) return 'due'
  return hoursBetween(removal.since, now) >= graceHours ? 'due' : 'waiting'
}

type Reason = Pick<NamedPackage, 'name' | 'version' | 'by'>

/** By `name@version`; each reason once. */
function reasonsToKeep(input: RetentionInput): ReadonlyMap<string, ReadonlySet<string>> {
  const all = [
    ...input.named,
    ...namedBySets(input),
    ...namedByNumber(input),
    ...namedByAge(input),
    ...namedByRanges(input),
  ]
  const grouped = Map.groupBy(all, ({ name, version }) => `${name}@${version}`)
  return new Map([...grouped].map(([key, reasons]) => [key, new Set(reasons.map(({ by }) => by))]))
}

function namedBySets(input: RetentionInput): readonly Reason[] {
  return setsToKeep(input).flatMap(({ set, version: of, packages }) =>
    Object.entries(packages).map(([name, version]) => ({ name, version, by: `the set ${set}@${of} names it` })),
  )
}

function namedByNumber({ published }: RetentionInput): readonly Reason[] {
  return Object.entries(published).flatMap(([name, versions]) =>
    newestOfEachMinor(versions).map((version) => ({ name, version, by: `newest of ${minorOf(version)}` })),
  )
}

function namedByAge({ published, publishedAt, keepHours, now }: RetentionInput): readonly Reason[] {
  return Object.entries(published).flatMap(([name, versions]) =>
    versions.flatMap((version): Reason[] => {
      const at = publishedAt[`${name}@${version}`]
      if (at === undefined) return [{ name, version, by: 'when it was published is not known' }]
      return hoursBetween(at, now) >= keepHours ? [] : [{ name, version, by: `published at ${renderTime(at)}` }]
    }),
  )
}

/** As a promotion would choose, whether it takes prereleases or not, with the marks of now and without them. */
function namedByRanges({ published, ranges, marked }: RetentionInput): readonly Reason[] {
  return ranges.flatMap(({ name, range, by }) => {
    const versions = Object.hasOwn(published, name) ? (published[name] ?? []) : []
    const good = versions.filter((version) => !marked.has(`${name}@${version}`))
    return [versions, good].flatMap((some) =>
      (['exclude', 'include'] as const).flatMap((prereleases): Reason[] => {
        const version = newestSatisfying(some, range, { prereleases })
        return version === null ? [] : [{ name, version, by }]
      }),
    )
  })
}

/** The newest of each name, and those that an environment wants. */
function setsToKeep({ sets, wantedSets }: RetentionInput): RetentionInput['sets'] {
  const newest = Map.groupBy(sets, ({ set }) => set)
  return sets.filter(
    ({ set, version }) =>
      wantedSets.includes(`${set}@${version}`) ||
      newest.get(set)?.every((other) => compareVersionsDescending(version, other.version) <= 0) === true,
  )
}

/** Of each minor the newest, and the newest that is no prerelease: what the next version's contract is compared with. */
function newestOfEachMinor(versions: readonly string[]): readonly string[] {
  const groups = Map.groupBy([...versions].sort(compareVersionsDescending), minorOf)
  return [...groups.values()].flatMap((group) => {
    const release = group.find((version) => !version.replace(/\+.*$/, '').includes('-'))
    return [...group.slice(0, 1), ...(release === undefined || release === group[0] ? [] : [release])]
  })
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.')
}

/** Not a number where a time can't be read. */
function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 3_600_000
}
