import type { DeployReport } from '../report.ts'
import type { Release, Revision } from '../revision.ts'

/** A consumer that was deployed with the version that answered its dependency. */
export interface RanTogether {
  readonly environment: string
  /** `name@version` each. */
  readonly consumer: string
  readonly provider: string
  readonly revision: number
  /** null: well; else what went wrong, as a clause. */
  readonly failure: string | null
}

/** A deploy that is over. */
export interface EndedDeploy {
  readonly revision: Revision
  readonly report: Pick<DeployReport, 'status' | 'failure'>
}

/** How a declared dependency is answered in a revision. */
export interface Pair {
  readonly consumer: string
  readonly provider: string
}

/** The faults by which an instance itself did not become, or stay, well. */
const own = new Set(['unhealthy', 'unsettled', 'instance-failed'])

/**
 * What deploys of one environment tell of pairs of versions: of each the newest that went well and the newest that did not.
 * A deploy that was put back speaks only against the release that did not become well, with what it needs: nothing is known
 * of the others.
 */
export function pairsThatRan(deploys: readonly EndedDeploy[]): readonly RanTogether[] {
  const newest = new Map<string, RanTogether>()
  for (const { revision, report } of deploys) {
    const { environment, number, releases } = revision
    const failed = failedRelease(report)
    if (report.status === 'rolled-back' && failed === null) continue
    const failure = failed?.said ?? null
    const told = failed === null ? releases : releases.filter((one) => nameOf(one) === failed.release)
    for (const pair of pairsOf(told)) {
      const key = `${pair.consumer} ${pair.provider} ${failure === null}`
      newest.set(key, { environment, ...pair, revision: number, failure })
    }
  }
  return [...newest.values()]
}

/** The release that did not become, or stay, well; null: none, or none that the report names. */
function failedRelease({ status, failure }: EndedDeploy['report']): { release: string; said: string } | null {
  if (status !== 'rolled-back' || failure === null || !own.has(failure.code)) return null
  const [, service, version] = /^(\S+) (\S+) on /.exec(failure.where) ?? []
  if (service === undefined || version === undefined) return null
  const said = failure.code === 'unsettled' ? 'it did not stay well' : 'it did not become well'
  return { release: `${service}@${version}`, said }
}

/** Declared dependencies that something answers. */
export function pairsOf(releases: readonly Pick<Release, 'service' | 'version' | 'dependencies'>[]): readonly Pair[] {
  return releases.flatMap(({ service, version, dependencies }) =>
    Object.entries(dependencies).flatMap(([name, answer]) =>
      answer.version === null
        ? []
        : [{ consumer: nameOf({ service, version }), provider: `${name}@${answer.version}` }],
    ),
  )
}

function nameOf({ service, version }: Pick<Release, 'service' | 'version'>): string {
  return `${service}@${version}`
}
