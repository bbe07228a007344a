import { getOctokit } from '@actions/github'
import { GithubFault } from './github-fault.ts'

export interface JobOfAttempt {
  /** `owner/name` */
  readonly repository: string
  readonly run: string
  readonly attempt: number
  /** Name of the runner that the job was given: the API knows a job's display name, and not its key in the workflow. */
  readonly runner: string
}

/**
 * Whether GitHub says that a job is over: every job of that attempt that was given to that runner has completed, or the attempt is gone.
 * Needs `actions: read`. What GitHub does not answer is a fault, not an answer.
 */
export async function isJobOver(job: JobOfAttempt, token: string, apiUrl: string): Promise<boolean> {
  const [owner = '', repo = ''] = job.repository.split('/')
  const { rest, paginate } = getOctokit(token, { baseUrl: apiUrl })
  try {
    const jobs = await paginate(rest.actions.listJobsForWorkflowRunAttempt, {
      owner,
      repo,
      run_id: Number(job.run),
      attempt_number: job.attempt,
      per_page: 100,
    })
    const ofRunner = jobs.filter(({ runner_name }) => runner_name === job.runner)
    return ofRunner.length > 0 && ofRunner.every(({ status }) => status === 'completed')
  } catch (cause) {
    if (cause instanceof Error && 'status' in cause && cause.status === 404) return false
    const found = cause instanceof Error ? cause.message : String(cause)
    throw new GithubFault(
      'job-unknown',
      {
        where: `Run ${job.run}, attempt ${job.attempt} of ${job.repository}`,
        expected: 'GitHub to say whether its job is over',
        found,
        fix: 'Add `actions: read` to `permissions:`, or wait for the lease to end',
      },
      { cause, retryable: true },
    )
  }
}
