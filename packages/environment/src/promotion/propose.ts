import { canonicalJson } from '@towpath/descriptor'
import type { Pin, Release } from '../revision.ts'
import type { StandingSets } from '../sets/standing-sets.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type CheckedDependencies, checkDependencies } from './dependencies.ts'
import {
  type ChosenVersion,
  type SelectedRelease,
  type Selection,
  selectReleases,
  setsToStand,
} from './select-releases.ts'

/** What the chosen versions would make of the base, and how its edges hold. */
export interface Proposal {
  readonly selection: Selection
  readonly dependencies: CheckedDependencies
  readonly sets: StandingSets
  /** By service: the base's releases, and those that would be. */
  readonly carriedOf: ReadonlyMap<string, readonly Release[]>
  readonly selectedOf: ReadonlyMap<string, readonly SelectedRelease[]>
  /** By service: those that declare it. */
  readonly consumersOf: ReadonlyMap<string, ReadonlySet<string>>
}

interface Made {
  readonly base: readonly Release[]
  readonly chosen: readonly ChosenVersion[]
  readonly pins: readonly Pin[]
  readonly proposal: Proposal
}

/** By spec, the last one: while a plan asks and is given what it needs, it proposes the same again. */
const before = new WeakMap<EnvironmentSpec, Made>()

export function propose(
  spec: EnvironmentSpec,
  base: readonly Release[],
  chosen: readonly ChosenVersion[],
  pins: readonly Pin[],
): Proposal {
  const known = before.get(spec)
  if (known?.base === base && known.pins === pins && isSame(known.chosen, chosen)) return known.proposal
  const selection = selectReleases(spec, base, chosen, pins)
  const proposal: Proposal = {
    selection,
    dependencies: checkDependencies(spec, selection.releases),
    sets: setsToStand(base, chosen),
    carriedOf: Map.groupBy(base, (release) => release.service),
    selectedOf: Map.groupBy(selection.releases, (release) => release.service),
    consumersOf: indexConsumers(selection.releases),
  }
  before.set(spec, { base, chosen, pins, proposal })
  return proposal
}

function isSame(some: readonly ChosenVersion[], others: readonly ChosenVersion[]): boolean {
  if (some.length !== others.length) return false
  return some.every((one, index) => {
    const other = others[index]
    return one.record === other?.record && canonicalJson(one.sets ?? []) === canonicalJson(other.sets ?? [])
  })
}

function indexConsumers(releases: readonly SelectedRelease[]): ReadonlyMap<string, ReadonlySet<string>> {
  const consumers = new Map<string, Set<string>>()
  for (const { service, descriptor } of releases) {
    for (const dependency of Object.keys(descriptor.dependencies ?? {})) {
      const known = consumers.get(dependency)
      if (known === undefined) consumers.set(dependency, new Set([service]))
      else known.add(service)
    }
  }
  return consumers
}
