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
 * What deploys of one environment tell of pairs of versions, in their order. A deploy that was put back speaks only against
 * the release that did not become well, with what it needs: nothing is known of the others.
 */
export function pairsThatRan(deploys: readonly EndedDeploy[]): readonly RanTogether[] {
  return deploys.flatMap(({ revision, report }): readonly RanTogether[] => {
    const common = { environment: revision.environment, revision: revision.number }
    if (report.status !== 'rolled-back')
      return pairsOf(revision.releases).map((pair) => ({ ...common, ...pair, failure: null }))
    const { failure } = report
    const [, service, version] = /^(\S+) (\S+) on /.exec(failure?.where ?? '') ?? []
    if (failure === null || !own.has(failure.code)) return []
    const failed = `${service}@${version}`
    return pairsOf(revision.releases)
      .filter(({ consumer }) => consumer === failed)
      .map((pair) => ({ ...common, ...pair, failure: sayFailure(failure.code) }))
  })
}

/** Declared dependencies that something answers. */
export function pairsOf(releases: readonly Pick<Release, 'service' | 'version' | 'dependencies'>[]): readonly Pair[] {
  return releases.flatMap(({ service, version, dependencies }) =>
    Object.entries(dependencies).flatMap(([name, answer]) =>
      answer.version === null ? [] : [{ consumer: `${service}@${version}`, provider: `${name}@${answer.version}` }],
    ),
  )
}

function sayFailure(code: string): string {
  return code === 'unsettled' ? 'it did not stay well' : 'it did not become well'
}
