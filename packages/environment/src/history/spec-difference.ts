import type { Scalar } from '@towpath/descriptor'
import type { ConfigChange } from '../plan/plan.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'

export interface HostChange {
  readonly host: string
  /** `web 10.77.0.11` for each group that it is in; null: it is not there. */
  readonly from: string | null
  readonly to: string | null
}

/** What people wrote differently, besides what shows as the config of a release. */
export interface SpecDifference {
  readonly hosts: readonly HostChange[]
  readonly policy: readonly ConfigChange[]
  /** All other keys: address, proxies, lines and secrets of services, gates. */
  readonly settings: readonly ConfigChange[]
}

export function compareSpecs(from: EnvironmentSpec, to: EnvironmentSpec): SpecDifference {
  const changes = leafChanges(settingsOf(from), settingsOf(to))
  return {
    hosts: hostChanges(from, to),
    policy: changes.filter(({ key }) => key.startsWith('policy.')),
    settings: changes.filter(({ key }) => !key.startsWith('policy.')),
  }
}

function hostChanges(from: EnvironmentSpec, to: EnvironmentSpec): readonly HostChange[] {
  const [before, after] = [hostsOf(from), hostsOf(to)]
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((host) => ({ host, from: before.get(host) ?? null, to: after.get(host) ?? null }))
    .filter((change) => change.from !== change.to)
}

function hostsOf({ hostGroups }: EnvironmentSpec): ReadonlyMap<string, string> {
  const places = Object.entries(hostGroups).flatMap(([group, { hosts }]) =>
    hosts.map(({ name, address }) => ({ name, place: `${group} ${address}` })),
  )
  const byHost = Map.groupBy(places, ({ name }) => name)
  return new Map(
    [...byHost].map(([name, ones]) => [
      name,
      ones
        .map(({ place }) => place)
        .sort()
        .join(', '),
    ]),
  )
}

/** What a release's config is made of shows there, and wishes show as releases. */
const shownElsewhere = new Set(['config', 'dependencies', 'infrastructure', 'lines', 'hosts', 'packages', 'sets'])

function settingsOf(spec: EnvironmentSpec): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  collect(spec, [], leaves)
  return leaves
}

type Leaf = Scalar | readonly string[]

function collect(value: unknown, path: readonly string[], leaves: Map<string, Leaf>): void {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    leaves.set(path.join('.'), value)
  } else if (Array.isArray(value)) {
    leaves.set(
      path.join('.'),
      value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
    )
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (!isShownElsewhere(path, key)) collect(member, [...path, key], leaves)
    }
  }
}

/** At the top, in a host group and in a service; a policy may have keys of the same names. */
function isShownElsewhere(path: readonly string[], key: string): boolean {
  const isLevel = path.length === 0 || (path.length === 2 && (path[0] === 'hostGroups' || path[0] === 'services'))
  return isLevel && shownElsewhere.has(key)
}

function leafChanges(before: ReadonlyMap<string, Leaf>, after: ReadonlyMap<string, Leaf>): readonly ConfigChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((key) => ({ key, from: before.get(key) ?? null, to: after.get(key) ?? null }))
    .filter((change) => JSON.stringify(change.from) !== JSON.stringify(change.to))
}
