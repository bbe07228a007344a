import { canonicalJson, digestOfDocument } from '@towpath/descriptor'
import {
  type DeployReport,
  type EnvironmentSpec,
  environmentPaths,
  isExternal,
  type Release,
  type ReportedInstance,
  type Revision,
} from '@towpath/environment'
import { appendHistory, historyPath } from './history.ts'
import { parseInstanceId } from './instance-id.ts'
import type { Inventory } from './inventory.ts'
import { InventoryFault } from './inventory-fault.ts'
import type { ClosedRecord, InstanceRecord, ProxiesRecord, ServiceRecord } from './records.ts'
import { verifyReport } from './verify-report.ts'

export interface RegistrationInput {
  /** As it stands in the store; nothing else is believed (DESIGN invariant 8). */
  readonly report: DeployReport
  /** The report's revision. */
  readonly revision: Revision
  /** After a failed deploy: the revision whose releases run again; null when none was deployed before. */
  readonly restored?: Revision | null
  /** The spec that the revision which runs names. */
  readonly spec: EnvironmentSpec
  readonly inventory: Inventory
  /** Text of the file at `historyPath(report.endedAt)`; empty when there is none. */
  readonly history: string
}

/** Documents to write and paths to remove, for one commit. */
export interface RegistrationPlan {
  readonly write: Readonly<Record<string, string>>
  readonly remove: readonly string[]
  /** How many records were opened, kept and closed, for people. */
  readonly opened: number
  readonly kept: number
  readonly closed: number
}

/**
 * What deploy's report says runs, as changes of the inventory. A report that was registered already changes nothing.
 * After a deploy that went well the report is complete: what it doesn't name is closed. After one that was put back, only
 * what it names changes. Faults: `report-outdated`, `report-mismatch`.
 */
export function planRegistration(input: RegistrationInput): RegistrationPlan {
  const { report, inventory } = input
  verifyReport(input)
  const running = runningInstances(input)
  const stopped = new Set(reported(report).flatMap(({ id, change }) => (change === 'stopped' ? [id] : [])))
  const open = openRecords(inventory)
  const isGone = (id: string) => !running.has(id) && (report.status !== 'rolled-back' || stopped.has(id))
  const isOver = (record: InstanceRecord) => {
    const now = running.get(record.id)?.record
    return now === undefined ? isGone(record.id) : !isSameLife(record, now)
  }
  const closed = [...open.values()]
    .filter(({ record }) => isOver(record))
    .map(({ service, record }): ClosedRecord => ({ ...record, schema: 1, service, validTo: report.endedAt }))
  const staying = [...open.values()].filter(({ record }) => !isGone(record.id) && !running.has(record.id))
  const services = serviceRecords(input, [...running.values(), ...staying])
  const write: Record<string, string> = {}
  for (const record of services.values()) {
    const text = canonicalJson(record)
    const before = inventory.services.get(record.service)
    if (before === undefined || canonicalJson(before) !== text) write[environmentPaths.service(record.service)] = text
  }
  const proxies = canonicalJson(proxiesRecord(input))
  if (inventory.proxies === null || canonicalJson(inventory.proxies) !== proxies) {
    write[environmentPaths.proxies] = proxies
  }
  const history = appendHistory(input.history, closed)
  if (history !== input.history) write[historyPath(report.endedAt)] = history
  const kept = [...running.values()].filter(({ record }) => {
    const before = open.get(record.id)?.record
    return before !== undefined && isSameLife(before, record)
  }).length
  return {
    write,
    remove: [...inventory.services.keys()].filter((name) => !services.has(name)).map(environmentPaths.service),
    opened: running.size - kept,
    kept: kept + staying.length,
    closed: closed.length,
  }
}

interface ServiceInstance {
  readonly service: string
  readonly record: InstanceRecord
}

function reported(report: DeployReport): readonly (ReportedInstance & { readonly host: string })[] {
  return report.hosts.flatMap(({ host, instances }) => instances.map((instance) => ({ ...instance, host })))
}

