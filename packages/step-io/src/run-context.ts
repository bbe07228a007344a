import { hostname, userInfo } from 'node:os'
import { pullRequestOf, readEvent } from './pull-request.ts'

/** Who acts and where: as GitHub tells a job, or as a terminal is. */
export interface RunContext {
  /** Folder that the inputs' paths are relative to. Absolute. */
  readonly workspace: string
  /** `owner/name`, null outside GitHub. */
  readonly repository: string | null
  /** URL of the repository that git can fetch from, null outside GitHub. */
  readonly repositoryUrl: string | null
  /** Commit that the run is for, null outside GitHub. */
  readonly sha: string | null
  readonly ref: string | null
  /** GitHub login, or the terminal's user. */
  readonly actor: string
  /** URL of the run, or `user@host`. */
  readonly run: string
  /** URL of the pull request that the run is for, or whose merge it runs on; null: none is known. */
  readonly pullRequest: string | null
  /** The job in GitHub's words, null outside GitHub. */
  readonly job: JobContext | null
  readonly home: string
  /** Folders that go when the job ends; nothing that outlives it may live there. */
  readonly fleeting: readonly string[]
  readonly githubApiUrl: string
  readonly githubServerUrl: string
}

export interface JobContext {
  readonly runId: string
  readonly attempt: number
  readonly job: string
  readonly runner: string
  /** Whether the artifact service answers here (not on GHES). */
  readonly artifacts: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

const serverUrlOf = (env: Environment): string => env['GITHUB_SERVER_URL'] ?? 'https://github.com'
const apiUrlOf = (env: Environment): string => env['GITHUB_API_URL'] ?? 'https://api.github.com'

/** Reads a runner's variables (docs.github.com "Default environment variables"). */
export function readRunnerContext(env: Environment): RunContext {
  const repository = env['GITHUB_REPOSITORY'] ?? null
  const server = serverUrlOf(env)
  const runId = env['GITHUB_RUN_ID'] ?? ''
  return {
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    repository,
    repositoryUrl: repository === null ? null : `${server}/${repository}.git`,
    sha: env['GITHUB_SHA'] ?? null,
    ref: env['GITHUB_REF'] ?? null,
    actor: env['GITHUB_TRIGGERING_ACTOR'] ?? env['GITHUB_ACTOR'] ?? userInfo().username,
    run: repository === null ? terminalName() : `${server}/${repository}/actions/runs/${runId}`,
    pullRequest:
      repository === null ? null : pullRequestOf(readEvent(env['GITHUB_EVENT_PATH']), `${server}/${repository}`),
    job:
      runId === ''
        ? null
        : {
            runId,
            attempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
            job: env['GITHUB_JOB'] ?? '',
            runner: env['RUNNER_NAME'] ?? '',
            artifacts: env['ACTIONS_RUNTIME_TOKEN'] !== undefined && env['ACTIONS_RESULTS_URL'] !== undefined,
          },
    home: env['HOME'] ?? userInfo().homedir,
    fleeting: ['GITHUB_WORKSPACE', 'RUNNER_WORKSPACE', 'RUNNER_TEMP'].flatMap((name) => env[name] ?? []),
    githubApiUrl: apiUrlOf(env),
    githubServerUrl: server,
  }
}

/** A person's terminal: no repository of a run, the current folder. */
export function readTerminalContext(env: Environment): RunContext {
  return {
    workspace: process.cwd(),
    repository: null,
    repositoryUrl: null,
    sha: null,
    ref: null,
    actor: userInfo().username,
    run: terminalName(),
    pullRequest: null,
    job: null,
    home: env['HOME'] ?? userInfo().homedir,
    fleeting: [],
    githubApiUrl: apiUrlOf(env),
    githubServerUrl: serverUrlOf(env),
  }
}

function terminalName(): string {
  return `${userInfo().username}@${hostname()}`
}
