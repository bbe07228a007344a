import { satisfies } from '@towpath/descriptor'
import { orderServices } from '../plan/service-order.ts'
import { type BrokenEdge, edgesOf, isDelivered } from '../promotion/dependencies.ts'
import { linesOf } from '../promotion/lines.ts'
import { allowedVersions } from '../promotion/resolve-wish.ts'
import type { ChosenVersion } from '../promotion/select-releases.ts'
import { prereleasePolicy } from '../spec/address.ts'
import type { Attempt } from './attempt.ts'
import { type Trial, Trials } from './trials.ts'

/** The smallest set of further packages with which a change holds, or how far the search for it went. */
export type DerivedSet =
  | {
      readonly outcome: 'found'
      /** Sorted by name, then version. */
      readonly added: readonly ChosenVersion[]
      /** `name@version` of all that moves, providers first; those that need each other stand in one group. */
      readonly order: readonly (readonly string[])[]
      /** false: versions were left out of the search, and a smaller set may hold one of them. */
      readonly isSmallest: boolean
      readonly combinations: number
    }
  /** Every combination of what is published and may come was looked at. */
  | { readonly outcome: 'none'; readonly combinations: number }
  /** The search met its bounds: there may be one. */
  | { readonly outcome: 'gave-up'; readonly combinations: number }
  /** More has to be read first. */
  | { readonly outcome: 'unread' }

/** More would make a refusal slow without making it clearer. */
export const searchBounds = { versionsOfPackage: 10, furtherPackages: 64, combinations: 2000 } as const

/**
 * Sets of one package, of two, and so on. Whatever makes a broken edge hold has to bring another version of its dependency
 * or of its consumer, so those alone are tried, the newest first: nothing smaller is missed, and the same is found always.
 */
export function deriveSet(attempt: Attempt): DerivedSet {
  const search = new Search(attempt)
  const start = search.trials.try([])
  if (start === null || start.broken.length === 0) return { outcome: 'none', combinations: 0 }
  const least = search.leastFor(start, [])
  if (search.isUnread) return { outcome: 'unread' }
  if (least === null) return search.isCut ? search.gaveUp() : { outcome: 'none', combinations: 0 }
  for (let size = least; size <= searchBounds.furtherPackages; size += 1) {
    search.begin()
    const found = search.within(start, [], size)
    if (search.isUnread) return { outcome: 'unread' }
    if (found !== null) return search.found(found)
    if (search.isExhausted) return search.gaveUp()
    if (!search.reachedDepth) return search.isCut ? search.gaveUp() : search.none()
  }
  return search.gaveUp()
}

interface Found {
  readonly added: readonly ChosenVersion[]
  readonly trial: Trial
}

class Search {
  readonly trials: Trials
  readonly #attempt: Attempt
  readonly #candidates = new Map<string, readonly ChosenVersion[]>()
  #seen = new Set<string>()
  #combinations = 0
  /** Whether a larger set could still hold what this size did not. */
  reachedDepth = false
  isUnread = false
  /** Whether versions were left out. */
  isCut = false

  constructor(attempt: Attempt) {
    this.#attempt = attempt
    this.trials = new Trials(attempt)
  }

  get isExhausted(): boolean {
    return this.#combinations >= searchBounds.combinations
  }

  begin(): void {
    this.#seen = new Set()
    this.reachedDepth = false
  }

