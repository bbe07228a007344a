import type { LeaseOwner } from '@towpath/environment'
import { isProcessGone, readOwnIdentity, type StepIo } from '@towpath/step-io'

/** Who this step is, so that the same job run again is known by its lease. */
export function readOwner({ context }: StepIo, environment: string): LeaseOwner {
  const { job, repository } = context
  if (job === null || repository === null) return { kind: 'process', ...readOwnIdentity() }
  return {
    kind: 'job',
    repository,
    run: job.runId,
    attempt: job.attempt,
    job: job.job,
    runner: job.runner,
    environment,
  }
}

/**
 * Whether the holder of a lease is known to be over: its process is gone, or GitHub says so of its job. What can't be found out is said as a
 * warning, and counts as there.
 */
export async function isOwnerGone(owner: LeaseOwner, io: StepIo, token: string | null): Promise<boolean> {
  if (owner.kind === 'process') return isProcessGone(owner)
  if (token === null) return false
  const { isJobOver } = await import('@towpath/github')
  try {
    return await isJobOver(owner, token, io.context.githubApiUrl)
  } catch (error) {
    io.annotate({
      level: 'warning',
      title: 'job-unknown',
      message: error instanceof Error ? error.message : String(error),
    })
    return false
  }
}
