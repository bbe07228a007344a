import { bareDigest, canonicalJson, isDigest } from '@towpath/descriptor'
import { type DeployReport, orderServices } from '@towpath/environment'
import { Fault } from '@towpath/fault'
import { cleanCommand, recordCommand, runCommand, stopCommand } from '@towpath/hosts'
import { type RouteTable, releaseKey, routeTableDigest } from '@towpath/routing'
import { DeployFault } from '../deploy-fault.ts'
import type { Deployment } from '../deployment.ts'
import { planWanted } from '../instance/plan-wanted.ts'
import type { WantedInstance } from '../instance/wanted-instance.ts'
import type { DeployPlan, ServiceGroup } from '../plan/deploy-plan.ts'
import { instanceToRoute, type LiveInstance, readLiveInstance, releaseToRoute } from '../plan/live-instance.ts'
import { planDeploy } from '../plan/plan-deploy.ts'
import { compileTable, type Routed } from '../plan/tables.ts'
import { sendPackage } from '../transfer/send-package.ts'
import type { DeployPorts, DeployRequest } from './deploy-request.ts'
import { PhaseLog } from './phase-log.ts'
import { putBack } from './put-back.ts'
import { renderReport } from './report.ts'
import { verifyRequirements } from './requirements.ts'
import { hostOf, type Started, startBatch } from './start-instances.ts'
import { type Switching, switchTo, verifyThroughVip } from './switch.ts'
import { readWorld, type World } from './world.ts'

/** What a deploy did. `failure` is the fault itself, for the person; the report carries it as data. */
export interface DeployOutcome {
  readonly report: DeployReport
  readonly plan: DeployPlan | null
  readonly failure: Fault | null
}

/**
 * Carries a revision out (docs/adr/0003): packages to all hosts, then service by service the new beside the old, each switch verified at
 * every proxy beforehand and through the VIP afterwards, the old ones last. On failure everything changed is put back.
 */
export async function runDeploy(request: DeployRequest, ports: DeployPorts): Promise<DeployOutcome> {
  const deploy = new Deploy(request, ports)
  return deploy.run()
}

class Deploy {
  readonly #request: DeployRequest
  readonly #ports: DeployPorts
  readonly #phases: PhaseLog
  readonly #startedAt: Date
  readonly #started: Started[] = []
  readonly #stopped: LiveInstance[] = []
  #restored: readonly LiveInstance[] = []
  #world: World | null = null
  #plan: DeployPlan | null = null
  #table: RouteTable | null = null
  #verifiedThrough: 'vip' | 'host' | null = null

  constructor(request: DeployRequest, ports: DeployPorts) {
    this.#request = request
    this.#ports = ports
    this.#phases = new PhaseLog(ports.clock, ports.say)
    this.#startedAt = ports.clock()
  }

  async run(): Promise<DeployOutcome> {
    try {
      await this.#forward()
    } catch (error) {
      const failure = asFault(error)
      await this.#back(failure)
      return this.#outcome('rolled-back', failure)
    }
    return this.#outcome(this.#changedNothing() ? 'unchanged' : 'deployed', null)
  }

  async #forward(): Promise<void> {
    const { target, secrets } = this.#request
    const world = await readWorld(this.#request, this.#ports, this.#phases)
    this.#world = world
    const hosts = Object.fromEntries(
      [...this.#ports.hosts].map(([name, { layout }]) => [
        name,
        { layout, hmacs: world.inspections[name]?.hmacs ?? {} },
      ]),
    )
    const wanted = planWanted({ deployment: target, hosts, secrets, listeners: world.listeners })
    verifyRequirements(wanted, world.inspections)
    const plan = planDeploy({
      wanted,
      inspections: world.inspections,
      hosts: Object.fromEntries(this.#ports.hosts),
      order: serviceOrder(target),
    })
    this.#plan = plan
    await this.#send(plan)
    for (const group of plan.groups) await this.#enter(group, plan)
    await this.#finish(plan, world)
  }

