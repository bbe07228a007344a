import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const exec = promisify(execFile)

export interface GitAnswer {
  readonly ok: boolean
  readonly text: string
}

/** One question to git about a checkout. Not being a repository is an answer, not a failure; git missing is a failure. */
export async function askGit(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<GitAnswer> {
  try {
    const { stdout } = await exec('git', ['-C', folder, ...args], {
      env: { ...environment, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' },
      maxBuffer: 64 * 1024 * 1024,
      timeout: 60_000,
    })
    return { ok: true, text: stdout.trimEnd() }
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'number') return { ok: false, text: '' }
    throw error
  }
}
