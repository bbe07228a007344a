import { MetadataStoreFault } from '../fault.ts'
import { defaultTimeLimitMs } from './cache.ts'
import { gitEnvironment } from './environment.ts'
import { Git } from './git.ts'
import { lastWord } from './words.ts'

/**
 * `core.fsync=all` because a push of few objects leaves them loose, and git makes those durable only when told so: after a power cut a
 * branch, whose write is durable, could name objects that are empty. It costs a push some milliseconds. git before 2.36 passes it over.
 */
export async function createBareRepository(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const git = new Git(gitEnvironment(environment), defaultTimeLimitMs)
  const made = await git.run(['init', '--quiet', '--bare', '--template=', '--', path])
  const answer = made.ok ? await git.run([`--git-dir=${path}`, 'config', 'core.fsync', 'all']) : made
  if (answer.ok) return
  throw new MetadataStoreFault('store-denied', {
    where: `metadata store git:${path}`,
    expected: 'to make a bare repository',
    found: lastWord(answer),
    fix: 'Choose a folder that this user may write',
  })
}