  async #send({ packages }: DeployPlan): Promise<void> {
    const { acting } = this.#request
    await Promise.all(
      Object.entries(packages).map(async ([name, releases]) => {
        const host = hostOf(this.#ports, name)
        for (const release of releases) {
          const sent = await this.#phases.run(name, `send ${release.service} ${release.version}`, () =>
            sendPackage({ host, release, acting, signal: this.#ports.signal }, this.#ports.packages),
          )
          this.#phases.addBytes(name, sent)
        }
      }),
    )
  }

  /** Brings one group of services up and lets it serve beside what is to leave. */
  async #enter({ services, strategy, batches }: ServiceGroup, plan: DeployPlan): Promise<void> {
    if (strategy === 'replace') await this.#makeWay(services, plan)
    for (const batch of batches) {
      await startBatch(batch, this.#request, this.#ports, this.#phases, (one) => this.#started.push(one))
    }
    await switchTo(this.#compile(plan, this.#leavingStill(plan)), this.#switching())
  }

  /** `strategy: replace`: the service's old instances leave the routes and stop, and the service is away until the new ones are up. */
  async #makeWay(services: readonly string[], plan: DeployPlan): Promise<void> {
    const old = plan.leaving.filter(({ manifest }) => services.includes(manifest.service))
    if (old.length === 0) return
    this.#stopped.push(...old)
    await switchTo(this.#compile(plan, this.#leavingStill(plan)), this.#switching())
    await this.#drain(old)
    await this.#stop(old, { remove: false })
  }

  async #finish(plan: DeployPlan, world: World): Promise<void> {
    const { target, acting } = this.#request
    const table = this.#compile(plan, [])
    this.#table = table
    await switchTo(table, this.#switching())
    const [first] = world.proxies
    if (first !== undefined) {
      this.#verifiedThrough = await verifyThroughVip(
        table,
        target.spec,
        hostOf(this.#ports, first.host),
        this.#switching(),
      )
    }
    await this.#drain(plan.leaving)
    await this.#stop(plan.leaving, { remove: true })
    await Promise.all([...this.#ports.hosts.keys()].map((host) => this.#record(host, plan, table)))
    const leftovers = Map.groupBy(plan.leftovers, ({ host }) => host)
    for (const [name, { strayUnits }] of Object.entries(world.inspections)) {
      const host = hostOf(this.#ports, name)
      const instances = leftovers.get(name) ?? []
      const stray = strayUnits.filter((unit) => !unit.startsWith(`towpath-proxy-`))
      if (instances.length + stray.length > 0)
        await runCommand(host, stopCommand(acting, { instances, strayUnits: stray, remove: true }))
      await this.#phases.run(
        name,
        'clean',
        () => runCommand(host, cleanCommand(acting)),
        (removed) => `${removed.length} packages`,
      )
    }
  }

  async #record(name: string, { packages }: DeployPlan, table: RouteTable): Promise<void> {
    const { target, base, acting } = this.#request
    const host = hostOf(this.#ports, name)
    const recorded = this.#world?.inspections[name]?.revision?.digest ?? ''
    const kept = [...(packages[name] ?? []), ...(base?.revision.releases ?? [])].map(({ archive }) =>
      bareDigest(archive.digest),
    )
    const request = {
      revision: { number: target.revision.number, digest: target.digest },
      previous: isDigest(recorded) ? recorded : null,
      packages: [...new Set(kept)].sort(),
      table: canonicalJson(table),
    }
    await this.#phases.run(name, 'record', () => runCommand(host, recordCommand(acting, request)))
  }

  async #drain(instances: readonly LiveInstance[]): Promise<void> {
    if (instances.length === 0) return
    const seconds = Math.max(...instances.map(({ manifest }) => manifest.drainSeconds))
    const ids = instances.map(({ manifest }) => manifest.id)
    await Promise.all(
      (this.#world?.proxies ?? []).map((proxy) =>
        this.#phases.run(
          proxy.host,
          'drain',
          () => proxy.drain(ids, seconds),
          ({ closed }) => `${closed} closed`,
        ),
      ),
    )
  }

  async #stop(instances: readonly LiveInstance[], { remove }: { remove: boolean }): Promise<void> {
    const { acting } = this.#request
    await Promise.all(
      [...Map.groupBy(instances, ({ host }) => host)].map(([name, ofHost]) => {
        const stopping = ofHost.map(({ found }) => ({
          service: found.service,
          release: found.release,
          unit: found.unit,
        }))
        const host = hostOf(this.#ports, name)
        return this.#phases.run(name, remove ? 'stop the old' : 'stop', () =>
          runCommand(host, stopCommand(acting, { instances: stopping, remove })),
        )
      }),
    )
  }

  /** Old instances that still serve: neither stopped nor the wanted ones. */
  #leavingStill({ leaving }: DeployPlan): readonly LiveInstance[] {
    return leaving.filter((one) => one.found.state === 'running' && !this.#stopped.includes(one))
  }

  #compile(plan: DeployPlan, leaving: readonly LiveInstance[]): RouteTable {
    const entered: Routed[] = [
      ...plan.kept.map(({ live, wanted }) => ({ release: wantedRelease(wanted), instance: instanceToRoute(live) })),
      ...this.#started.map((one) => ({
        release: wantedRelease(one.wanted),
        instance: startedToRoute(one, hostOf(this.#ports, one.wanted.host).address),
      })),
    ]
    return compileTable(this.#request.target.spec, {
      entered,
      leaving: leaving.map((one) => ({ release: releaseToRoute(one), instance: instanceToRoute(one) })),
      listeners: this.#world?.listeners ?? [],
    })
  }

  #switching(): Switching {
    const releases = [this.#request.target, this.#request.base].flatMap(
      (deployment) => deployment?.revision.releases ?? [],
    )
    const healthPaths = releases.flatMap((release) =>
      Object.values(release.descriptor.provides ?? {}).flatMap((provide) =>
        provide.protocol === 'http' ? [[releaseKey(release), provide.health ?? '/'] as const] : [],
      ),
    )
    return {
      proxies: this.#world?.proxies ?? [],
      phases: this.#phases,
      healthPaths: Object.fromEntries(healthPaths),
      sleep: this.#ports.sleep,
    }
  }

  /** Puts back what was changed. What fails in that is told together with why it was needed. */
  async #back(failure: Fault): Promise<void> {
    const world = this.#world
    if (world === null || this.#plan === null) return
    try {
      this.#restored = await putBack(
        this.#request,
        { ...this.#ports, signal: new AbortController().signal },
        this.#phases,
        {
          world,
          standing: standing(world, this.#ports),
          started: this.#started,
          stopped: this.#stopped,
          switching: this.#switching(),
        },
      )
    } catch (error) {
      const second = asFault(error)
      throw new DeployFault(
        'put-back-failed',
        {
          where: `Putting ${this.#request.target.spec.environment} back after: ${failure.message}`,
          expected: 'everything as it was',
          found: second.message,
          fix: 'Deploy again: it looks at what is there and converges',
        },
        { cause: error, retryable: true },
      )
    }
  }

  #changedNothing(): boolean {
    const { base, target } = this.#request
    const before = this.#world?.table?.digest
    return (
      this.#plan?.groups.length === 0 &&
      this.#plan.leaving.length === 0 &&
      base?.revision.number === target.revision.number &&
      this.#table !== null &&
      before === routeTableDigest(this.#table)
    )
  }

  #outcome(status: DeployReport['status'], failure: Fault | null): DeployOutcome {
    const report = renderReport({
      request: this.#request,
      ports: this.#ports,
      phases: this.#phases,
      startedAt: this.#startedAt,
      world: this.#world,
      plan: this.#plan,
      started: this.#started,
      restored: this.#restored,
      table: this.#table,
      verifiedThrough: this.#verifiedThrough,
      status,
      failure,
    })
    return { report, plan: this.#plan, failure }
  }
}

