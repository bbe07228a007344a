import { isExternal, prereleasePolicy, type Revision, vipOf } from '@towpath/environment'
import type { ServiceInstance } from './instance-lives.ts'
import type { ProxiesRecord, ServiceRecord } from './records.ts'
import { type RegistrationInput, runningRevisions } from './registration-input.ts'

/** By name: services with instances, and external ones. */
export function serviceRecords(
  input: RegistrationInput,
  instances: readonly ServiceInstance[],
): ReadonlyMap<string, ServiceRecord> {
  const { report, spec } = input
  const [revision = input.revision] = runningRevisions(input)
  const byService = Map.groupBy(instances, ({ service }) => service)
  const records = new Map<string, ServiceRecord>()
  const add = (service: string, external: ServiceRecord['external']) =>
    records.set(service, {
      schema: 1,
      environment: report.environment,
      service,
      revision: revision.number,
      fence: report.fence,
      external,
      declaredRanges: declaredRanges(revision, service),
      instances: (byService.get(service) ?? []).map(({ record }) => record).sort((a, b) => (a.id < b.id ? -1 : 1)),
    })
  for (const service of byService.keys()) add(service, null)
  for (const [service, declared] of Object.entries(spec.services)) {
    if (isExternal(declared)) add(service, declared.external)
  }
  return records
}

function declaredRanges(revision: Revision, service: string): string[] {
  const ranges = revision.releases.flatMap(({ dependencies }) =>
    Object.entries(dependencies).flatMap(([name, { range }]) => (name === service ? [range] : [])),
  )
  return [...new Set(ranges)].sort()
}

export function proxiesRecord({ report, spec, ...input }: RegistrationInput): ProxiesRecord {
  const [revision = input.revision] = runningRevisions({ report, spec, ...input })
  const { port, domain } = spec.address
  return {
    schema: 1,
    environment: report.environment,
    revision: revision.number,
    fence: report.fence,
    vip: vipOf(spec),
    port,
    domain: domain ?? null,
    ...prereleasePolicy(spec),
    routeTable: report.routeTable,
    verifiedThrough: report.verifiedThrough,
    seenAt: report.endedAt,
    proxies: report.proxies.toSorted((a, b) => (a.host < b.host ? -1 : 1)),
  }
}
