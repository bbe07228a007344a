import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type DeployReport, deployReportSchema } from '@towpath/environment'
import { type ActionResult, runAction } from '@towpath/testing'
import type { Site } from '@towpath/testing/lab'
import { awaitNoProcesses } from '../embedded/processes.ts'
import { withOwnAddresses } from './own-addresses.ts'
import { findOwnPorts, withOwnPorts } from './own-ports.ts'

type Variables = Readonly<Record<string, string>>

export interface StepOptions {
  readonly env?: Variables
  /** Kills it with SIGKILL. */
  readonly signal?: AbortSignal
}

const project = join(import.meta.dirname, '../..')

/** An example's repository with its stores, delivered by the actions to this machine, or to the hosts of a lab. */
export class Delivery {
  readonly folder: string
  readonly #workspace: string
  readonly #root: string
  /** Ends what an action does when the test has given up on it. */
  readonly #closing = new AbortController()
  readonly #stores: Readonly<Record<string, string>>
  /** What deploy needs to be let in by the hosts. */
  readonly #ssh: Readonly<Record<string, string>>

  private constructor(example: string, site: Site | null) {
    this.folder = mkdtempSync(join(tmpdir(), `towpath-${example}-`))
    this.#workspace = join(this.folder, 'workspace')
    this.#root = join(this.folder, 'hosts')
    this.#ssh = site === null ? {} : { 'ssh-private-key': site.privateKey, 'known-hosts': site.knownHosts }
    this.#stores = {
      'metadata-store': `git:${this.metadata}#towpath`,
      'package-store': `oci-layout:${join(this.folder, 'packages')}`,
    }
  }

  /** A folder of `workflows-examples`. Base URLs by environment, on ports that were free. */
  static async open(example: string): Promise<{ delivery: Delivery; dev: string; staging: string }> {
    const delivery = new Delivery(example, null)
    const ports = await findOwnPorts()
    delivery.#checkOut(example, (environment, spec) =>
      spec.includes('connection: local')
        ? withOwnPorts(spec, ports[environment]).replace('~/.towpath/hosts', delivery.#root)
        : spec,
    )
    const url = (port: number) => `http://127.0.0.1:${port}/`
    return { delivery, dev: url(ports.dev), staging: url(ports.staging) }
  }

  /** The same with the hosts of a lab, which have the names that the example's specs know. Nothing has to be in another environment first. */
  static openIn(site: Site, example: string): Delivery {
    const delivery = new Delivery(example, site)
    delivery.#checkOut(example, (_, spec) =>
      spec.includes('connection: local') ? spec : withOwnAddresses(spec, site).replace(/^after: .*\n/m, ''),
    )
    return delivery
  }

  /** The example's files, but not what somebody installed in it. Only what must differ on a machine with other users is rewritten. */
  #checkOut(example: string, adapt: (environment: 'dev' | 'staging', spec: string) => string): void {
    const folder = join(project, 'workflows-examples', example)
    cpSync(folder, this.#workspace, { recursive: true, filter: (path) => basename(path) !== 'node_modules' })
    for (const environment of ['dev', 'staging'] as const) {
      const spec = `environments/${environment}.yaml`
      if (existsSync(this.path(spec))) this.edit(spec, (text) => adapt(environment, text))
    }
    execFileSync('git', ['init', '--bare', '--quiet', this.metadata])
    this.#git('init', '--quiet', '--initial-branch', 'main')
    this.commit(`The ${example}`)
  }

  /** Of a file or folder of the checkout. */
  path(file: string): string {
    return join(this.#workspace, file)
  }

  edit(file: string, change: (text: string) => string): void {
    writeFileSync(this.path(file), change(readFileSync(this.path(file), 'utf8')))
  }

  /** A folder of this project's, which the example then has too. */
  add(folder: string): void {
    cpSync(folder, this.path(basename(folder)), { recursive: true })
  }

  write(file: string, text: string): void {
    writeFileSync(this.path(file), text)
  }

  /** The repository that the metadata store is. */
  get metadata(): string {
    return join(this.folder, 'origin.git')
  }

  copy(from: string, to: string): void {
    cpSync(this.path(from), this.path(to))
  }

  commit(message: string): void {
    this.#git('add', '.')
    this.#git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '-m', message)
  }

  /** Builds and publishes what a folder of the example holds. */
  async publish(service: string): Promise<void> {
    const { outputs } = await this.run('build', { manifest: `${service}/towpath.yaml` })
    await this.run('publish', { package: outputs['package'] ?? '' })
  }

  /** Runs an action with the stores and fails with its log when it fails. */
  async run(action: string, inputs: Readonly<Record<string, string>>, env: Variables = {}): Promise<ActionResult> {
    const result = await this.step(action, inputs, { env })
    if (result.exitCode !== 0) throw new Error(`${action} ended with ${result.exitCode}:\n${result.log}`)
    return result
  }

  /** Runs an action with the stores, and `env` as its `env:`, however it ends. */
  step(
    action: string,
    inputs: Readonly<Record<string, string>>,
    { env = {}, signal }: StepOptions = {},
  ): Promise<ActionResult> {
    return runAction({
      action: join(project, 'actions', action),
      with: { ...this.#stores, ...inputs },
      workspace: this.#workspace,
      env,
      signal: signal === undefined ? this.#closing.signal : AbortSignal.any([signal, this.#closing.signal]),
    })
  }

  /** promote, deploy, register. Returns deploy's report. */
  async deliver(environment: string, packages: string): Promise<DeployReport> {
    await this.run('promote', { environment, packages })
    return this.deploy(environment)
  }

  /** rollback to the last good revision, deploy, register. */
  async rollBack(environment: string): Promise<DeployReport> {
    await this.run('rollback', { environment, reason: 'the test' })
    return this.deploy(environment)
  }

  /** deploy, register. Returns deploy's report. */
  async deploy(environment: string): Promise<DeployReport> {
    const { outputs } = await this.run('deploy', { environment, ...this.#ssh })
    await this.run('register', { environment })
    return deployReportSchema.parse(JSON.parse(readFileSync(this.path(outputs['report'] ?? ''), 'utf8')))
  }

  /** A folder of its own for a client of the registry. */
  makeFolder(name: string): string {
    const folder = join(this.folder, name)
    mkdirSync(folder, { recursive: true })
    return folder
  }

  /** Ends what runs, then removes everything. A process that is left is a failure. */
  async close(): Promise<void> {
    this.#closing.abort()
    execFileSync(process.execPath, [join(project, 'dist/towpath.js'), 'stop', '--root', this.#root])
    const ended = awaitNoProcesses(this.folder)
    await ended.catch(() => undefined)
    execFileSync('chmod', ['-R', 'u+w', this.folder])
    rmSync(this.folder, { recursive: true, force: true })
    await ended
  }

  #git(...args: readonly string[]): void {
    execFileSync('git', ['-C', this.#workspace, ...args])
  }
}
