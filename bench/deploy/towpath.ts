import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type DeployReport, deployReportSchema } from '@towpath/environment'
import { type ActionResult, runAction } from '@towpath/testing'
import type { Site } from '@towpath/testing/lab'
import { dump } from 'js-yaml'
import type { BenchHosts, Contestant, Phase, Release, Run } from './contestant.ts'
import type { Releases } from './releases.ts'
import { apiKey } from './service.ts'

const project = join(import.meta.dirname, '../..')
const environment = 'bench'

/** What `build` and `publish` leave on this machine: the metadata store, the package store and the service's repository. */
export interface Published {
  readonly folder: string
}

/** Builds and publishes both releases by the actions of `dist`, once for all runs. */
export async function publishReleases(folder: string, { first, second }: Releases): Promise<Published> {
  execFileSync('git', ['init', '--bare', '--quiet', join(folder, 'origin.git')])
  for (const { version, tree } of [first, second]) {
    const workspace = join(folder, `workspace-${version}`)
    cpSync(tree, workspace, { recursive: true, verbatimSymlinks: true })
    writeFileSync(join(workspace, 'towpath.yaml'), dump(manifest(version)))
    writeFileSync(join(workspace, '.gitignore'), '*\n')
    execFileSync('git', ['init', '--quiet', '--initial-branch=main', workspace])
    commit(workspace)
    for (const step of ['build', 'describe', 'publish']) await runStep(step, folder, workspace, storesIn(folder), {})
    rmSync(workspace, { recursive: true })
  }
  return { folder }
}

/** Overlapping as the peers: all hosts at once, and served as soon as it is healthy. */
function manifest(version: string): unknown {
  return {
    package: 'orders',
    version,
    notes: 'For the benchmark',
    code: { include: ['server.py', 'VERSION', 'dist/**', 'node_modules/**'], run: ['python3', 'server.py'] },
    provides: { http: { protocol: 'http', port: 'PORT', health: '/healthz' } },
    infrastructure: {
      hostGroup: 'web',
      resources: { cpuMilli: 500, memoryMiB: 256 },
      strategy: { kind: 'overlap', batch: '100%' },
      health: { intervalMs: 100, successes: 1, settleSeconds: 0 },
    },
  }
}

export class TowpathContestant implements Contestant {
  readonly name = 'Towpath'
  readonly urls: readonly string[]
  readonly #site: Site
  readonly #folder: string
  readonly #workspace: string
  readonly #stores: Readonly<Record<string, string>>

  constructor(published: Published, site: Site, { apps, edges }: BenchHosts, folder: string) {
    this.urls = [`http://${site.vip}/orders/`]
    this.#site = site
    this.#folder = folder
    this.#workspace = join(folder, 'workspace')
    // The metadata of these hosts alone begins with the packages; the packages themselves stay where they are.
    mkdirSync(folder, { recursive: true })
    cpSync(join(published.folder, 'origin.git'), join(folder, 'origin.git'), { recursive: true })
    this.#stores = { ...storesIn(published.folder), 'metadata-store': metadataIn(folder) }
    const group = (hosts: BenchHosts['apps'], rest: object): unknown => ({
      user: 'root',
      hosts: hosts.map(({ name, address }) => ({ name, address })),
      ...rest,
    })
    const spec = {
      environment,
      address: { vip: `${site.vip}/24`, port: 80 },
      proxies: { hostGroup: 'edge', interface: 'host0' },
      hostGroups: { web: group(apps, { ports: '18000-18999' }), edge: group(edges, {}) },
      services: { orders: { hostGroup: 'web', secrets: ['API_KEY'] } },
    }
    mkdirSync(join(this.#workspace, 'environments'), { recursive: true })
    writeFileSync(join(this.#workspace, 'environments', `${environment}.yaml`), dump(spec))
    execFileSync('git', ['init', '--quiet', '--initial-branch=main', this.#workspace])
    commit(this.#workspace)
  }

  async before({ version }: Release): Promise<void> {
    const inputs = { environment, packages: `orders@${version}` }
    await runStep('promote', this.#folder, this.#workspace, { ...this.#stores, ...inputs }, {})
  }

  async deploy(): Promise<Run> {
    const memory = join(this.#folder, 'memory')
    rmSync(memory, { force: true })
    const inputs = {
      environment,
      'ssh-private-key': this.#site.privateKey,
      'known-hosts': this.#site.knownHosts,
    }
    const env = {
      API_KEY: apiKey,
      PEAK_MEMORY: memory,
      NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'peak-memory.mjs')).href}`,
    }
    const startedAt = Date.now()
    const started = performance.now()
    const { outputs } = await runStep('deploy', this.#folder, this.#workspace, { ...this.#stores, ...inputs }, env)
    const seconds = (performance.now() - started) / 1000
    const peaks = readFileSync(memory, 'utf8').trim().split('\n').map(Number)
    const report = readFileSync(join(this.#workspace, outputs['report'] ?? ''), 'utf8')
    const phases = phasesOf(deployReportSchema.parse(JSON.parse(report)), startedAt)
    return { seconds, peakMiB: Math.max(...peaks) / 1024, phases }
  }
}

/** The run itself, between reading the stores and writing the outcome, is a phase too. */
function phasesOf({ startedAt, endedAt, hosts }: DeployReport, processStartedAt: number): Phase[] {
  const since = (time: string): number => Date.parse(time) - processStartedAt
  const whole = {
    host: '',
    name: 'the whole run',
    durationMs: since(endedAt) - since(startedAt),
    startedMs: since(startedAt),
  }
  const parts = hosts.flatMap(({ host, phases }) =>
    phases.map((phase) => ({
      host,
      name: phase.name,
      durationMs: phase.durationMs,
      startedMs: since(phase.startedAt),
    })),
  )
  return [whole, ...parts]
}

async function runStep(
  step: string,
  folder: string,
  workspace: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<ActionResult> {
  const result = await runAction({ action: join(project, 'actions', step), with: inputs, workspace, env })
  if (result.exitCode !== 0) throw new Error(`${step} in ${folder} ended with ${result.exitCode}:\n${result.log}`)
  return result
}

function storesIn(folder: string): Record<string, string> {
  return { 'metadata-store': metadataIn(folder), 'package-store': `oci-layout:${join(folder, 'packages')}` }
}

function metadataIn(folder: string): string {
  return `git:${join(folder, 'origin.git')}#towpath`
}

function commit(workspace: string): void {
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-C', workspace, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args])
  git('add', '--all')
  git('commit', '--quiet', '--allow-empty', '--message', 'bench')
}
