import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { MetadataStoreFault } from '../fault.ts'
import type { MetadataStoreOptions } from '../options.ts'
import { gitEnvironment } from './environment.ts'
import { Git } from './git.ts'
import type { Remote } from './remote.ts'
import { lastWord } from './words.ts'

/** A private bare repository that holds what was fetched from one remote and what is about to be pushed there. */
export interface Cache {
  readonly git: Git
  /** Ends git's processes and removes the repository if it is temporary. */
  close(): Promise<void>
}

export const defaultTimeLimitMs = 120_000

export async function openCache(remote: Remote, options: MetadataStoreOptions): Promise<Cache> {
  const folder = await makeFolder(remote, options.cacheFolder)
  const environment = { ...gitEnvironment(options.environment, remote), GIT_DIR: folder }
  const git = new Git(environment, options.timeLimitMs ?? defaultTimeLimitMs)
  const close = async (): Promise<void> => {
    await git.close()
    if (options.cacheFolder === undefined) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    const made = await git.run(['init', '--quiet', '--bare', '--template=', folder])
    if (!made.ok) {
      throw new MetadataStoreFault('store-unreadable', {
        where: `git cache ${folder}`,
        expected: 'a folder for a bare repository',
        found: lastWord(made),
        fix: 'Remove that folder, or name another cache folder',
      })
    }
  } catch (cause) {
    await close()
    throw cause
  }
  return { git, close }
}

async function makeFolder(remote: Remote, parent: string | undefined): Promise<string> {
  if (parent === undefined) return mkdtemp(join(tmpdir(), 'towpath-metadata-'))
  const folder = join(resolve(parent), `${createHash('sha256').update(remote.address).digest('hex').slice(0, 16)}.git`)
  await mkdir(folder, { recursive: true })
  return folder
}
