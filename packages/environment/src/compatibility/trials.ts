import { buildRelease } from '../promotion/build-releases.ts'
import { type BrokenEdge, edgesOf, isBroken } from '../promotion/dependencies.ts'
import { judgeProxy } from '../promotion/proxy-gate.ts'
import { type ChosenVersion, type SelectedRelease, selectService, setsToStand } from '../promotion/select-releases.ts'
import type { Release } from '../revision.ts'
import type { StandingSets } from '../sets/standing-sets.ts'
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
  readonly #carried: ReadonlyMap<string, readonly Release[]>
  readonly #wished: ReadonlyMap<string, readonly ChosenVersion[]>
  readonly #selected: ReadonlyMap<string, readonly SelectedRelease[]>
  /** Services by what they declare. */
  readonly #consumers = new Map<string, Set<string>>()
  /** Versions that were asked for and would come. */
  readonly #asked: ReadonlyMap<string, readonly string[]>
  readonly #sets: StandingSets
  /** By `service@version` and line. */
  readonly #standing = new Map<string, boolean>()
  readonly #refilled = new Map<string, readonly SelectedRelease[] | null>()
  readonly #needs = new Map<ChosenVersion, readonly string[]>()

  constructor(attempt: Attempt) {
    this.#attempt = attempt
    this.#sets = setsToStand(attempt.base, attempt.chosen)
    this.#carried = Map.groupBy(attempt.base, (release) => release.service)
    this.#wished = Map.groupBy(attempt.chosen, (wish) => wish.name)
    this.#selected = Map.groupBy(attempt.selected, (release) => release.service)
    for (const { service, descriptor } of attempt.selected) {
      for (const dependency of Object.keys(descriptor.dependencies ?? {})) {
        const known = this.#consumers.get(dependency)
        if (known === undefined) this.#consumers.set(dependency, new Set([service]))
        else known.add(service)
      }
    }
    const standing = new Set(attempt.selected.map(({ service, version }) => `${service}@${version}`))
    const asked = attempt.chosen.filter(({ name, version }) => standing.has(`${name}@${version}`))
    this.#asked = new Map(
      [...Map.groupBy(asked, (one) => one.name)].map(([name, all]) => [name, all.map(({ version }) => version)]),
    )
  }

  isAsked(service: string): boolean {
    return this.#asked.has(service)
  }

  isSelected(service: string, version: string): boolean {
    return (this.#selected.get(service) ?? []).some((release) => release.version === version)
  }

  isCarried(service: string, version: string): boolean {
    return (this.#carried.get(service) ?? []).some((release) => release.version === version)
  }

  /** null: they don't all come, or something that was asked for, is pinned or is the default would have to go. */
  try(added: readonly ChosenVersion[]): Trial | null {
    const changed = new Map<string, readonly SelectedRelease[]>()
    for (const [service, versions] of Map.groupBy(added, (one) => one.name)) {
      const key = `${service} ${versions.map((one) => one.version).join(' ')}`
      const known = this.#refilled.get(key)
      const releases = known === undefined ? this.#refill(service, versions) : known
      this.#refilled.set(key, releases)
      if (releases === null) return null
      changed.set(service, releases)
    }
    const releasesOf = (service: string) => changed.get(service) ?? this.#selected.get(service) ?? []
    const touched = new Set([...changed.keys(), ...this.#attempt.broken.map((edge) => edge.consumer.service)])
    for (const service of changed.keys()) {
      for (const consumer of this.#consumers.get(service) ?? []) touched.add(consumer)
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
    const { spec, pins } = this.#attempt
    const wished = [...(this.#wished.get(service) ?? []), ...added]
    const view = { service, carried: this.#carried.get(service) ?? [], wished, sets: this.#sets }
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
