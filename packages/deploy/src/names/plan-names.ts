import { dependencyAddresses, type Release } from '@towpath/environment'
import type { Deployment } from '../deployment.ts'
import type { DeployPlan, Entrance } from '../plan/deploy-plan.ts'
import { instanceToRoute, type LiveInstance, releaseToRoute } from '../plan/standing.ts'
import { compileTable, type Routed } from '../plan/tables.ts'

/** A release that comes up on a host. */
export interface Arrival {
  readonly host: string
  readonly release: Release
}

/** By host: the names that what comes up there is told, sorted. Pure. */
export function namesToldOn(
  { spec, revision }: Deployment,
  arrivals: readonly Arrival[],
): ReadonlyMap<string, readonly string[]> {
  const suffix = `.${spec.address.domain}:${spec.address.port}`
  const told = new Map<string, Set<string>>()
  for (const { host, release } of arrivals) {
    const addresses = dependencyAddresses({ spec, release, releases: revision.releases, listeners: {} })
    for (const { address } of Object.values(addresses)) {
      if (address?.endsWith(suffix) !== true) continue
      const ofHost = told.get(host) ?? new Set()
      told.set(host, ofHost.add(address.slice(0, address.lastIndexOf(':'))))
    }
  }
  return new Map([...told].map(([host, names]) => [host, [...names].sort()]))
}

/** Every authority that the table will have while a plan is carried out, old and new beside each other. No port is known yet, and none matters. Pure. */
export function authoritiesOf(spec: Deployment['spec'], plan: DeployPlan): readonly string[] {
  const entered = [
    ...plan.kept.map(({ live, wanted }) => ({ release: releaseToRoute(wanted), instance: instanceToRoute(live) })),
    ...plan.groups.flatMap(({ batches }) => batches.flat().map(routeToBe)),
  ]
  const leaving = plan.leaving.map((one: LiveInstance) => ({
    release: releaseToRoute(one),
    instance: instanceToRoute(one),
  }))
  const tables = [compileTable(spec, { entered, leaving, listeners: [] })]
  return [...new Set(tables.flatMap(({ authorities }) => Object.keys(authorities)))].sort()
}

function routeToBe({ wanted }: Entrance): Routed {
  const { service, version } = wanted.release
  const ports = Object.fromEntries(Object.keys(wanted.portVariables).map((provide) => [provide, 1]))
  return {
    release: releaseToRoute(wanted),
    instance: { instance: wanted.id, service, version, address: wanted.host, ports },
  }
}
