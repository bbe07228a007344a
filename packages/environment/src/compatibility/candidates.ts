import { satisfies } from '@towpath/descriptor'
import { type BrokenEdge, isDelivered } from '../promotion/dependencies.ts'
import { linesOf } from '../promotion/lines.ts'
import { allowedVersions } from '../promotion/resolve-wish.ts'
import type { ChosenVersion } from '../promotion/select-releases.ts'
import { prereleasePolicy } from '../spec/address.ts'
import type { Attempt } from './attempt.ts'
import type { Trials } from './trials.ts'

/** More would make a refusal slow without making it clearer. */
const versionsOfPackage = 10

/** Versions that may come along, of which only those are read that an edge asks for. */
export class Candidates {
  static readonly mostOfPackage = versionsOfPackage
  /** Whether something has to be read before the search can go on. */
  isUnread = false
  /** Whether older versions were left out. */
  isCut = false
  readonly #attempt: Attempt
  readonly #trials: Trials
  readonly #known = new Map<string, readonly ChosenVersion[]>()

  constructor(attempt: Attempt, trials: Trials) {
    this.#attempt = attempt
    this.#trials = trials
  }

  /** Versions that could make the edge hold: of its dependency those that fit first, then others of its consumer. */
  movesFor(edge: BrokenEdge, added: readonly ChosenVersion[]): readonly ChosenVersion[] {
    const fits = (one: ChosenVersion) => this.#fits(one, edge)
    const ofDependency = this.further(edge.dependency, added)
    const others = this.hasLines(edge.dependency) ? ofDependency.filter((one) => !fits(one)) : []
    return [...ofDependency.filter(fits), ...others, ...this.further(edge.consumer.service, added)]
  }

  /** Newest first; none where one would take the place of what was asked for or added. */
  further(service: string, added: readonly ChosenVersion[]): readonly ChosenVersion[] {
    const isAdded = added.some((one) => one.name === service)
    if (!isDelivered(this.#attempt.spec, service)) return []
    if (!this.hasLines(service) && (isAdded || this.#trials.isAsked(service))) return []
    const all = this.#candidatesOf(service)
    return isAdded ? all.filter((one) => !added.includes(one)) : all
  }

  /** Whether several versions of it can stand side by side. */
  hasLines(service: string): boolean {
    return linesOf(this.#attempt.spec, service).length > 1
  }

  #fits({ version }: ChosenVersion, { range }: BrokenEdge): boolean {
    return satisfies(version, range, prereleasePolicy(this.#attempt.spec))
  }

  #candidatesOf(service: string): readonly ChosenVersion[] {
    const known = this.#known.get(service)
    if (known !== undefined) return known
    const { spec, reading, mayCome } = this.#attempt
    const published = reading.package(service)
    if (published === undefined) {
      this.isUnread = true
      return []
    }
    const may = allowedVersions({ name: service, range: null }, spec, published).versions.filter(
      (version) =>
        !this.#trials.isSelected(service, version) &&
        (this.#trials.isCarried(service, version) || mayCome({ service, version })),
    )
    if (may.length > versionsOfPackage) this.isCut = true
    const candidates = may.slice(0, versionsOfPackage).flatMap((version) => {
      const record = reading.record(service, version)
      if (record === undefined) this.isUnread = true
      return record === undefined ? [] : [{ name: service, version, record }]
    })
    this.#known.set(service, candidates)
    return candidates
  }
}
