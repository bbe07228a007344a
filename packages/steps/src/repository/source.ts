import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Source } from '@towpath/descriptor'
import type { StepIo } from '@towpath/step-io'
import { askGit } from './git.ts'

/** Where a package's folder comes from, as far as git and the run can tell. */
export interface Checkout {
  readonly source: Source
  /** Time of the commit; null outside a repository. */
  readonly committedAt: Date | null
  /** Whether history was cut (`fetch-depth`), so that notes from git may lack what came before. */
  readonly shallow: boolean
}

export async function readCheckout(folder: string, io: StepIo): Promise<Checkout> {
  const ask = (...args: string[]) => askGit(folder, args, io.environment)
  const head = await ask('log', '-1', '--format=%H %ct')
  const [commit = null, seconds] = head.ok ? head.text.split(' ') : []
  const [dirty, shallow] = await Promise.all([
    ask('status', '--porcelain', '--untracked-files=no', '--', '.'),
    ask('rev-parse', '--is-shallow-repository'),
  ])
  return {
    source: {
      repository: await repositoryOf(folder, io),
      revision: commit === null ? 'none' : `${commit}${dirty.ok && dirty.text !== '' ? '-dirty' : ''}`,
    },
    committedAt: seconds === undefined ? null : new Date(Number(seconds) * 1000),
    shallow: shallow.text === 'true',
  }
}

/**
 * `github.com/acme/shop`: the run's repository; of another one that was checked out beside it, or outside a run, what
 * `origin` says, else the folder's name. It binds a package's name, and an environment's spec, to its home.
 */
async function repositoryOf(folder: string, io: StepIo): Promise<string> {
  const { repository, githubServerUrl } = io.context
  const own = repository === null ? null : `${new URL(githubServerUrl).host}/${repository}`
  const beside = await askGit(folder, ['rev-parse', '--show-toplevel'], io.environment)
  const workspace = await realpath(io.context.workspace)
  if (own !== null && !(beside.ok && beside.text.startsWith(`${workspace}/`))) return own
  const origin = await askGit(folder, ['remote', 'get-url', 'origin'], io.environment)
  if (origin.ok && origin.text !== '') return renderRepository(origin.text)
  return own ?? `local/${basename(beside.ok ? beside.text : folder)}`
}

/** `host/path` of a git address, without user, credentials and `.git`, so that https and ssh name the same repository alike. */
export function renderRepository(address: string): string {
  const scp = /^(?:[^@/]+@)?([^:/]+):(?!\/\/)(.+)$/.exec(address)
  const url = /^[a-z+]+:\/\/([^/]*)\/(.+)$/.exec(address)
  const [, place, path] = url ?? scp ?? [null, '', address.replace(/^\/+/, '')]
  // A password may hold `@` too: what comes after the last one is the host.
  const host = place?.slice(place.lastIndexOf('@') + 1) || 'local'
  return `${host}/${path?.replace(/\.git\/*$/, '').replace(/\/+$/, '')}`
}
