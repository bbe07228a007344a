import { chooseBase } from '../lifecycle/record-promotion.ts'
import { linesOf } from '../promotion/lines.ts'
import { wantedPackages } from '../promotion/wanted.ts'
import type { Revision } from '../revision.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'
import type { EnvironmentState } from '../state.ts'

/** How many revisions that ran well keep their packages, where the policy says nothing. */
const keptRevisions = 10

/** What an environment names, for one of many reasons. */
export interface NamedPackage {
  readonly name: string
  readonly version: string
  /** As a clause: `prod@42`, `it runs in prod`. */
  readonly by: string
}

/** A version that someone may still ask for by a range. */
export interface NamedRange {
  readonly name: string
  readonly range: string
  readonly by: string
}

export interface KeepingEnvironment {
  readonly environment: string
  readonly state: EnvironmentState
  /** Every revision that `revisionsToKeep` names. */
  readonly revisions: readonly Revision[]
  /** Specs of the newest revision and of those that run: which counts is not known, so all do. */
  readonly specs: readonly EnvironmentSpec[]
  /** What is registered as running, leaving or not. */
  readonly instances: readonly { readonly service: string; readonly version: string }[]
}

/** Numbers of the revisions whose specs say how many are kept, ascending. */
export function revisionsThatRule(state: EnvironmentState): readonly number[] {
  const numbers = [state.desired?.number, state.deployed?.number, chooseBase(state)]
  return [...new Set(numbers.filter((number) => typeof number === 'number'))].sort((a, b) => a - b)
}

/**
 * Numbers of the revisions that may still be gone back to or forward to, ascending: the newest `keep` of those that ran
 * well, everything since the oldest of them, failed or waiting or not, and what the state names besides.
 */
export function revisionsToKeep(
  state: EnvironmentState,
  deployedWell: readonly number[],
  specs: readonly EnvironmentSpec[],
): readonly number[] {
  const newest = state.desired?.number ?? 0
  const keep = Math.max(...specs.map((spec) => spec.policy?.keepRevisions ?? keptRevisions), 1)
  const good = [...new Set(deployedWell)].sort((a, b) => b - a).slice(0, keep)
  const oldest = good.length < keep ? Math.min(1, newest) : Math.min(...good, Math.max(1, newest - keep + 1))
  const window = Array.from({ length: newest === 0 ? 0 : newest - oldest + 1 }, (_, index) => oldest + index)
  const besides = [state.deployed?.number, state.lastGood, chooseBase(state), state.lease?.revision]
    .filter((number) => typeof number === 'number')
    .filter((number) => number >= 1 && number <= newest)
  return [...new Set([...window, ...besides])].sort((a, b) => a - b)
}

/** Every package that an environment names, with each reason. */
export function namedPackages(one: KeepingEnvironment): readonly NamedPackage[] {
  const { environment, state, revisions, instances } = one
  return [
    ...revisions.flatMap((revision) =>
      revision.releases.map(({ service, version }) => ({
        name: service,
        version,
        by: `${environment}@${revision.number}`,
      })),
    ),
    ...[...state.pins, ...revisions.flatMap((revision) => revision.pins)].map(({ service, version }) => ({
      name: service,
      version,
      by: `it is pinned in ${environment}`,
    })),
    ...instances.map(({ service, version }) => ({ name: service, version, by: `it runs in ${environment}` })),
    ...state.waiting.map((wish) => ({ name: wish.package, version: wish.version, by: `it waits for ${environment}` })),
    ...state.parked.flatMap(({ packages }) =>
      packages.flatMap((text) => {
        const [name, version] = text.split('@')
        return name === undefined || version === undefined
          ? []
          : [{ name, version, by: `it is parked in ${environment}` }]
      }),
    ),
  ]
}

/** What the specs of an environment may ask for next: the newest of each line, and what their `packages` want. */
export function namedRanges({ environment, specs }: KeepingEnvironment): readonly NamedRange[] {
  return specs.flatMap((spec) => [
    ...Object.keys(spec.services)
      .filter((name) => deliveredService(spec, name) !== undefined)
      .flatMap((name) =>
        linesOf(spec, name).map((range) => ({ name, range, by: `newest of the line ${range} in ${environment}` })),
      ),
    ...wantedPackages(spec).map(({ name, range }) => ({
      name,
      range: range ?? '*',
      by: `the spec of ${environment} wants it`,
    })),
  ])
}

/** Sets that the specs of an environment want, `name@version` each. */
export function namedSets({ specs }: KeepingEnvironment): readonly string[] {
  return specs.flatMap((spec) =>
    Object.entries(spec.sets ?? {}).flatMap(([set, versions]) =>
      (Array.isArray(versions) ? versions : [versions]).map((version) => `${set}@${version}`),
    ),
  )
}
