import { resolve } from 'node:path'
import { digestOf, digestOfDocument } from '@towpath/descriptor'
import { type DeployReport, environmentPaths, parseDeployReport } from '@towpath/environment'
import type { StoredEnvironment } from '../environments/environment.ts'
import { StepFault } from '../step-fault.ts'
import { readTextIfThere } from '../workspace/read-if-there.ts'

/** Deploy's newest report in the store. Fault `report-unknown` when no deploy has reported. */
export async function newestReport(environment: StoredEnvironment): Promise<DeployReport> {
  const fence = (await environment.reportFences()).at(-1)
  const report = fence === undefined ? null : await environment.report(fence)
  if (report !== null) return report
  throw new StepFault('report-unknown', {
    where: `Environment ${environment.name}`,
    expected: 'a report of deploy in the metadata store',
    found: 'none',
    fix: `Deploy ${environment.name} first`,
  })
}

/** A report from a file, which counts only when the very same one stands in the store (DESIGN invariant 8). */
export async function reportOfFile(
  environment: StoredEnvironment,
  workspace: string,
  path: string,
): Promise<DeployReport> {
  const text = await readTextIfThere(resolve(workspace, path))
  if (text === null) {
    throw new StepFault('file-missing', {
      where: path,
      expected: "deploy's report",
      found: 'no such file',
      fix: 'Leave `report` out: the store has it',
    })
  }
  const report = parseDeployReport(text, path)
  const stored = await environment.snapshot.get(environmentPaths.report(report.fence))
  if (
    report.environment === environment.name &&
    stored !== undefined &&
    digestOf(stored) === digestOfDocument(report)
  ) {
    return report
  }
  throw new StepFault('report-unknown', {
    where: `${path}, fence ${report.fence} of ${report.environment}`,
    expected: `the same report in the store, at ${environment.snapshot.domain} ${environmentPaths.report(report.fence)}`,
    found: stored === undefined ? 'none' : 'another one',
    fix: 'Leave `report` out: the store has what deploy wrote',
  })
}
