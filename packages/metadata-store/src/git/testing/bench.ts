import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { MetadataStore } from '../../metadata-store.ts'
import { openMetadataStore } from '../../open.ts'
import type { MetadataStoreOptions } from '../../options.ts'

export const gitOptions: MetadataStoreOptions = {
  now: () => new Date('2026-03-01T12:00:00Z'),
  random: Math.random,
  sleep: async (milliseconds) => wait(milliseconds),
  environment: { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' },
}

/** A bare repository in a temporary folder, and stores on it. */
export class GitBench {
  readonly folder = mkdtempSync(join(tmpdir(), 'towpath-git-store-'))
  readonly repository = join(this.folder, 'store.git')
  readonly #opened: MetadataStore[] = []

  constructor() {
    this.git('init', '--quiet', '--bare', '--template=', this.repository)
  }

  get url(): string {
    return `git:${this.repository}#towpath`
  }

  async open(options: Partial<MetadataStoreOptions> = {}, url = this.url): Promise<MetadataStore> {
    const store = await openMetadataStore(url, { ...gitOptions, ...options })
    this.#opened.push(store)
    return store
  }

  /** Runs git on the repository itself, behind the stores' back. */
  git(...args: string[]): string {
    const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: '/dev/null', GIT_DIR: this.repository, LC_ALL: 'C' }
    return execFileSync('git', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
  }

  hook(name: string, script: string): void {
    const path = join(this.repository, 'hooks', name)
    execFileSync('mkdir', ['-p', join(this.repository, 'hooks')])
    writeFileSync(path, `#!/bin/sh\n${script}\n`)
    chmodSync(path, 0o755)
  }

  async close(): Promise<void> {
    for (const store of this.#opened) await store.close()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
