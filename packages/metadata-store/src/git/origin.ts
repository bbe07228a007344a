import { defaultTimeLimitMs } from './cache.ts'
import { gitEnvironment } from './environment.ts'
import { Git } from './git.ts'

/** The URL of the checkout's `origin`, undefined when the folder is no checkout or has none. */
export async function readOrigin(
  workspace: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const git = new Git(gitEnvironment(environment), defaultTimeLimitMs)
  // In a container job the workspace belongs to another user; to read one setting of it runs nothing of it.
  const answer = await git.run(['-c', 'safe.directory=*', '-C', workspace, 'config', '--get', 'remote.origin.url'])
  const url = answer.stdout.trim()
  return answer.ok && url !== '' ? url : undefined
}
