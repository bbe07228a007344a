import type { Refusal } from '../plan/plan.ts'
import { promoteCommand } from '../plan/step-command.ts'
import type { Release, Verdict } from '../revision.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'
import { keptVersion } from './kept-version.ts'
import { partsOfSet, setsOf } from './set-names.ts'
import type { StandingSets } from './standing-sets.ts'

interface Placed {
  readonly service: string
  readonly version: string
}

export interface JudgedSets {
  readonly refusals: readonly Refusal[]
  /** Sets that nobody asked for and of which nothing is left: they have gone as a whole. */
  readonly gone: ReadonlySet<string>
}

/** A set goes as a whole: all that it names stands, or nothing of it. */
export function judgeSets(spec: EnvironmentSpec, standing: StandingSets, releases: readonly Placed[]): JudgedSets {
  const byService = Map.groupBy(releases, (release) => release.service)
  const gone = new Set<string>()
  const refusals: Refusal[] = []
  for (const [set, packages] of standing.packages) {
    const missing = [...packages].filter(
      ([service, version]) => byService.get(service)?.some((release) => release.version === version) !== true,
    )
    if (missing.length === 0) continue
    if (missing.length === packages.size && !standing.asked.has(set)) gone.add(set)
    else refusals.push(partial(spec, set, missing, byService))
  }
  return { refusals, gone }
}

function partial(
  spec: EnvironmentSpec,
  set: string,
  missing: readonly (readonly [service: string, version: string])[],
  byService: ReadonlyMap<string, readonly Placed[]>,
): Refusal {
  const { name } = partsOfSet(set)
  const found = missing.map(([service, version]) => {
    const there = (byService.get(service) ?? []).map((release) => release.version)
    return there.length === 0
      ? `no ${service}, where it names ${version}`
      : `${service} ${there.join(' and ')}, where it names ${version}`
  })
  const removed = missing.filter(([service]) => deliveredService(spec, service) === undefined)
  const moved = missing.flatMap(([service]) => {
    const [other] = byService.get(service) ?? []
    return other === undefined ? [] : [`${service}@${other.version}`]
  })
  return {
    code: 'set-partial',
    gate: 'set',
    subject: set,
    reason: `a set goes only as a whole, and ${spec.environment} would have ${found.slice(0, 5).join(', ')}`,
    fixes: [
      ...(removed.length > 0
        ? [
            `Put ${removed.map(([service]) => `\`${service}\``).join(' and ')} back into \`services\` of the spec, or promote a version of ${name} without it in the same go`,
          ]
        : []),
      ...(moved.length > 0
        ? [
            `Promote a version of ${name} that names ${moved.map((one) => `\`${one}\``).join(' and ')}, published first if there is none: \`${promoteCommand(spec.environment, [], { sets: [name] })}\``,
          ]
        : []),
    ],
  }
}

type Shared = Pick<Release, 'service' | 'version' | 'setOf' | 'descriptor'>

/** What a person should look at: releases that two sets share and can't both be kept to, and what a set has left behind. */
export function setVerdicts(
  standing: StandingSets,
  releases: readonly Shared[],
  base: readonly Release[],
): readonly Verdict[] {
  const byService = Map.groupBy(releases, (release) => release.service)
  return [...releases.flatMap((release) => sharedVerdicts(release, byService)), ...leftBehind(standing, releases, base)]
}

function sharedVerdicts(release: Shared, byService: ReadonlyMap<string, readonly Shared[]>): readonly Verdict[] {
  const sets = setsOf(release)
  if (sets.length < 2) return []
  return Object.keys(release.descriptor.dependencies ?? {})
    .sort()
    .flatMap((dependency): Verdict[] => {
      const versions = sets.map((set) => keptVersion({ setOf: set }, byService.get(dependency) ?? []))
      const named = versions.filter((version) => version !== null)
      if (new Set(named).size < 2) return []
      return [
        {
          gate: 'set',
          outcome: 'warn',
          subject: `${release.service} ${release.version}`,
          reason: `it stands for ${sets.join(' and ')}, which name ${dependency} ${named.join(' and ')}; one release calls one of them, ${named[0]}`,
          fix: `To part them, publish ${release.service} as another version and a set that names it`,
        },
      ]
    })
}

function leftBehind(
  { replaced }: StandingSets,
  releases: readonly Shared[],
  base: readonly Release[],
): readonly Verdict[] {
  const alone = new Set(
    releases.filter((release) => release.setOf === null).map((release) => `${release.service}@${release.version}`),
  )
  return base
    .filter((release) => setsOf(release).some((set) => replaced.has(set)))
    .filter((release) => alone.has(`${release.service}@${release.version}`))
    .map((release) => ({
      gate: 'set',
      outcome: 'warn',
      subject: `${release.service} ${release.version}`,
      reason: `it came with ${setsOf(release).join(' and ')}, and no set here names it any more: it stays, on its own`,
      fix: `To stop it, remove ${release.service} from \`services\` of the spec`,
    }))
}
