import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { awaitNoProcesses } from '../embedded/processes.ts'
import { withOwnPorts } from '../machine/own-ports.ts'
import { type Run, runWorkflow } from './act.ts'

const project = join(import.meta.dirname, '../..')
const address = 'https://github.com/acme/shop.git'
const asAda = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com']
const examples = join(project, 'workflows-examples')

export interface RepositorySettings {
  readonly workflows: readonly string[]
  /** What it is made of: folders of workflows-examples by their place in it; `.` is the whole. */
  readonly folders: Readonly<Record<string, string>>
}

export interface PushSettings {
  readonly variables: Readonly<Record<string, string>>
  readonly secrets?: Readonly<Record<string, string>>
  readonly limitMs?: number
}

/** A team's repository made of examples, with its bare `origin`, and a home for what it deploys. */
export class ServiceRepository {
  /** Everything of this repository and its runs. */
  readonly folder = mkdtempSync(join(tmpdir(), 'towpath-workflow-'))
  readonly #checkout = join(this.folder, 'shop')
  readonly #home = join(this.folder, 'home')
  readonly #action = join(this.folder, 'action')
  #runs = 0

  constructor({ workflows, folders }: RepositorySettings) {
    mkdirSync(this.#home)
    // github.com is a folder here. For git alone: what a step knows of its repository is as it is there.
    const origin = join(this.folder, 'origin.git')
    writeFileSync(join(this.#home, '.gitconfig'), `[url "${origin}"]\n\tinsteadOf = ${address}\n`)
    this.#makeAction()
    for (const [place, folder] of Object.entries(folders)) {
      const isWritten = (path: string) => basename(path) !== 'node_modules'
      cpSync(join(examples, folder), join(this.#checkout, place), { recursive: true, filter: isWritten })
    }
    for (const workflow of workflows) {
      cpSync(join(examples, workflow), join(this.#checkout, '.github/workflows', workflow))
    }
    execFileSync('git', ['init', '--bare', '--quiet', origin])
    this.#git('init', '--quiet', '--initial-branch', 'main')
    this.#git('remote', 'add', 'origin', address)
  }

  /** The shop. `ports`: the first of each environment's own, which is its address's. */
  static ofShop(workflows: readonly string[], ports: Readonly<Record<string, number>>): ServiceRepository {
    const shop = new ServiceRepository({ workflows, folders: { '.': 'shop' } })
    for (const [environment, port] of Object.entries(ports)) {
      shop.edit(`environments/${environment}.yaml`, (text) => withOwnPorts(text, port))
    }
    return shop
  }

  edit(path: string, change: (text: string) => string): void {
    const file = join(this.#checkout, path)
    writeFileSync(file, change(readFileSync(file, 'utf8')))
  }

  /** Commits, pushes, and runs the workflow for that push as a runner does. */
  async push(message: string, workflow: string, settings: PushSettings): Promise<Run> {
    this.#git('add', '.')
    this.#git(...asAda, 'commit', '--quiet', '--allow-empty', '-m', message)
    this.#git('push', '--quiet', 'origin', 'main')
    this.#runs += 1
    return runWorkflow({
      checkout: this.#checkout,
      workflow,
      action: this.#action,
      home: this.#home,
      scratch: this.folder,
      event: { head_commit: { message }, repository: { full_name: 'acme/shop', default_branch: 'main' } },
      runId: String(4710 + this.#runs),
      secrets: {},
      ...settings,
    })
  }

  /** Branches of the origin. */
  branches(): readonly string[] {
    return this.#git('ls-remote', '--heads', 'origin')
      .trim()
      .split('\n')
      .map((line) => line.split('refs/heads/')[1] ?? '')
  }

  /** What a branch of the origin holds: a document of the metadata store, say. */
  read(branch: string, path: string): string {
    return this.#git('--git-dir', join(this.folder, 'origin.git'), 'show', `${branch}:${path}`)
  }

  /** A folder's files in the place of those that it has a newer one of. */
  overlay(from: string, onto: string): void {
    cpSync(join(this.#checkout, from), join(this.#checkout, onto), { recursive: true })
  }

  /** What runs left of themselves: nothing, when all is well. */
  leftovers(): readonly string[] {
    const isOfRun = (name: string) => /^[0-9a-f]{16}$/.test(name)
    return readdirSync(join(this.folder, 'cache')).filter(isOfRun)
  }

  /** Ends what was deployed, then removes everything. A process that is left is a failure. */
  async close(): Promise<void> {
    const root = join(this.#home, '.towpath/hosts')
    execFileSync(process.execPath, [join(project, 'dist/towpath.js'), 'stop', '--root', root])
    const ended = awaitNoProcesses(this.folder)
    await ended.catch(() => undefined)
    execFileSync('chmod', ['-R', 'u+w', this.folder])
    rmSync(this.folder, { recursive: true, force: true })
    await ended
  }

  /** What a runner downloads for `uses: acme/towpath@v1`: this repository's archive, with the bundle as it is now. */
  #makeAction(): void {
    mkdirSync(this.#action)
    const archive = execFileSync('git', ['-C', project, 'archive', 'HEAD'], { maxBuffer: 256 * 1024 * 1024 })
    execFileSync('tar', ['-x', '-C', this.#action], { input: archive })
    for (const part of ['dist', 'actions', 'action.yml']) {
      rmSync(join(this.#action, part), { recursive: true, force: true })
      cpSync(join(project, part), join(this.#action, part), { recursive: true })
    }
  }

  #git(...args: readonly string[]): string {
    const env = { ...process.env, HOME: this.#home }
    return execFileSync('git', ['-C', this.#checkout, ...args], { encoding: 'utf8', env })
  }
}
