import type { DeployReport } from '@towpath/environment'
import type { StoredEnvironment } from '../environments/environment.ts'

/** Read at once; an environment that never had more costs one look. */
const atOnce = 10

/** Reports of the last ten deploys, and of all that ended since a time; oldest first. */
export async function readLastReports(environment: StoredEnvironment, since: Date): Promise<readonly DeployReport[]> {
  const fences = await environment.reportFences()
  const read: DeployReport[] = []
  for (let end = fences.length; end > 0; end -= atOnce) {
    const some = await Promise.all(
      fences.slice(Math.max(0, end - atOnce), end).map((fence) => environment.report(fence)),
    )
    const reports = some.filter((one) => one !== null)
    read.unshift(...reports)
    const [oldest] = reports
    if (oldest !== undefined && Date.parse(oldest.endedAt) < since.getTime()) break
  }
  return read
}