  /** A set with at most so many further ones. */
  within(trial: Trial, added: readonly ChosenVersion[], left: number): Found | null {
    const [edge] = trial.broken
    if (edge === undefined) return { added, trial }
    const least = this.leastFor(trial, added)
    if (least === null || this.isUnread) return null
    if (least > left) {
      this.reachedDepth = true
      return null
    }
    for (const candidate of this.#movesFor(edge, added)) {
      const next = [...added, candidate]
      if (!this.#isNew(next)) continue
      if (this.isExhausted) return null
      this.#combinations += 1
      const tried = this.trials.try(next)
      const found = tried === null ? null : this.within(tried, next, left - 1)
      if (found !== null || this.isUnread || this.isExhausted) return found
    }
    return null
  }

  /** How many further packages it takes at least: as many as there are broken edges without a package in common. null: no number does. */
  leastFor(trial: Trial, added: readonly ChosenVersion[]): number | null {
    const taken = new Set<string>()
    let least = 0
    let isStuck = false
    for (const edge of trial.broken) {
      const services = new Set(this.#movesFor(edge, added).map((one) => one.name))
      if (services.size === 0) isStuck = true
      if ([...services].some((service) => taken.has(service))) continue
      for (const service of services) taken.add(service)
      least += 1
    }
    return isStuck ? null : least
  }

  found({ added, trial }: Found): DerivedSet {
    const sorted = [...added].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
    return {
      outcome: 'found',
      added: sorted,
      order: this.#order([...this.#attempt.chosen, ...sorted], trial),
      isSmallest: !this.isCut,
      combinations: this.#combinations,
    }
  }

  none(): DerivedSet {
    return { outcome: 'none', combinations: this.#combinations }
  }

  gaveUp(): DerivedSet {
    return { outcome: 'gave-up', combinations: this.#combinations }
  }

  #isNew(added: readonly ChosenVersion[]): boolean {
    const key = added.map(nameOf).sort().join(' ')
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    return true
  }

  /** Versions that could make the edge hold: of its dependency those that fit first, then others of its consumer. */
  #movesFor(edge: BrokenEdge, added: readonly ChosenVersion[]): readonly ChosenVersion[] {
    const { spec } = this.#attempt
    const policy = prereleasePolicy(spec)
    const fits = (one: ChosenVersion) => satisfies(one.version, edge.range, policy)
    const ofDependency = this.#further(edge.dependency, added)
    const others = linesOf(spec, edge.dependency).length > 1 ? ofDependency.filter((one) => !fits(one)) : []
    return [...ofDependency.filter(fits), ...others, ...this.#further(edge.consumer.service, added)]
  }

  #further(service: string, added: readonly ChosenVersion[]): readonly ChosenVersion[] {
    const { spec } = this.#attempt
    if (!isDelivered(spec, service) || this.trials.isSettled(service, added, linesOf(spec, service))) return []
    return this.#candidatesOf(service).filter((one) => !added.includes(one))
  }

  /** Newest first. */
  #candidatesOf(service: string): readonly ChosenVersion[] {
    const known = this.#candidates.get(service)
    if (known !== undefined) return known
    const { spec, reading, mayCome } = this.#attempt
    const published = reading.package(service)
    if (published === undefined) {
      this.isUnread = true
      return []
    }
    const may = allowedVersions({ name: service, range: null }, spec, published).versions.filter(
      (version) =>
        !this.trials.isSelected(service, version) &&
        (this.trials.isCarried(service, version) || mayCome({ service, version })),
    )
    if (may.length > searchBounds.versionsOfPackage) this.isCut = true
    const candidates = may.slice(0, searchBounds.versionsOfPackage).flatMap((version) => {
      const record = reading.record(service, version)
      if (record === undefined) this.isUnread = true
      return record === undefined ? [] : [{ name: service, version, record }]
    })
    this.#candidates.set(service, candidates)
    return candidates
  }

  #order(moved: readonly ChosenVersion[], { releasesOf }: Trial): readonly (readonly string[])[] {
    const { spec, selected } = this.#attempt
    const names = new Set([...selected.map((release) => release.service), ...moved.map((one) => one.name)])
    const edges = new Map(
      [...names].map((name) => {
        const answered = releasesOf(name).flatMap((release) => edgesOf(spec, release, releasesOf))
        return [name, new Set(answered.flatMap((edge) => (edge.version === null ? [] : [edge.dependency])))]
      }),
    )
    const versions = Map.groupBy(moved, (one) => one.name)
    return orderServices(edges)
      .map((group) => group.flatMap((name) => (versions.get(name) ?? []).map(nameOf).sort()))
      .filter((group) => group.length > 0)
  }
}

function nameOf({ name, version }: ChosenVersion): string {
  return `${name}@${version}`
}
