import type { Release } from '../revision.ts'
import { type PlannedSet, plannedSets } from '../sets/planned-sets.ts'
import type { ConfigChange, KeptRelease, PlannedChange, VersionNotes } from './plan.ts'

/** What the caller looks up for a change. */
export interface ChangeLookup {
  readonly config: (from: Release | null, to: Release | null) => readonly ConfigChange[]
  readonly notes: (from: Release | null, to: Release) => readonly VersionNotes[]
}

export interface ReleasePair {
  readonly from: Release | null
  readonly to: Release | null
}

/** Every release of either side once: the same version first, then the same line, then in order of version. */
export function pairReleases(before: readonly Release[], after: readonly Release[]): readonly ReleasePair[] {
  const services = [...new Set([...before, ...after].map((release) => release.service))].sort()
  const [old, coming] = [before, after].map((releases) => Map.groupBy(releases, (release) => release.service))
  return services.flatMap((service) => {
    const left = [...(old?.get(service) ?? [])]
    const right = [...(coming?.get(service) ?? [])]
    const pairs: ReleasePair[] = []
    const pairBy = (same: (from: Release, to: Release) => boolean) => {
      for (const to of [...right]) {
        const from = left.find((candidate) => same(candidate, to))
        if (from === undefined) continue
        left.splice(left.indexOf(from), 1)
        right.splice(right.indexOf(to), 1)
        pairs.push({ from, to })
      }
    }
    pairBy((from, to) => from.version === to.version)
    pairBy((from, to) => from.line === to.line)
    pairBy(() => true)
    return [...pairs, ...left.map((from) => ({ from, to: null })), ...right.map((to) => ({ from: null, to }))].sort(
      byLine,
    )
  })
}

/** Pairs whose version or config differs. */
export function changedReleases(before: readonly Release[], after: readonly Release[]): readonly ReleasePair[] {
  return pairReleases(before, after).filter(
    ({ from, to }) => from?.version !== to?.version || from?.config !== to?.config,
  )
}

export function plannedChanges(
  before: readonly Release[],
  after: readonly Release[],
  lookup: ChangeLookup,
): {
  readonly changes: readonly PlannedChange[]
  readonly kept: readonly KeptRelease[]
  readonly sets: readonly PlannedSet[]
} {
  const changes: PlannedChange[] = []
  const kept: KeptRelease[] = []
  for (const { from, to } of pairReleases(before, after)) {
    const { service, line } = to ?? from ?? { service: '', line: '' }
    if (to !== null && from?.version === to.version && from.config === to.config) {
      kept.push({ service, line, version: to.version })
      continue
    }
    const moves = from?.version !== to?.version
    changes.push({
      service,
      line,
      from: from?.version ?? null,
      to: to?.version ?? null,
      config: from !== null && to !== null ? lookup.config(from, to) : [],
      notes: moves && to !== null ? lookup.notes(from, to) : [],
    })
  }
  return { changes, kept, sets: plannedSets(before, after) }
}

function byLine(a: ReleasePair, b: ReleasePair): number {
  const [first, second] = [a, b].map(({ from, to }) => `${to?.line ?? from?.line} ${to?.version ?? from?.version}`)
  return (first ?? '') < (second ?? '') ? -1 : 1
}
