import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type DeployReport, deployReportSchema } from '@towpath/environment'
import { type ActionResult, runAction } from '@towpath/testing'
import { awaitNoProcesses } from '../embedded/processes.ts'
import { findOwnPorts, withOwnPorts } from '../machine/own-ports.ts'

const project = join(import.meta.dirname, '../..')
const example = join(project, 'workflows-examples/verdaccio')

/** verdaccio's repository with its stores and environments on this machine, delivered by the actions. */
export class Delivery {
  readonly folder = mkdtempSync(join(tmpdir(), 'towpath-verdaccio-'))
  readonly #workspace = join(this.folder, 'workspace')
  readonly #root = join(this.folder, 'hosts')
  /** Ends what an action does when the test has given up on it. */
  readonly #closing = new AbortController()
  readonly #stores = {
    'metadata-store': `git:${join(this.folder, 'origin.git')}#towpath`,
    'package-store': `oci-layout:${join(this.folder, 'packages')}`,
  }

  /** Base URLs by environment, on ports that were free. */
  static async open(): Promise<{ delivery: Delivery; dev: string; staging: string }> {
    const delivery = new Delivery()
    const ports = await findOwnPorts()
    delivery.#checkOut(ports)
    const url = (port: number) => `http://127.0.0.1:${port}/verdaccio/`
    return { delivery, dev: url(ports.dev), staging: url(ports.staging) }
  }

  /** The example's files, but not what somebody installed in it. Only what must differ on a machine with other users is rewritten. */
  #checkOut(ports: Readonly<Record<'dev' | 'staging', number>>): void {
    cpSync(example, this.#workspace, { recursive: true, filter: (path) => basename(path) !== 'node_modules' })
    for (const environment of ['dev', 'staging'] as const) {
      const spec = join(this.#workspace, 'environments', `${environment}.yaml`)
      const text = readFileSync(spec, 'utf8')
      writeFileSync(spec, withOwnPorts(text, ports[environment]).replace('~/.towpath/hosts', this.#root))
    }
    execFileSync('git', ['init', '--bare', '--quiet', join(this.folder, 'origin.git')])
    this.#git('init', '--quiet', '--initial-branch', 'main')
    this.commit('verdaccio 6.0.5')
  }

  /** What `upgrade/` holds becomes the version to deliver. */
  upgrade(): void {
    for (const file of ['package.json', 'package-lock.json']) {
      cpSync(join(this.#workspace, 'upgrade', file), join(this.#workspace, file))
    }
    this.commit('verdaccio 6.10.4')
  }

  commit(message: string): void {
    this.#git('add', '.')
    this.#git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '-m', message)
  }

  /** Runs an action with the stores and fails with its log when it fails. */
  async run(action: string, inputs: Readonly<Record<string, string>>): Promise<ActionResult> {
    const result = await runAction({
      action: join(project, 'actions', action),
      with: { ...this.#stores, ...inputs },
      workspace: this.#workspace,
      signal: this.#closing.signal,
    })
    if (result.exitCode !== 0) throw new Error(`${action} ended with ${result.exitCode}:\n${result.log}`)
    return result
  }

  /** promote, deploy, register. Returns deploy's report. */
  async deliver(environment: string, packages: string): Promise<DeployReport> {
    await this.run('promote', { environment, packages })
    const { outputs } = await this.run('deploy', { environment })
    await this.run('register', { environment })
    return deployReportSchema.parse(JSON.parse(readFileSync(join(this.#workspace, outputs['report'] ?? ''), 'utf8')))
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
