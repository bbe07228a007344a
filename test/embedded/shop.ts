import { execFile, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type ActionRequest, type ActionResult, runAction } from '@towpath/testing'
import { type Answer, get } from './client.ts'
import { findFreeBlock } from './free-block.ts'
import { awaitNoProcesses } from './processes.ts'
import { type Documents, readDocuments, readHeads } from './stored.ts'

const exec = promisify(execFile)
const repository = join(import.meta.dirname, '..', '..')

/** GITHUB_TOKEN of every step: long and odd, so that a trace of it would be found. */
export const githubToken = 'ghs_TheTokenOfTheJobThatMustStayUnseen0123'

const commitTime = '2026-01-02T03:04:05Z'

export type ActionName =
  | 'build'
  | 'describe'
  | 'publish'
  | 'promote'
  | 'deploy'
  | 'register'
  | 'rollback'
  | 'resolve'
  | 'status'
  | 'observe'
  /** The root action.yml. */
  | 'towpath'

export type StepOptions = Pick<ActionRequest, 'env' | 'signal' | 'event'> & { readonly workspace?: string }

export type StepDone = ActionResult & { readonly seconds: number }

/**
 * A machine with the example shop on it, all below one temporary folder: a checkout whose `origin` is a bare repository (so metadata lives
 * where the inputs' default says), an OCI layout, a home with the default root of the hosts, and the actions as a runner unpacks them,
 * without node_modules or sources beside them.
 */
export class Shop {
  readonly folder: string
  /** Ports of this shop alone: the first two are the VIPs', twenty a environment are for instances. */
  readonly ports: { readonly dev: number; readonly staging: number }

  private constructor(folder: string, firstPort: number) {
    this.folder = folder
    this.ports = { dev: firstPort, staging: firstPort + 1 }
  }

  static async open(): Promise<Shop> {
    const shop = new Shop(await mkdtemp(join(tmpdir(), 'towpath-e2e-')), await findFreeBlock(50))
    try {
      await shop.#setUp()
      return shop
    } catch (error) {
      await rm(shop.folder, { recursive: true, force: true })
      throw error
    }
  }

  get workspace(): string {
    return join(this.folder, 'work', 'shop', 'shop')
  }

  get actions(): string {
    return join(this.folder, 'actions')
  }

  get home(): string {
    return join(this.folder, 'home')
  }

  /** What `root: ~/.towpath/hosts` means here. */
  get root(): string {
    return join(this.home, '.towpath', 'hosts')
  }

  get metadata(): string {
    return join(this.folder, 'origin.git')
  }

  get packages(): string {
    return join(this.folder, 'packages')
  }

