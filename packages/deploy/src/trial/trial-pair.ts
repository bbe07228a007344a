import type { EnvironmentSpec } from '@towpath/environment'
import type { Host } from '@towpath/hosts'
import type { Deployment } from '../deployment.ts'
import type { DeployOutcome } from '../run/run-deploy.ts'
import { type DeployPreview, runPreview } from '../run/run-preview.ts'
import { type Happening, seeStandInEdge } from './stand-in-edge.ts'
import { TrialEnvironment } from './trial-run.ts'
import { deploymentOf, freePort, type PublishedTrial, type TrialSite } from './trial-site.ts'
import { readState, type TrialState } from './trial-state.ts'
import { Wire } from './wire.ts'

const apps = { 'app-1': '127.0.0.11', 'app-2': '127.0.0.12' }
const edges = { 'edge-1': '127.0.0.21', 'edge-2': '127.0.0.22' }

/** Two hosts behind two edges, on this machine: an environment as users have it, but for ssh, systemd and HAProxy. */
export class TrialPair {
  readonly port: number
  readonly environment: TrialEnvironment
  readonly wire = new Wire()
  readonly #site: TrialSite
  #last: Deployment | null = null
  /** What happens at the edges; a test sets it. */
  happens: Happening = () => undefined

  private constructor(site: TrialSite, port: number) {
    this.#site = site
    this.port = port
    this.environment = new TrialEnvironment(site)
  }

  static async open(site: TrialSite): Promise<TrialPair> {
    return new TrialPair(site, await freePort())
  }

  spec(
    name: string,
    firstPort: number,
    { address = {}, proxies = {}, services }: { address?: object; proxies?: object; services: Record<string, unknown> },
  ): EnvironmentSpec {
    const group = (hosts: Readonly<Record<string, string>>) => ({
      connection: 'local',
      root: this.#site.root,
      hosts: Object.entries(hosts).map(([host, address]) => ({ name: host, address })),
    })
    return this.#site.spec({
      environment: name,
      port: this.port,
      services,
      more: {
        address: { vip: { external: edges['edge-1'] }, port: this.port, ...address },
        proxies: { hostGroup: 'edge', ...proxies },
        hostGroups: {
          web: { ...group(apps), ports: `${firstPort}-${firstPort + 19}` },
          edge: group(edges),
        },
      },
    })
  }

  next(spec: EnvironmentSpec, ...packages: readonly PublishedTrial[]): Deployment {
    this.#last = deploymentOf(spec, packages, {
      number: (this.#last?.revision.number ?? 0) + 1,
      previous: this.#last,
    })
    return this.#last
  }

  async deploy(target: Deployment, around: (host: Host) => Host = (host) => host): Promise<DeployOutcome> {
    const base = this.environment.deployed
    const hosts = await this.#site.hosts(target.spec, ...(base === null ? [] : [base.spec]))
    const wired = this.wire.around(new Map([...hosts].map(([name, host]) => [name, around(host)])))
    return this.environment.deploy(target, {
      ports: { hosts: wired, seeEdge: seeStandInEdge((edge, verb) => this.happens(edge, verb)) },
    })
  }

  /** What a deploy would do. */
  async preview(target: Deployment): Promise<DeployPreview> {
    const { deployed: base, fence, digestOf } = this.environment
    const hosts = this.wire.around(await this.#site.hosts(target.spec))
    return runPreview(
      { target, base, acting: { environment: target.spec.environment, fence }, digestOf },
      {
        hosts,
        packages: this.#site.store,
        seeEdge: () => Promise.reject(new Error('a preview opens nothing')),
        clock: () => new Date(),
        sleep: async () => undefined,
        signal: new AbortController().signal,
        say: () => undefined,
      },
    )
  }

  /** What stands on each host. */
  async states(spec: EnvironmentSpec): Promise<Readonly<Record<string, TrialState>>> {
    const hosts = await this.#site.hosts(spec)
    return Object.fromEntries(
      await Promise.all([...hosts].map(async ([name, host]) => [name, await readState(host, spec)] as const)),
    )
  }
}
