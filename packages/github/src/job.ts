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
 * Whether GitHub says that a job is over: every job of that attempt that was given to that runner has completed.
 * Needs `actions: read`.
 * @throws GithubFault `job-unknown` for whatever else GitHub answers: 404 too, which it says of a run that is gone and of one that the token may
 * not see, and only one of the two is over.
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
    const found = cause instanceof Error ? cause.message : String(cause)
    throw new GithubFault(
      'job-unknown',
      {
        where: `Run ${job.run}, attempt ${job.attempt} of ${job.repository}`,
        expected: 'GitHub to say whether its job is over',
        found,
        fix: 'Add `actions: read` to `permissions:`, or wait for the lease to end',
      },
      { cause, retryable: canPass(cause) },
    )
  }
}

/** A server that does not answer or is busy may do so later; one that forbids will go on to. */
function canPass(cause: unknown): boolean {
  const status = cause instanceof Error && 'status' in cause ? Number(cause.status) : 500
  return status === 429 || status >= 500
}