  async #setUp(): Promise<void> {
    await mkdir(this.home, { recursive: true })
    for (const part of ['actions', 'dist', 'action.yml'])
      await cp(join(repository, part), join(this.actions, part), { recursive: true })
    await cp(join(repository, 'workflows-examples', 'shop'), this.workspace, { recursive: true })
    for (const [environment, port] of Object.entries(this.ports)) {
      const first = environment === 'dev' ? this.ports.dev + 10 : this.ports.dev + 30
      await this.edit(`environments/${environment}.yaml`, (text) =>
        text.replace(/port: \d+/, `port: ${port}`).replace(/ports: \d+-\d+/, `ports: ${first}-${first + 19}`),
      )
    }
    for (const service of ['stock', 'orders']) {
      await this.edit(`${service}/towpath.yaml`, (text) =>
        text
          .replace('intervalMs: 50', 'intervalMs: 20')
          .replace('drainSeconds: 5', 'drainSeconds: 2')
          .replace('stopSeconds: 3', 'stopSeconds: 2'),
      )
    }
    await writeFile(join(this.workspace, '.gitignore'), '.towpath/\n')
    await this.git('init', '--quiet', '--initial-branch=main')
    await this.commit('The shop')
    await exec('git', ['init', '--quiet', '--bare', this.metadata])
    await this.git('remote', 'add', 'origin', this.metadata)
  }

  path(...parts: readonly string[]): string {
    return join(this.workspace, ...parts)
  }

  /** Changes a file of the checkout. A change that changes nothing is a mistake of the test. */
  async edit(path: string, change: (text: string) => string): Promise<void> {
    const before = await readFile(this.path(path), 'utf8')
    const after = change(before)
    if (after === before) throw new Error(`${path}: nothing to change`)
    await writeFile(this.path(path), after)
  }

  async write(path: string, text: string): Promise<void> {
    await mkdir(dirname(this.path(path)), { recursive: true })
    await writeFile(this.path(path), text)
  }

  async git(...args: readonly string[]): Promise<string> {
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false']
    // Packages carry the commit's time: with one and the same, two shops build the same bytes.
    const env = { ...process.env, GIT_AUTHOR_DATE: commitTime, GIT_COMMITTER_DATE: commitTime }
    return (await exec('git', ['-C', this.workspace, ...identity, ...args], { env })).stdout
  }

  async commit(message: string): Promise<void> {
    await this.git('add', '--all')
    await this.git('commit', '--quiet', '--message', message)
  }

  /** Runs an action as a job does: inputs' defaults from action.yml, except for the package store, whose default is on the internet. */
  async step(
    action: ActionName,
    given: Readonly<Record<string, string>> = {},
    options: StepOptions = {},
  ): Promise<StepDone> {
    const started = performance.now()
    const result = await runAction({
      action: action === 'towpath' ? this.actions : join(this.actions, 'actions', action),
      with: { 'package-store': `oci-layout:${this.packages}`, ...given },
      workspace: options.workspace ?? this.workspace,
      expressions: { 'github.repository_owner': 'acme', 'github.token': githubToken },
      env: { HOME: this.home, GIT_CONFIG_NOSYSTEM: '1', ...options.env },
      ...(options.signal && { signal: options.signal }),
      ...(options.event !== undefined && { event: options.event }),
    })
    return { ...result, summary: asRead(result.summary), seconds: (performance.now() - started) / 1000 }
  }

  /** As `step`; fails with the step's log unless it exits 0. */
  async done(
    action: ActionName,
    given: Readonly<Record<string, string>> = {},
    options: StepOptions = {},
  ): Promise<StepDone> {
    const result = await this.step(action, given, options)
    if (result.exitCode !== 0) throw new Error(`${action} exited ${result.exitCode}:\n${result.log}`)
    return result
  }

  /** Builds and publishes services as they stand in the checkout. */
  async publish(...services: readonly string[]): Promise<void> {
    for (const service of services) {
      const built = await this.done('build', { manifest: `${service}/towpath.yaml` })
      await this.done('publish', { package: built.outputs['package'] ?? '' })
    }
  }

  /** promote, deploy and register. */
  async deliver(environment: string, packages: string, options: StepOptions = {}): Promise<void> {
    await this.done('promote', { environment, packages }, options)
    await this.done('deploy', { environment }, options)
    await this.done('register', { environment }, options)
  }

  url(environment: 'dev' | 'staging', path = ''): string {
    return `http://127.0.0.1:${this.ports[environment]}${path}`
  }

  get(environment: 'dev' | 'staging', path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return get(this.url(environment, path), { headers })
  }

  /** Branch → commit of the metadata store. */
  heads(): Promise<Readonly<Record<string, string>>> {
    return readHeads(this.metadata)
  }

  documents(): Promise<Documents> {
    return readDocuments(this.metadata)
  }

  /** The command line of the same bundle. */
  async towpath(...args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
    const child = spawn(process.execPath, [join(this.actions, 'dist', 'towpath.js'), ...args], {
      cwd: this.folder,
      env: { PATH: process.env['PATH'], HOME: this.home },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    return { code, said }
  }

  /** Ends everything as a person would, checks that no process is left, and removes the folder. */
  async close(): Promise<void> {
    const stopped = await this.towpath('stop', '--root', this.root)
    try {
      if (stopped.code !== 0) throw new Error(`towpath stop exited ${stopped.code}: ${stopped.said}`)
      await awaitNoProcesses(this.folder)
    } finally {
      await rm(this.folder, { recursive: true, force: true })
    }
  }
}

/** Markdown as a person reads it: character references (`&#64;` for `@`, so that nobody is mentioned) are what they stand for. */
function asRead(markdown: string): string {
  return markdown.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
}
