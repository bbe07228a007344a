import { canonicalJson, digestOfDocument, shortDigest } from '@towpath/descriptor'
import {
  type DeployReport,
  parseInstanceId,
  type Release,
  type ReportedInstance,
  type Revision,
} from '@towpath/environment'
import type { Inventory } from './inventory.ts'
import { InventoryFault } from './inventory-fault.ts'
import type { InstanceRecord } from './records.ts'
import { type RegistrationInput, runningRevisions } from './registration-input.ts'

export interface ServiceInstance {
  readonly service: string
  readonly record: InstanceRecord
}

export function reportedInstances(report: DeployReport): readonly (ReportedInstance & { readonly host: string })[] {
  return report.hosts.flatMap(({ host, instances }) => instances.map((instance) => ({ ...instance, host })))
}

export function openRecords(inventory: Inventory): ReadonlyMap<string, ServiceInstance> {
  const open = new Map<string, ServiceInstance>()
  for (const { service, instances } of inventory.services.values()) {
    for (const record of instances) open.set(record.id, { service, record })
  }
  return open
}

/**
 * What the report says runs, by id; what ran before keeps its beginning. What is kept only for a proxy out of reach stays registered as leaving; one
 * that never was registered is not claimed now. Fault: `report-mismatch`.
 */
export function runningInstances(input: RegistrationInput): ReadonlyMap<string, ServiceInstance> {
  const open = openRecords(input.inventory)
  const running = new Map<string, ServiceInstance>()
  for (const instance of reportedInstances(input.report)) {
    if (instance.change === 'stopped') continue
    const before = open.get(instance.id)?.record
    if (isHeld(input, instance)) {
      if (before !== undefined) running.set(instance.id, { service: instance.service, record: leaving(input, before) })
      continue
    }
    const record = instanceRecord(input, instance)
    const validFrom = before !== undefined && isSameLife(before, record) ? before.validFrom : record.validFrom
    running.set(instance.id, { service: instance.service, record: { ...record, validFrom } })
  }
  return running
}

/** Runs, and no release of what is to run wants it; that is so only while a proxy is out of reach. */
function isHeld(input: RegistrationInput, { service, version, config, change }: ReportedInstance): boolean {
  const [wanted = input.revision] = runningRevisions(input)
  return (
    change === 'kept' &&
    input.report.proxies.some(({ outcome }) => outcome === 'unreachable') &&
    !wanted.releases.some((one) => one.service === service && one.version === version && one.config === config)
  )
}

function leaving({ report }: RegistrationInput, before: InstanceRecord): InstanceRecord {
  return { ...before, isDefault: false, isLeaving: true, fence: report.fence, healthSeenAt: report.endedAt }
}

/** A restart on another port is another life: (ip, port, time) must lead to one instance. */
export function isSameLife(one: InstanceRecord, other: InstanceRecord): boolean {
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
    found: `${instance.service}@${instance.version} with config ${shortDigest(instance.config)}`,
    fix: 'Deploy again, then register',
  })
}
