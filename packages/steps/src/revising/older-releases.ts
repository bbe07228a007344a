import { changedReleases, type Plan, type Revision, warnOfSameReleases } from '@towpath/environment'
import type { StoredEnvironment } from '../environments/environment.ts'

/** A rollback's plan; of everything, where nothing that runs would change, with the revision that one may have meant. */
export async function withOlderReleases(environment: StoredEnvironment, plan: Plan): Promise<Plan> {
  if (plan.outcome === 'refused' || plan.part !== undefined || plan.changes.length > 0 || plan.base === null)
    return plan
  const now = await environment.revision(plan.base)
  return warnOfSameReleases(plan, now, await findOlder(environment, now))
}

/** The newest that was deployed well and runs anything else. */
async function findOlder(environment: StoredEnvironment, now: Revision): Promise<Revision | null> {
  const numbers = new Set((await environment.deployedWell()).map(({ number }) => number))
  for (const number of [...numbers].sort((a, b) => b - a)) {
    const revision = await environment.revision(number)
    if (number < now.number && changedReleases(now.releases, revision.releases).length > 0) return revision
  }
  return null
}
