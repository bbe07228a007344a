import { compareVersionsDescending } from '@towpath/descriptor'
import { type EnvironmentState, type Override, type Release, type Revision, setsOf } from '@towpath/environment'
import type { Inventory } from '../inventory.ts'
import type { InstanceRecord, ServiceRecord } from '../records.ts'
import type { EnvironmentStatus, ReleaseChange, Restorable, ServiceStatus } from './environment-status.ts'

export interface StatusInput {
  readonly environment: string
  readonly state: EnvironmentState
  readonly inventory: Inventory
  /** The documents that state names; null when there are none, or nobody asks what changed. */
  readonly deployed: Revision | null
  readonly lastGood: Revision | null
  /** Of `deployed`, without those that caught up. */
  readonly overrides: readonly Override[]
  /** null: nobody looked. */
  readonly restorable: Restorable | null
}

/** What runs where, and what people hold or wait for. */
export function buildStatus(input: StatusInput): EnvironmentStatus {
  const { environment, state, deployed, lastGood, restorable } = input
  const { proxies, services } = input.inventory
  return {
    environment,
    address: proxies === null ? null : { vip: proxies.vip, port: proxies.port, domain: proxies.domain },
    proxies: (proxies?.proxies ?? []).map(({ host, holdsVip, outcome }) => ({
      host,
      holdsVip,
      isCurrent: outcome !== 'unreachable',
    })),
    desired: state.desired?.number ?? null,
    deployed: state.deployed === null ? null : { revision: state.deployed.number, at: state.deployed.at },
    lastGood: state.lastGood,
    registered: proxies?.revision ?? null,
    lease:
      state.lease === null
        ? null
        : {
            run: state.lease.run,
            revision: state.lease.revision,
            since: state.lease.since,
            until: state.lease.until,
          },
    locks: state.locks.map(({ service, by, reason, run, since, until, everywhere = false }) => {
      return { service, by, reason, run, since, until, everywhere }
    }),
    pins: state.pins.map(({ service, version, by, reason }) => ({ service, version, by, reason })),
    parked: state.parked.map(({ revision, packages, reason, at }) => ({ revision, packages, reason, at })),
    overrides: input.overrides.map(({ gate, subject = environment, by, reason, skipped = [] }) => {
      return { gate, subject, by, reason, skipped }
    }),
    waiting: state.waiting,
    services: [...services.values()]
      .sort((a, b) => (a.service < b.service ? -1 : 1))
      .map((record) => serviceStatus(record, deployed?.releases ?? [])),
    restorable,
    changes: deployed === null || lastGood === null ? [] : changesBetween(lastGood, deployed),
  }
}

/** Services whose versions or config differ between two revisions, by name. */
export function changesBetween(before: Revision, after: Revision): ReleaseChange[] {
  const [old, now] = [before, after].map(({ releases }) => Map.groupBy(releases, ({ service }) => service))
  const services = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort()
  return services.flatMap((service) => {
    const [one, other] = [old?.get(service) ?? [], now?.get(service) ?? []]
    const [from, to] = [one, other].map((list) => list.map(({ version }) => version).sort(compareVersionsDescending))
    const sameVersions = from?.join() === to?.join()
    const sameConfig = one.every(({ version, config }) =>
      other.some((release) => release.version === version && release.config === config),
    )
    if (sameVersions && sameConfig) return []
    return [{ service, from: from ?? [], to: to ?? [], isConfigOnly: sameVersions }]
  })
}

function serviceStatus({ service, external, instances }: ServiceRecord, deployed: readonly Release[]): ServiceStatus {
  if (external !== null) {
    const version = {
      version: external.version,
      line: '*',
      isDefault: true,
      sets: [],
      isLeaving: false,
      since: null,
      instances: [],
    }
    return { service, isExternal: true, versions: [version] }
  }
  const versions = [...Map.groupBy(instances, ({ version }) => version)]
    .map(([version, records]) => versionStatus({ service, version }, records, deployed))
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || compareVersionsDescending(a.version, b.version))
  return { service, isExternal: false, versions }
}

function versionStatus(
  { service, version }: Pick<Release, 'service' | 'version'>,
  records: readonly InstanceRecord[],
  deployed: readonly Release[],
): ServiceStatus['versions'][number] {
  const since = records.map(({ validFrom }) => validFrom).sort()[0] ?? null
  return {
    version,
    line: records[0]?.line ?? '*',
    isDefault: records.some(({ isDefault }) => isDefault),
    sets: [...setsOf(deployed.find((one) => one.service === service && one.version === version) ?? { setOf: null })],
    isLeaving: records.every(({ isLeaving }) => isLeaving === true),
    since,
    instances: records.map(({ id, host, ip, ports, validFrom }) => ({ id, host, ip, ports, since: validFrom })),
  }
}
