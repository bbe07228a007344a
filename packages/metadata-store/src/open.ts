import { MetadataStoreFault } from './fault.ts'
import { MemoryMetadataStore } from './memory/memory-store.ts'
import type { MetadataStore } from './metadata-store.ts'
import { verifyDomain } from './names.ts'
import type { MetadataStoreOptions } from './options.ts'

const defaultPrefix = 'towpath'

/**
 * Opens the store that a URL names. The git adapter's code is loaded then.
 * - `git:<remote or path>#<prefix>`, prefix `towpath` by default; without a remote the workspace's `origin`, else `repositoryUrl`
 * - `memory:`, a new empty store in this process
 * - `etcd:…` is the fault `not-yet`
 */
export async function openMetadataStore(url: string, options: MetadataStoreOptions): Promise<MetadataStore> {
  if (url.startsWith('git:')) return openGit(url.slice('git:'.length), options)
  if (url === 'memory:') return new MemoryMetadataStore()
  const { withoutUserinfo } = await import('./git/remote.ts')
  const where = `metadata store ${JSON.stringify(withoutUserinfo(url))}`
  if (url.startsWith('etcd:')) {
    throw new MetadataStoreFault('not-yet', {
      where,
      expected: 'a git store',
      found: 'etcd, which is not yet there',
      fix: 'Use `git:#towpath` until it is',
    })
  }
  throw new MetadataStoreFault('url-invalid', {
    where,
    expected: '`git:<remote or path>#<prefix>`, such as `git:#towpath`',
    found: 'another scheme',
    fix: 'Write `git:` before the address of a git repository',
  })
}

/** Makes a bare repository at an absolute path, with its folders, to be opened as `git:<path>`; one that is there stays. */
export async function createGitStore(path: string, options: Pick<MetadataStoreOptions, 'environment'>): Promise<void> {
  const { createBareRepository } = await import('./git/create.ts')
  return createBareRepository(path, options.environment)
}

async function openGit(rest: string, options: MetadataStoreOptions): Promise<MetadataStore> {
  const { parseRemote, withoutUserinfo } = await import('./git/remote.ts')
  const hash = rest.lastIndexOf('#')
  const prefix = (hash === -1 ? '' : rest.slice(hash + 1)) || defaultPrefix
  verifyDomain(prefix, `metadata store git:${withoutUserinfo(rest)}, prefix as`)
  const named = hash === -1 ? rest : rest.slice(0, hash)
  const address = named === '' ? await defaultRemote(options) : named
  const remote = parseRemote(address, options.workspace, options.token)
  const { openGitStore } = await import('./git/git-store.ts')
  return openGitStore(remote, prefix, options)
}

async function defaultRemote(options: MetadataStoreOptions): Promise<string> {
  const { readOrigin } = await import('./git/origin.ts')
  const origin = options.workspace === undefined ? undefined : await readOrigin(options.workspace, options.environment)
  const address = origin ?? options.repositoryUrl
  if (address !== undefined && address !== '') return address
  throw new MetadataStoreFault('url-invalid', {
    where: 'metadata store git:#…',
    expected: "the workspace's `origin`, or a run's repository",
    found: `neither${options.workspace === undefined ? ', nor a workspace' : ` (workspace ${options.workspace})`}`,
    fix: 'Check the repository out first, or name the store: `git:https://github.com/acme/delivery.git#towpath`',
  })
}
