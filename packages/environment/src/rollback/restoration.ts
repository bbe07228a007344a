import { compareVersionsDescending, renderPath } from '@towpath/descriptor'
import { reasonOfEdge } from '../compatibility/judged-edge.ts'
import type { Refusal } from '../plan/plan.ts'
import { checkDependencies } from '../promotion/dependencies.ts'
import type { RevisionWithSpec } from '../promotion/promotion-input.ts'
import { judgeProxy } from '../promotion/proxy-gate.ts'
import type { Release } from '../revision.ts'
import { addressProblems } from '../spec/address-problems.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type Resolved, returnReleases } from './restored-releases.ts'
import { restoredSpec, type SpecSources, specWithServices } from './restored-spec.ts'
import type { RollbackReading } from './rollback-reading.ts'
import { mixReleases } from './subset.ts'

/** What the environment becomes. */
export interface Restoration {
  readonly spec: EnvironmentSpec
  /** Sorted as in every revision: by service, then version ascending. */
  readonly releases: readonly Release[]
  readonly resolved: readonly Resolved[]
  readonly refusals: readonly Refusal[]
}

/** `services`: what goes back; null for everything. */
export function restore(
  restored: RevisionWithSpec,
  base: RevisionWithSpec,
  services: ReadonlySet<string> | null,
  sources: SpecSources,
  reading: RollbackReading,
): Restoration {
  const spec = services === null ? restoredSpec(sources) : specWithServices(sources, services)
  const then = restored.revision.releases
  const back = services ?? new Set([...then, ...base.revision.releases].map((release) => release.service))
  const moved = returnReleases(
    {
      releases: then.filter((release) => back.has(release.service)),
      spec,
      former: restored.spec,
      config: sources.config,
      hosts: sources.hosts,
      isPart: services !== null,
    },
    reading,
  )
  const returned = moved.flatMap((one) => ('release' in one ? [one.release] : []))
  const mixed = [...mixReleases(base.revision.releases, returned, back)].sort(byServiceAndVersion)
  const { answers, broken } = checkDependencies(spec, mixed)
  const refusals = moved.flatMap((one) => ('refusal' in one ? [one.refusal] : []))
  return {
    spec,
    releases: mixed.map((release) => ({
      ...release,
      dependencies: answers.get(`${release.service}@${release.version}`) ?? {},
    })),
    resolved: moved.flatMap((one) => ('release' in one && one.resolved !== null ? [one.resolved] : [])),
    // Without all of its releases, what they would break says nothing.
    refusals:
      refusals.length > 0
        ? refusals
        : [
            ...broken.map(
              (edge): Refusal => ({
                code: 'dependency-unsatisfied',
                gate: 'dependencies',
                subject: `${edge.consumer.service} → ${edge.dependency}`,
                reason: reasonOfEdge(edge, spec, []),
                fixes:
                  sources.hosts === 'now'
                    ? ['Restore the hosts, VIP and external services of then too: `hosts: then`']
                    : [],
              }),
            ),
            ...judgeProxy(spec, returned),
            ...clashes(spec),
          ],
  }
}

/** A VIP port or an alias that two services have once their words come from two specs. */
function clashes(spec: EnvironmentSpec): readonly Refusal[] {
  return [...addressProblems(spec)].map(({ path, expected, found }) => ({
    code: 'config-invalid',
    gate: 'config',
    subject: spec.environment,
    reason: `${renderPath(path)} of the spec that it would have: expected ${expected}${found === undefined ? '' : `, found ${found}`}`,
    fixes: ['Choose `config` and `hosts` of the same time: both `then`, or both `now`'],
  }))
}

function byServiceAndVersion(a: Release, b: Release): number {
  if (a.service !== b.service) return a.service < b.service ? -1 : 1
  return compareVersionsDescending(b.version, a.version)
}
