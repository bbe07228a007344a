import { orderServices, type Release } from '@towpath/environment'
import type { Entrance, ServiceGroup } from './deploy-plan.ts'

/** Services of a revision with their dependencies first; each inner list needs one another. */
export function serviceOrder(
  releases: readonly Pick<Release, 'service' | 'descriptor'>[],
): readonly (readonly string[])[] {
  const edges = new Map<string, Set<string>>()
  for (const { service, descriptor } of releases) {
    const targets = edges.get(service) ?? new Set()
    for (const dependency of Object.keys(descriptor.dependencies ?? {})) targets.add(dependency)
    edges.set(service, targets)
  }
  return orderServices(edges)
}

/** In dependency order, those with a gap last. Pure. */
export function planGroups(
  entering: readonly Entrance[],
  order: readonly (readonly string[])[],
): readonly ServiceGroup[] {
  const ofStrategy = (strategy: ServiceGroup['strategy']): readonly ServiceGroup[] =>
    order.flatMap((services) => {
      const ofGroup = entering.filter(
        ({ wanted: { release, config } }) =>
          services.includes(release.service) && config.infrastructure.strategy.kind === strategy,
      )
      if (ofGroup.length === 0) return []
      const names = new Set(ofGroup.map(({ wanted }) => wanted.release.service))
      return [{ services: services.filter((name) => names.has(name)), strategy, batches: planBatches(ofGroup) }]
    })
  return [...ofStrategy('overlap'), ...ofStrategy('replace')]
}

/** `batch` counts hosts, or is a percentage of the service's hosts; of several services in a group the smallest counts. */
function planBatches(entering: readonly Entrance[]): readonly (readonly Entrance[])[] {
  const hosts = [...new Set(entering.map(({ wanted }) => wanted.host))]
  const sizes = entering.map(({ wanted: { config } }) => {
    const { strategy, hosts: all } = config.infrastructure
    return batchSize(strategy.batch, all.length)
  })
  const size = Math.min(...sizes)
  const batches: (readonly Entrance[])[] = []
  for (let at = 0; at < hosts.length; at += size) {
    const ofBatch = new Set(hosts.slice(at, at + size))
    batches.push(entering.filter(({ wanted }) => ofBatch.has(wanted.host)))
  }
  return batches
}

function batchSize(batch: number | string, hosts: number): number {
  const size = typeof batch === 'number' ? batch : Math.floor((Number.parseInt(batch, 10) / 100) * hosts)
  return Math.max(1, size)
}
