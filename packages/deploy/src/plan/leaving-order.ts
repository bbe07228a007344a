import { type PrereleasePolicy, satisfies } from '@towpath/descriptor'
import { orderServices } from '@towpath/environment'
import type { LiveInstance } from './standing.ts'

interface Staying {
  readonly service: string
  readonly version: string
}

/**
 * In which order instances leave the routes: who still calls a version that nothing else answers goes before that version, so that
 * its last requests find it. Mostly all go at once. What needs one another goes together. Pure.
 */
export function leavingOrder(
  leaving: readonly LiveInstance[],
  staying: readonly Staying[],
  policy: PrereleasePolicy,
): readonly (readonly LiveInstance[])[] {
  const byRelease = Map.groupBy(leaving, keyOf)
  const isServed = ({ service, range }: Edge): boolean =>
    staying.some((one) => one.service === service && satisfies(one.version, range, policy))
  const callers = new Map<string, Set<string>>([...byRelease.keys()].map((key) => [key, new Set()]))
  for (const [caller, [instance]] of byRelease) {
    for (const edge of edgesOf(instance).filter((one) => !isServed(one))) {
      for (const [called, [other]] of byRelease) {
        const answers =
          other?.manifest.service === edge.service && satisfies(other.manifest.version, edge.range, policy)
        if (called !== caller && answers) callers.get(called)?.add(caller)
      }
    }
  }
  const waves: LiveInstance[][] = []
  const waveOf = new Map<string, number>()
  // Callers first, because what is called has them as its dependencies here.
  for (const group of orderServices(callers)) {
    const before = group.flatMap((key) => [...(callers.get(key) ?? [])]).filter((key) => !group.includes(key))
    const wave = Math.max(-1, ...before.map((key) => waveOf.get(key) ?? -1)) + 1
    for (const key of group) waveOf.set(key, wave)
    waves[wave] = [...(waves[wave] ?? []), ...group.flatMap((key) => byRelease.get(key) ?? [])]
  }
  return waves
}

interface Edge {
  readonly service: string
  readonly range: string
}

function edgesOf(instance: LiveInstance | undefined): readonly Edge[] {
  return Object.entries(instance?.manifest.dependencies ?? {}).map(([service, { range }]) => ({ service, range }))
}

function keyOf({ manifest }: LiveInstance): string {
  return `${manifest.service}@${manifest.version}`
}
