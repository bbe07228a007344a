import { MetadataStoreFault } from '../fault.ts'
import { defaultTimeLimitMs } from './cache.ts'
import { gitEnvironment } from './environment.ts'
import { Git } from './git.ts'
import { lastWord } from './words.ts'

export async function createBareRepository(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const git = new Git(gitEnvironment(environment), defaultTimeLimitMs)
  const answer = await git.run(['init', '--quiet', '--bare', '--template=', '--', path])
  if (answer.ok) return
  throw new MetadataStoreFault('store-denied', {
    where: `metadata store git:${path}`,
    expected: 'to make a bare repository',
    found: lastWord(answer),
    fix: 'Choose a folder that this user may write',
  })
}
