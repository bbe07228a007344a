import { compareVersionsDescending } from '@towpath/descriptor'
import type { Release } from '../revision.ts'
import type { AskedSet } from './asked-set.ts'
import { partsOfSet, setsOf } from './set-names.ts'

/** Sets that are to stand whole, and what they name. */
export interface StandingSets {
  /** By set, sorted: version by service. */
  readonly packages: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly asked: ReadonlySet<string>
  /** Of the base, and not to stand any more. */
  readonly replaced: ReadonlySet<string>
}

/** The sets of the base, of which each has all its releases there, without those that are replaced, and the asked ones. */
export function standingSets(base: readonly Release[], asked: readonly AskedSet[]): StandingSets {
  const packages = new Map<string, Map<string, string>>()
  const replaced = new Set(asked.flatMap((one) => one.replaces))
  for (const release of base) {
    for (const set of setsOf(release)) {
      if (!replaced.has(set)) packages.set(set, (packages.get(set) ?? new Map()).set(release.service, release.version))
    }
  }
  for (const one of asked) packages.set(one.set, new Map(Object.entries(one.packages)))
  return {
    packages: new Map([...packages].sort(([a], [b]) => compareSets(a, b))),
    asked: new Set(asked.map((one) => one.set)),
    replaced,
  }
}

/** Of the sets only those that name a service, and of them only that: each as if it were asked for, so that it can't move away. */
export function setsNaming({ packages, replaced }: StandingSets, service: string): StandingSets {
  const naming = [...packages].flatMap(([set, versions]) => {
    const version = versions.get(service)
    return version === undefined ? [] : [[set, new Map([[service, version]])] as const]
  })
  return { packages: new Map(naming), asked: new Set(naming.map(([set]) => set)), replaced }
}

/** By service: the versions that sets hold, each with its sets. */
export type HeldVersions = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>

export function heldVersions({ packages }: Pick<StandingSets, 'packages'>): HeldVersions {
  const held = new Map<string, Map<string, string[]>>()
  for (const [set, versions] of packages) {
    for (const [service, version] of versions) {
      const ofService = held.get(service) ?? new Map<string, string[]>()
      ofService.set(version, [...(ofService.get(version) ?? []), set])
      held.set(service, ofService)
    }
  }
  return held
}

/** By name, then the older version first. */
export function compareSets(a: string, b: string): number {
  const [one, other] = [partsOfSet(a), partsOfSet(b)]
  if (one.name !== other.name) return one.name < other.name ? -1 : 1
  return compareVersionsDescending(other.version, one.version)
}
