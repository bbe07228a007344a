import { type EnvironmentSpec, isExternal, type Revision } from '@towpath/environment'
import type { ClosedRecord, Inventory, KnownInstance } from '@towpath/inventory'
import { compileRouteTable, type RouteTable, releaseKey } from '@towpath/routing'
import type { StoredEnvironment } from '../environments/environment.ts'
import type { RoutedSince } from './route-calls.ts'

/** The deploys that say what proxies answered by since then (milliseconds), oldest first: back to the one that stood at that time. */
export async function readRoutes(
  environment: StoredEnvironment,
  inventory: Inventory,
  history: readonly ClosedRecord[],
  since: number,
): Promise<readonly RoutedSince[]> {
  const instances = [
    ...[...inventory.services.values()].flatMap(({ service, instances }) =>
      instances.map((instance): KnownInstance => ({ ...instance, service })),
    ),
    ...history,
  ]
  const deploys: RoutedSince[] = []
  for (const fence of (await environment.reportFences()).toReversed()) {
    const report = await environment.report(fence)
    if (report === null) continue
    const [startedAt, endedAt] = [Date.parse(report.startedAt), Date.parse(report.endedAt)]
    const served = report.status !== 'rolled-back'
    const revision = await environment.revision(report.revision)
    const spec = await environment.spec(revision)
    const there = instances.filter((instance) => isThere(instance, endedAt))
    deploys.unshift({ spec, table: compileTable(revision, spec, there), startedAt, endedAt, served })
    if (served && endedAt <= since) break
  }
  return deploys
}

function isThere({ validFrom, validTo }: KnownInstance, at: number): boolean {
  return Date.parse(validFrom) <= at && (validTo === null || at < Date.parse(validTo))
}

function compileTable(revision: Revision, spec: EnvironmentSpec, instances: readonly KnownInstance[]): RouteTable {
  const services = Object.entries(spec.services)
  const known = new Set(revision.releases.map(releaseKey))
  return compileRouteTable({
    environment: spec.environment,
    domain: spec.address.domain ?? null,
    prereleases: spec.prereleases ?? 'exclude',
    releases: revision.releases.map(({ service, version, isDefault, descriptor, dependencies }) => ({
      service,
      version,
      isDefault,
      provides: descriptor.provides ?? {},
      dependencies,
    })),
    externals: services.flatMap(([service, one]) => (isExternal(one) ? [{ service, ...one.external }] : [])),
    // One that was not delivered yet has nothing that they could lead to.
    aliases: Object.fromEntries(
      services.flatMap(([service, one]) =>
        one.aliases !== undefined && (isExternal(one) || isProvided(revision, service)) ? [[service, one.aliases]] : [],
      ),
    ),
    instances: instances
      .filter((instance) => known.has(releaseKey(instance)))
      .map(({ id, service, version, ip, ports }) => ({ instance: id, service, version, address: ip, ports })),
    listeners: [],
  })
}

function isProvided({ releases }: Revision, service: string): boolean {
  return releases.some((one) => one.service === service && Object.keys(one.descriptor.provides ?? {}).length > 0)
}
