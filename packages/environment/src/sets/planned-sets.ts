import type { Release } from '../revision.ts'
import { partsOfSet, setsOf } from './set-names.ts'
import { compareSets } from './standing-sets.ts'

/** What happens to one set, as a whole. */
export interface PlannedSet {
  readonly set: string
  /** Version of the set; null: it was not there. */
  readonly from: string | null
  /** null: it stands no more. */
  readonly to: string | null
  /** By name: version before and after within this set. */
  readonly packages: readonly {
    readonly service: string
    readonly from: string | null
    readonly to: string | null
  }[]
}

/** Sets that come, go, or give their place to another version. */
export function plannedSets(before: readonly Release[], after: readonly Release[]): readonly PlannedSet[] {
  const [old, now] = [packagesBySet(before), packagesBySet(after)]
  const going = [...old.keys()].filter((set) => !now.has(set)).sort(compareSets)
  const coming = [...now.keys()].filter((set) => !old.has(set)).sort(compareSets)
  const names = [...new Set([...going, ...coming].map((set) => partsOfSet(set).name))].sort()
  return names.flatMap((name) => {
    const [from, to] = [going, coming].map((sets) => sets.filter((set) => partsOfSet(set).name === name))
    const rows = Math.max(from?.length ?? 0, to?.length ?? 0)
    return Array.from({ length: rows }, (_, row) => planned(name, from?.[row], to?.[row], old, now))
  })
}

type PackagesBySet = ReadonlyMap<string, ReadonlyMap<string, string>>

function packagesBySet(releases: readonly Release[]): PackagesBySet {
  const packages = new Map<string, Map<string, string>>()
  for (const release of releases) {
    for (const set of setsOf(release))
      packages.set(set, (packages.get(set) ?? new Map()).set(release.service, release.version))
  }
  return packages
}

function planned(
  name: string,
  from: string | undefined,
  to: string | undefined,
  old: PackagesBySet,
  now: PackagesBySet,
): PlannedSet {
  const [before, after] = [from === undefined ? undefined : old.get(from), to === undefined ? undefined : now.get(to)]
  const services = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort()
  return {
    set: name,
    from: from === undefined ? null : partsOfSet(from).version,
    to: to === undefined ? null : partsOfSet(to).version,
    packages: services.map((service) => ({
      service,
      from: before?.get(service) ?? null,
      to: after?.get(service) ?? null,
    })),
  }
}