function openRecords(inventory: Inventory): ReadonlyMap<string, ServiceInstance> {
  const open = new Map<string, ServiceInstance>()
  for (const { service, instances } of inventory.services.values()) {
    for (const record of instances) open.set(record.id, { service, record })
  }
  return open
}

function runningInstances(input: RegistrationInput): ReadonlyMap<string, ServiceInstance> {
  const open = openRecords(input.inventory)
  const running = new Map<string, ServiceInstance>()
  for (const instance of reported(input.report)) {
    if (instance.change === 'stopped') continue
    const before = open.get(instance.id)?.record
    const record = instanceRecord(input, instance)
    const validFrom = before !== undefined && isSameLife(before, record) ? before.validFrom : record.validFrom
    running.set(instance.id, { service: instance.service, record: { ...record, validFrom } })
  }
  return running
}

/** A restart on another port is another life: (ip, port, time) must lead to one instance. */
function isSameLife(one: InstanceRecord, other: InstanceRecord): boolean {
  return one.ip === other.ip && canonicalJson(one.ports) === canonicalJson(other.ports)
}

function instanceRecord(
  input: RegistrationInput,
  instance: ReportedInstance & { readonly host: string },
): InstanceRecord {
  const { report } = input
  const { release, revision } = releaseOf(input, instance)
  const provides = Object.entries(release.descriptor.provides ?? {})
  return {
    id: instance.id,
    version: instance.version,
    release8: parseInstanceId(instance.id)?.release8 ?? '',
    host: instance.host,
    ip: instance.ip,
    ports: instance.ports,
    protocols: Object.fromEntries(provides.map(([name, { protocol }]) => [name, protocol])),
    unit: instance.unit,
    line: release.line,
    isDefault: release.isDefault,
    descriptor: digestOfDocument(release.descriptor),
    config: instance.config,
    revision: revision.number,
    fence: report.fence,
    validFrom: report.endedAt,
    validTo: null,
    healthSeenAt: report.endedAt,
  }
}

function releaseOf(input: RegistrationInput, instance: ReportedInstance): { release: Release; revision: Revision } {
  for (const revision of runningRevisions(input)) {
    const release = revision.releases.find(
      ({ service, version, config }) =>
        service === instance.service && version === instance.version && config === instance.config,
    )
    if (release !== undefined) return { release, revision }
  }
  throw new InventoryFault('report-mismatch', {
    where: `report ${input.report.fence}, instance ${instance.id}`,
    expected: `a release of ${runningRevisions(input)
      .map(({ environment, number }) => `${environment}@${number}`)
      .join(' or ')}`,
    found: `${instance.service}@${instance.version} with config ${instance.config.slice(0, 19)}`,
    fix: 'Deploy again, then register',
  })
}

/** What runs after a failed deploy is first of all what ran before it. */
function runningRevisions({ report, revision, restored }: RegistrationInput): readonly Revision[] {
  const before = restored ?? null
  if (before === null) return [revision]
  return report.status === 'rolled-back' ? [before, revision] : [revision]
}

function serviceRecords(
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

function proxiesRecord({ report, spec, ...input }: RegistrationInput): ProxiesRecord {
  const [revision = input.revision] = runningRevisions({ report, spec, ...input })
  const { vip, port, domain } = spec.address
  return {
    schema: 1,
    environment: report.environment,
    revision: revision.number,
    fence: report.fence,
    vip: typeof vip === 'string' ? vip.replace(/\/\d+$/, '') : vip.external,
    port,
    domain: domain ?? null,
    prereleases: spec.prereleases ?? 'exclude',
    routeTable: report.routeTable,
    verifiedThrough: report.verifiedThrough,
    seenAt: report.endedAt,
    proxies: report.proxies.toSorted((a, b) => (a.host < b.host ? -1 : 1)),
  }
}
