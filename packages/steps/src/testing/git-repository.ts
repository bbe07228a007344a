import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createGitStore, type MetadataStore, openMetadataStore } from '@towpath/metadata-store'

const environment = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }

/** A bare repository in a temporary folder, and metadata stores on it. For tests. */
export class GitRepository implements AsyncDisposable {
  readonly #folder: string
  readonly #opened: MetadataStore[] = []

  private constructor(folder: string) {
    this.#folder = folder
  }

  static async create(): Promise<GitRepository> {
    const repository = new GitRepository(await mkdtemp(join(tmpdir(), 'towpath-writers-')))
    await createGitStore(repository.#path, { environment })
    return repository
  }

  /** Another one with all that this one has. */
  async copy(): Promise<GitRepository> {
    const copy = new GitRepository(await mkdtemp(join(tmpdir(), 'towpath-writers-')))
    await cp(this.#path, copy.#path, { recursive: true })
    return copy
  }

  async open(): Promise<MetadataStore> {
    const store = await openMetadataStore(`git:${this.#path}#towpath`, {
      now: () => new Date('2026-11-23T09:00:00Z'),
      random: Math.random,
      sleep: async (milliseconds) => sleep(milliseconds),
      environment,
    })
    this.#opened.push(store)
    return store
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const store of this.#opened) await store.close()
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 })
  }

  get #path(): string {
    return join(this.#folder, 'metadata.git')
  }
}
