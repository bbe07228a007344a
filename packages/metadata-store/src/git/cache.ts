import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
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
  const kept = options.cacheFolder === undefined ? undefined : await keptFolder(remote, options.cacheFolder)
  const folder = kept !== undefined && existsSync(kept) ? kept : await makeRepository(kept, options)
  const git = new Git({ ...gitEnvironment(options.environment, remote), GIT_DIR: folder }, timeLimitOf(options))
  return {
    git,
    async close() {
      await git.close()
      if (kept === undefined) await remove(folder)
    },
  }
}

/** Made beside its place and moved there whole: `git init` fails where two stores of one cache begin at once. */
async function makeRepository(kept: string | undefined, options: MetadataStoreOptions): Promise<string> {
  const folder = await mkdtemp(kept === undefined ? join(tmpdir(), 'towpath-metadata-') : `${kept}-`)
  try {
    const git = new Git(gitEnvironment(options.environment), timeLimitOf(options))
    const made = await git.run(['init', '--quiet', '--bare', '--template=', folder])
    if (!made.ok) throw cacheFault(folder, lastWord(made))
    if (kept === undefined) return folder
    await rename(folder, kept)
    return kept
  } catch (cause) {
    await remove(folder)
    if (kept !== undefined && existsSync(kept)) return kept
    throw cause
  }
}

async function keptFolder(remote: Remote, parent: string): Promise<string> {
  const folder = resolve(parent)
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw cacheFault(folder, cause instanceof Error ? cause.message : String(cause))
  })
  return join(folder, `${createHash('sha256').update(remote.address).digest('hex').slice(0, 16)}.git`)
}

function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 3 })
}

function timeLimitOf(options: MetadataStoreOptions): number {
  return options.timeLimitMs ?? defaultTimeLimitMs
}

function cacheFault(folder: string, found: string): MetadataStoreFault {
  return new MetadataStoreFault('store-unreadable', {
    where: `git cache ${folder}`,
    expected: 'a folder for a bare repository',
    found,
    fix: 'Name another cache folder',
  })
}
