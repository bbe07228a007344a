import { buildRelease } from '../promotion/build-releases.ts'
import { type BrokenEdge, edgesOf, isBroken } from '../promotion/dependencies.ts'
import { judgeProxy } from '../promotion/proxy-gate.ts'
import { type ChosenVersion, type SelectedRelease, selectService } from '../promotion/select-releases.ts'
import type { Attempt } from './attempt.ts'

/** What would be when further versions come along. */
export interface Trial {
  readonly releasesOf: (service: string) => readonly SelectedRelease[]
  /** By consumer, then dependency. */
  readonly broken: readonly BrokenEdge[]
}

/** Tries an attempt with further versions; only the edges are looked at again that these can change. */
export class Trials {
  readonly #attempt: Attempt
  readonly #wished: ReadonlyMap<string, readonly ChosenVersion[]>
  /** Versions that were asked for and would come. */
  readonly #asked: ReadonlyMap<string, readonly string[]>
  /** By `service@version` and line. */
  readonly #standing = new Map<string, boolean>()
  readonly #refilled = new Map<string, readonly SelectedRelease[] | null>()
  readonly #needs = new Map<ChosenVersion, readonly string[]>()

  constructor(attempt: Attempt) {
    this.#attempt = attempt
    this.#wished = Map.groupBy(attempt.chosen, (wish) => wish.name)
    this.#asked = new Map(
      [...this.#wished].flatMap(([name, wishes]) => {
        const come = wishes.map(({ version }) => version).filter((version) => this.isSelected(name, version))
        return come.length === 0 ? [] : [[name, come] as const]
      }),
    )
  }

  isAsked(service: string): boolean {
    return this.#asked.has(service)
  }

  isSelected(service: string, version: string): boolean {
    return (this.#attempt.proposal.selectedOf.get(service) ?? []).some((release) => release.version === version)
  }

  isCarried(service: string, version: string): boolean {
    return (this.#attempt.proposal.carriedOf.get(service) ?? []).some((release) => release.version === version)
  }

  /** null: they don't all come, or something that was asked for, is pinned or is the default would have to go. */
  try(added: readonly ChosenVersion[]): Trial | null {
    const { selectedOf, consumersOf, dependencies } = this.#attempt.proposal
    const changed = new Map<string, readonly SelectedRelease[]>()
    for (const [service, versions] of Map.groupBy(added, (one) => one.name)) {
      const key = `${service} ${versions.map((one) => one.version).join(' ')}`
      const known = this.#refilled.get(key)
      const releases = known === undefined ? this.#refill(service, versions) : known
      this.#refilled.set(key, releases)
      if (releases === null) return null
      changed.set(service, releases)
    }
    const releasesOf = (service: string) => changed.get(service) ?? selectedOf.get(service) ?? []
    const touched = new Set([...changed.keys(), ...dependencies.broken.map((edge) => edge.consumer.service)])
    for (const service of changed.keys()) {
      for (const consumer of consumersOf.get(service) ?? []) touched.add(consumer)
    }
    const broken = [...touched]
      .sort()
      .flatMap(releasesOf)
      .flatMap((release) => edgesOf(this.#attempt.spec, release, releasesOf))
      .filter(isBroken)
    return { releasesOf, broken }
  }

  /**
   * Services that have to move too if this version came alone: what it needs and is not there in a fitting version, and,
   * unless others of it can stay beside it, who needs another one.
   */
  needsOf(added: ChosenVersion, hasLines: boolean): readonly string[] {
    const known = this.#needs.get(added)
    if (known !== undefined) return known
    const trial = this.try([added])
    const own = (edge: BrokenEdge) => edge.consumer.service === added.name && edge.consumer.version === added.version
    const needs = (trial?.broken ?? []).flatMap((edge) => {
      if (own(edge)) return [edge.dependency]
      return edge.dependency === added.name && !hasLines ? [edge.consumer.service] : []
    })
    const others = [...new Set(needs)].filter((name) => name !== added.name)
    this.#needs.set(added, others)
    return others
  }

  #refill(service: string, added: readonly ChosenVersion[]): readonly SelectedRelease[] | null {
    const { spec, pins, proposal } = this.#attempt
    const wished = [...(this.#wished.get(service) ?? []), ...added]
    const view = { service, carried: proposal.carriedOf.get(service) ?? [], wished, sets: proposal.sets }
    const { releases, refusals } = selectService(spec, view, pins)
    if (refusals.length > 0) return null
    const come = [...(this.#asked.get(service) ?? []), ...added.map(({ version }) => version)]
    if (!come.every((version) => releases.some((release) => release.version === version))) return null
    return added.every((one) => this.#canStand(releases, one.version)) ? releases : null
  }

  /** Whether it could be configured, placed and served here. */
  #canStand(releases: readonly SelectedRelease[], version: string): boolean {
    const release = releases.find((one) => one.version === version)
    if (release === undefined) return false
    const key = `${release.service}@${version} ${release.line}`
    const known = this.#standing.get(key)
    if (known !== undefined) return known
    const { spec, reading } = this.#attempt
    const stands = judgeProxy(spec, [release]).length === 0 && 'release' in buildRelease(spec, release, {}, reading)
    this.#standing.set(key, stands)
    return stands
  }
}
