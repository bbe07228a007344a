import { Fault } from '@towpath/fault'
import { HostFault } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import type { DeployRequest } from './deploy-request.ts'

/** A host has seen a newer fence: another run acts there. */
export function isLeaseLost(error: unknown): boolean {
  return error instanceof HostFault && error.code === 'fence-outdated'
}

export function leaseLost({ target, acting }: DeployRequest, cause: unknown): DeployFault {
  const { environment } = target.spec
  const found = cause instanceof HostFault ? cause.explanation.found : undefined
  return new DeployFault(
    'lease-lost',
    {
      where: `The deploy of ${environment}@${target.revision.number} with fence ${acting.fence}`,
      expected: 'to be the only one that acts',
      found: `a run with fence ${found ?? 'of a higher number'} that has taken ${environment} over`,
      fix: 'This run stopped and left everything to that one; see what it does. If there is none, because the metadata store was restored from a backup, deploy with `take-over: hosts`',
    },
    { cause },
  )
}

/** Whatever ended a deploy, as what a person is told. */
export function faultOf(error: unknown, request: DeployRequest, signal: AbortSignal): Fault {
  if (signal.aborted && (error === signal.reason || isAborted(error))) return cancelled(request, signal.reason)
  if (error instanceof Fault) return error
  const found = error instanceof Error ? error.message : String(error)
  return new DeployFault('unexpected', { where: nameOf(request), found }, { cause: error })
}

function isAborted(error: unknown): boolean {
  return error instanceof HostFault && error.code === 'aborted'
}

function cancelled(request: DeployRequest, reason: unknown): DeployFault {
  return new DeployFault(
    'cancelled',
    {
      where: nameOf(request),
      expected: 'to come to its end',
      found: reason instanceof Error ? reason.message : 'the run was cancelled',
      fix: 'Deploy it again when you want it',
    },
    { cause: reason, retryable: true },
  )
}

/** What was changed could not be put back wholly; both reasons are told. */
export function putBackFailed(request: DeployRequest, failure: Fault, second: Fault): DeployFault {
  const { environment } = request.target.spec
  const base = request.base === null ? 'nothing' : `${environment}@${request.base.revision.number}`
  return new DeployFault(
    'put-back-failed',
    {
      where: `Putting ${environment} back to ${base} after this: ${failure.message.replace(/\.$/, '')}`,
      expected: 'everything as it was',
      found: second.message.replace(/\.$/, ''),
      fix: 'Deploy again: it looks at what is there and goes on from that',
    },
    { cause: second, retryable: true, log: failure instanceof DeployFault ? failure.log : [] },
  )
}

function nameOf({ target }: DeployRequest): string {
  return `The deploy of ${target.spec.environment}@${target.revision.number}`
}
