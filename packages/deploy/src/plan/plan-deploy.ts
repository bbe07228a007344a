import type { Host, Inspection } from '@towpath/hosts'
import type { WantedInstance } from '../instance/wanted-instance.ts'
import type { DeployPlan, KeptInstance, Leftover, ServiceGroup } from './deploy-plan.ts'
import { type LiveInstance, readLiveInstance } from './live-instance.ts'

export interface DeployPlanInput {
  readonly wanted: readonly WantedInstance[]
  /** By host. */
  readonly inspections: Readonly<Record<string, Inspection>>
  readonly hosts: Readonly<Record<string, Pick<Host, 'name' | 'address'>>>
  /** Services with their dependencies first; each inner list needs one another. */
  readonly order: readonly (readonly string[])[]
}

/** From what is wanted and what stands there: what starts, stays and leaves, in which order. Pure. */
export function planDeploy({ wanted, inspections, hosts, order }: DeployPlanInput): DeployPlan {
  const { live, leftovers } = readWhatStands(inspections, hosts)
  const isRunning = (one: LiveInstance): boolean => one.found.state === 'running'
  const kept: KeptInstance[] = []
  const starting: WantedInstance[] = []
  for (const instance of wanted) {
    const standing = live.find((one) => one.manifest.id === instance.id && isRunning(one))
    if (standing === undefined) starting.push(instance)
    else kept.push({ wanted: instance, live: standing })
  }
  const wantedIds = new Set(wanted.map(({ id }) => id))
  return {
    groups: planGroups(starting, order),
    kept,
    leaving: live.filter(({ manifest }) => !wantedIds.has(manifest.id)),
    leftovers,
    packages: packagesByHost(wanted),
  }
}

function readWhatStands(
  inspections: DeployPlanInput['inspections'],
  hosts: DeployPlanInput['hosts'],
): { live: readonly LiveInstance[]; leftovers: readonly Leftover[] } {
  const live: LiveInstance[] = []
  const leftovers: Leftover[] = []
  for (const [name, { instances }] of Object.entries(inspections)) {
    const host = hosts[name]
    if (host === undefined) continue
    for (const found of instances) {
      const one = readLiveInstance(host, found)
      if (one === null) leftovers.push({ host: name, service: found.service, release: found.release, unit: found.unit })
      else live.push(one)
    }
  }
  return { live, leftovers }
}

function planGroups(starting: readonly WantedInstance[], order: DeployPlanInput['order']): readonly ServiceGroup[] {
  const groups = order.flatMap((services): ServiceGroup[] => {
    const ofGroup = starting.filter(({ release }) => services.includes(release.service))
    return (['overlap', 'replace'] as const).flatMap((strategy) => {
      const ofStrategy = ofGroup.filter(({ config }) => config.infrastructure.strategy.kind === strategy)
      if (ofStrategy.length === 0) return []
      return [
        {
          services: [...new Set(ofStrategy.map(({ release }) => release.service))],
          strategy,
          batches: planBatches(ofStrategy),
        },
      ]
    })
  })
  // A gap comes when all else is up and known to be well.
  return [
    ...groups.filter(({ strategy }) => strategy === 'overlap'),
    ...groups.filter(({ strategy }) => strategy === 'replace'),
  ]
}

/** `batch` counts hosts, or is a percentage of the service's hosts; of several services in a group the smallest counts. */
function planBatches(instances: readonly WantedInstance[]): readonly (readonly WantedInstance[])[] {
  const hosts = [...new Set(instances.map(({ host }) => host))]
  const size = Math.min(
    ...instances.map(({ config }) =>
      batchSize(config.infrastructure.strategy.batch, config.infrastructure.hosts.length),
    ),
  )
  const batches: (readonly WantedInstance[])[] = []
  for (let at = 0; at < hosts.length; at += size) {
    const ofBatch = hosts.slice(at, at + size)
    batches.push(instances.filter(({ host }) => ofBatch.includes(host)))
  }
  return batches
}

function batchSize(batch: number | string, hosts: number): number {
  if (typeof batch === 'number') return batch
  return Math.max(1, Math.floor((Number.parseInt(batch, 10) / 100) * hosts))
}

function packagesByHost(wanted: readonly WantedInstance[]): DeployPlan['packages'] {
  const byHost = Map.groupBy(wanted, ({ host }) => host)
  return Object.fromEntries(
    [...byHost].map(([host, instances]) => [
      host,
      [...new Map(instances.map(({ release }) => [release.archive.digest, release])).values()],
    ]),
  )
}
