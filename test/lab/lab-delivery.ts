import { readFileSync } from 'node:fs'
import { type DeployReport, deployReportSchema } from '@towpath/environment'
import type { ActionResult } from '@towpath/testing'
import type { Site } from '@towpath/testing/lab'
import { dump } from 'js-yaml'
import { type Documents, readDocuments } from '../embedded/stored.ts'
import { Delivery } from '../machine/delivery.ts'

type Variables = Readonly<Record<string, string>>

export interface SpecOptions {
  readonly address?: Readonly<Record<string, unknown>>
  readonly proxies?: Readonly<Record<string, unknown>>
  readonly services?: Readonly<Record<string, unknown>>
}

/** The harbour's `tides`, which is Python, delivered by the actions to the app hosts and edges of a lab. */
export class LabDelivery implements AsyncDisposable {
  readonly site: Site
  readonly delivery: Delivery

  private constructor(site: Site, delivery: Delivery) {
    this.site = site
    this.delivery = delivery
  }

  static async open(site: Site): Promise<LabDelivery> {
    const { delivery } = await Delivery.open('harbour')
    const opened = new LabDelivery(site, delivery)
    delivery.edit('tides/towpath.yaml', (text) =>
      text
        .replace('settleSeconds: 1', 'settleSeconds: 0')
        .replace('drainSeconds: 10', 'drainSeconds: 1')
        .replace('stopSeconds: 10', 'stopSeconds: 2'),
    )
    return opened
  }

  /** Writes `environments/<name>.yaml` with all hosts of the lab, by the beginnings of their names. */
  spec(environment: string, { address, proxies, services = { tides: { hostGroup: 'web' } } }: SpecOptions = {}): void {
    const group = (prefix: string) => ({
      user: 'deploy',
      hosts: this.site.hosts
        .filter(({ name }) => name.startsWith(prefix))
        .map((host) => ({ name: host.name, address: host.address })),
    })
    const spec = {
      environment,
      address: { vip: `${this.site.vip}/24`, port: 80, domain: `${environment}.internal`, names: 'hosts', ...address },
      proxies: { hostGroup: 'edge', interface: 'host0', ...proxies },
      hostGroups: { web: group('app-'), edge: group('edge-') },
      services,
    }
    this.delivery.write(`environments/${environment}.yaml`, dump(spec))
  }

  /** Builds and publishes `tides` as this version. */
  async publish(version: string): Promise<void> {
    this.delivery.edit('tides/towpath.yaml', (text) => text.replace(/version: \S+/, `version: ${version}`))
    // Of two versions with the same files, committed in the same second, the archive would be one and the same.
    this.delivery.edit('tides/tides.py', (text) => `${text.replace(/# of version .*\n$/, '')}# of version ${version}\n`)
    this.delivery.commit(`tides ${version}`)
    await this.delivery.publish('tides')
  }

  promote(environment: string, packages: string): Promise<ActionResult> {
    return this.delivery.run('promote', { environment, packages })
  }

  /** However it ends; `signal` kills it. */
  deploy(environment: string, env: Variables = {}, signal?: AbortSignal): Promise<ActionResult> {
    const { privateKey, knownHosts } = this.site
    const inputs = { environment, 'ssh-private-key': privateKey, 'known-hosts': knownHosts }
    return this.delivery.step('deploy', inputs, { env, ...(signal && { signal }) })
  }

  /** Deploy's report, of a deploy that must succeed. */
  async deployed(environment: string, env: Variables = {}): Promise<DeployReport> {
    const result = await this.deploy(environment, env)
    if (result.exitCode !== 0) throw new Error(`deploy ended with ${result.exitCode}:\n${result.log}`)
    return this.reportOf(result)
  }

  reportOf({ outputs }: ActionResult): DeployReport {
    return deployReportSchema.parse(JSON.parse(readFileSync(this.delivery.path(outputs['report'] ?? ''), 'utf8')))
  }

  register(environment: string): Promise<ActionResult> {
    return this.delivery.run('register', { environment })
  }

  documents(): Promise<Documents> {
    return readDocuments(this.delivery.metadata)
  }

  /** The edges that have an address now, as they themselves say. */
  async holdersOf(address: string, edges: readonly string[] = ['edge-1', 'edge-2']): Promise<readonly string[]> {
    const held = await Promise.all(
      edges.map(async (edge) => (await this.site.host(edge).run(`ip -o address show to ${address}`)).stdout),
    )
    return edges.filter((_, index) => held[index] !== '')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.delivery.close()
  }
}

/** Changes of a report: `app-1: 1.0.0 kept`. */
export function changesIn({ hosts }: DeployReport): readonly string[] {
  return hosts
    .flatMap(({ host, instances }) => instances.map(({ version, change }) => `${host}: ${version} ${change}`))
    .sort()
}