/** Everything that stands on the hosts and says what it is, as it was found. */
function standing({ inspections }: World, { hosts }: DeployPorts): readonly LiveInstance[] {
  return Object.entries(inspections).flatMap(([name, { instances }]) => {
    const host = hosts.get(name)
    return host === undefined ? [] : instances.flatMap((found) => readLiveInstance(host, found) ?? [])
  })
}

function serviceOrder({ revision }: Deployment): readonly (readonly string[])[] {
  const edges = new Map<string, Set<string>>()
  for (const { service, descriptor } of revision.releases) {
    const targets = edges.get(service) ?? new Set()
    for (const dependency of Object.keys(descriptor.dependencies ?? {})) targets.add(dependency)
    edges.set(service, targets)
  }
  return orderServices(edges)
}

function wantedRelease({ manifest }: WantedInstance): Routed['release'] {
  const { service, version, isDefault, provides, dependencies } = manifest
  return { service, version, isDefault, provides, dependencies }
}

function startedToRoute({ wanted, ports }: Started, address: string): Routed['instance'] {
  return { instance: wanted.id, service: wanted.release.service, version: wanted.release.version, address, ports }
}

function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  const found = error instanceof Error ? error.message : String(error)
  return new DeployFault('unexpected', { where: 'The deploy', found }, { cause: error })
}
