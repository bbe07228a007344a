import { orderServices } from '../plan/service-order.ts'
import { edgesOf } from '../promotion/dependencies.ts'
import type { ChosenVersion } from '../promotion/select-releases.ts'
import type { Attempt } from './attempt.ts'
import { Candidates } from './candidates.ts'
import { leastFurther } from './least-further.ts'
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
export const searchBounds = {
  versionsOfPackage: Candidates.mostOfPackage,
  furtherPackages: 64,
  combinations: 2000,
} as const

/**
 * Sets of as few packages as it takes at least, then of one more, and so on. Whatever makes a broken edge hold has to
 * bring another version of its dependency or of its consumer, so those alone are tried, the newest first: nothing smaller
 * is missed, and the same is found always.
 */
export function deriveSet(attempt: Attempt): DerivedSet {
  const trials = new Trials(attempt)
  const candidates = new Candidates(attempt, trials)
  const search = new Search(trials, candidates)
  const start = trials.try([])
  if (start === null || start.broken.length === 0) return { outcome: 'none', combinations: 0 }
  const least = leastFurther(start, [], candidates, trials)
  for (let size = least ?? 0; least !== null && !candidates.isUnread; size += 1) {
    const found = search.ofSize(start, size)
    const { combinations, isExhausted, mayGoOn } = search
    if (candidates.isUnread) break
    if (found !== null) return { ...describe(found, attempt), isSmallest: !candidates.isCut, combinations }
    if (isExhausted || (mayGoOn && size >= searchBounds.furtherPackages)) return { outcome: 'gave-up', combinations }
    if (!mayGoOn) break
  }
  if (candidates.isUnread) return { outcome: 'unread' }
  return { outcome: candidates.isCut ? 'gave-up' : 'none', combinations: search.combinations }
}

interface Found {
  readonly added: readonly ChosenVersion[]
  readonly trial: Trial
}

class Search {
  combinations = 0
  /** Whether a larger set could still hold what this size did not. */
  mayGoOn = false
  readonly #trials: Trials
  readonly #candidates: Candidates
  #seen = new Set<string>()

  constructor(trials: Trials, candidates: Candidates) {
    this.#trials = trials
    this.#candidates = candidates
  }

  get isExhausted(): boolean {
    return this.combinations >= searchBounds.combinations
  }

  ofSize(start: Trial, size: number): Found | null {
    this.#seen = new Set()
    this.mayGoOn = false
    return this.#within(start, [], size)
  }

  /** With at most `left` further ones. */
  #within(trial: Trial, added: readonly ChosenVersion[], left: number): Found | null {
    const [edge] = trial.broken
    if (edge === undefined) return { added, trial }
    const moves = this.#candidates.movesFor(edge, added)
    // Where there is no choice, looking ahead would only repeat what the last look ahead said.
    const least = moves.length > 1 ? leastFurther(trial, added, this.#candidates, this.#trials) : moves.length
    if (least === null || moves.length === 0 || this.#candidates.isUnread) return null
    if (least > left) {
      this.mayGoOn = true
      return null
    }
    for (const candidate of moves) {
      const next = [...added, candidate]
      if (!this.#isNew(next)) continue
      if (this.isExhausted) return null
      this.combinations += 1
      const tried = this.#trials.try(next)
      const found = tried === null ? null : this.#within(tried, next, left - 1)
      if (found !== null || this.#candidates.isUnread || this.isExhausted) return found
    }
    return null
  }

  #isNew(added: readonly ChosenVersion[]): boolean {
    const key = added.map(nameOf).sort().join(' ')
    if (this.#seen.has(key)) return false
    this.#seen.add(key)
    return true
  }
}

function describe({ added, trial }: Found, attempt: Attempt) {
  const sorted = [...added].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
  return { outcome: 'found' as const, added: sorted, order: orderOf([...attempt.chosen, ...sorted], trial, attempt) }
}

function orderOf(
  moved: readonly ChosenVersion[],
  { releasesOf }: Trial,
  { spec, proposal }: Attempt,
): readonly (readonly string[])[] {
  const names = new Set([...proposal.selectedOf.keys(), ...moved.map((one) => one.name)])
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

function nameOf({ name, version }: ChosenVersion): string {
  return `${name}@${version}`
}
