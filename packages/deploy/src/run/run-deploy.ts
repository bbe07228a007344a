import type { DeployReport } from '@towpath/environment'
import type { Fault } from '@towpath/fault'
import type { DeployPlan } from '../plan/deploy-plan.ts'
import type { DeployPorts, DeployRequest } from './deploy-request.ts'
import { faultOf, isLeaseLost, leaseLost, putBackFailed } from './endings.ts'
import { type Forward, goForward, newForward } from './forward.ts'
import { leftBehind, notPutBack } from './left-behind.ts'
import { newProgress, type Progress } from './progress.ts'
import { newBack, putBack } from './put-back.ts'
import { reportForward, reportPutBack } from './report.ts'
import { beyondCancel, openSite, type Site } from './site.ts'

/** What a deploy did. */
export interface DeployOutcome {
  readonly report: DeployReport
  /** Null when it failed before one was made. */
  readonly plan: DeployPlan | null
  /** The fault itself, for the person; the report carries it as data. */
  readonly failure: Fault | null
  /** What could not be tidied up once the new was verified and served. The next deploy does it. */
  readonly warnings: readonly Fault[]
}

/**
 * Carries a revision out (docs/adr/0003, README), or puts everything back. Never throws for what goes wrong on hosts, with one exception:
 * `lease-lost`, when another run has taken the environment over. Then this one has no right to put back or to write what it did.
 */
export async function runDeploy(request: DeployRequest, ports: DeployPorts): Promise<DeployOutcome> {
  const site = openSite(request, ports)
  const startedAt = ports.clock()
  const forward = newForward()
  const progress = newProgress()
  const record = { request, site, startedAt, forward, progress }
  try {
    await goForward(request, site, forward, progress)
  } catch (error) {
    if (isLeaseLost(error)) throw leaseLost(request, error)
    const failure = faultOf(error, request, site.signal)
    if (forward.isDone) return { report: reportForward(record), plan: forward.plan, failure: null, warnings: [failure] }
    return await turnBack(record, failure)
  }
  return { report: reportForward(record), plan: forward.plan, failure: null, warnings: leftBehind(forward, site) }
}

/** All that a deploy knows of itself. */
export interface DeployRecord {
  readonly request: DeployRequest
  readonly site: Site
  readonly startedAt: Date
  readonly forward: Forward
  readonly progress: Progress
}

async function turnBack(record: DeployRecord, failure: Fault): Promise<DeployOutcome> {
  const { request, forward } = record
  const site = beyondCancel(record.site)
  const back = newBack()
  const outcome = (told: Fault): DeployOutcome => {
    const warnings = notPutBack(back, site)
    return { report: reportPutBack(record, { back, failure: told }), plan: forward.plan, failure: told, warnings }
  }
  try {
    await putBack(request, site, forward, back)
  } catch (error) {
    if (isLeaseLost(error)) throw leaseLost(request, error)
    return outcome(putBackFailed(request, failure, faultOf(error, request, site.signal)))
  }
  return outcome(failure)
}
