import {
  compareVersionsDescending,
  isRange,
  labelOfRange,
  nearest,
  newestSatisfying,
  spellingsOfRange,
  spellingsOfVersion,
} from '@towpath/descriptor'
import type { Inventory } from './inventory.ts'
import { InventoryFault } from './inventory-fault.ts'
import type { InstanceRecord, ProxiesRecord, ServiceRecord } from './records.ts'

export interface ResolvedService {
  readonly service: string
  /** The newest that the range takes, or the default line's. */
  readonly version: string
  /** By path, for http; null when it provides no http. */
  readonly url: string | null
  /** `host:port` by authority; null when the environment has no domain. */
  readonly address: string | null
  readonly vip: string
  readonly port: number
  /** Of that version; empty for an external service. */
  readonly instances: readonly InstanceRecord[]
}

/**
 * The address of a service from nothing but an environment. Without a range it is the default line's, and keeps being so;
 * with one that the proxies have compiled it carries the range's label, else the exact version's.
 * Faults: `range-invalid`, `inventory-empty`, `service-unknown`, `nothing-runs`, `range-unserved`, `service-unaddressed`.
 */
export function resolveService(
  environment: string,
  inventory: Inventory,
  service: string,
  range: string | null,
): ResolvedService {
  const { proxies } = inventory
  if (range !== null && !isRange(range)) throw invalidRange(range)
  if (proxies === null) throw empty(environment)
  const registered = inventory.services.get(service)
  if (registered === undefined) throw unknown(environment, service, [...inventory.services.keys()])
  // What leaves is routed by no proxy that knows better.
  const record = { ...registered, instances: registered.instances.filter(({ isLeaving }) => isLeaving !== true) }
  const versions = versionsOf(record)
  if (versions.length === 0) throw nothingRuns(environment, service)
  const version = range === null ? defaultVersion(record) : newestSatisfying(versions, range, proxies)
  if (version === null) throw unserved(environment, service, range, versions)
  const instances = record.instances.filter((instance) => instance.version === version)
  const protocols = new Set(instances.flatMap((instance) => Object.values(instance.protocols)))
  if (record.external === null && protocols.size === 0) throw unaddressed(environment, service)
  const label = range === null ? null : labelFor(record, range, version)
  const speaksHttp = record.external !== null || protocols.has('http')
  return {
    service,
    version,
    url: speaksHttp ? pathUrl(proxies, service, label) : null,
    address: authority(proxies, service, label),
    vip: proxies.vip,
    port: proxies.port,
    instances,
  }
}

function versionsOf(record: ServiceRecord): readonly string[] {
  if (record.external !== null) return [record.external.version]
  return [...new Set(record.instances.map(({ version }) => version))].sort(compareVersionsDescending)
}

function defaultVersion(record: ServiceRecord): string | null {
  if (record.external !== null) return record.external.version
  const versions = record.instances.filter(({ isDefault }) => isDefault).map(({ version }) => version)
  return versions.sort(compareVersionsDescending)[0] ?? null
}

/** A label that the route table has: it holds the declared ranges and the forms of what is live, nothing else. */
function labelFor(record: ServiceRecord, range: string, version: string): string {
  const label = labelOfRange(range)
  const compiled = [
    ...record.declaredRanges.flatMap(spellingsOfRange),
    ...versionsOf(record).flatMap(spellingsOfVersion),
  ]
  return compiled.includes(label) ? label : labelOfRange(version)
}

function pathUrl({ vip, port }: ProxiesRecord, service: string, label: string | null): string {
  const origin = port === 80 ? `http://${vip}` : `http://${vip}:${port}`
  return `${origin}/${service}${label === null ? '' : `@${label}`}`
}

function authority({ domain, port }: ProxiesRecord, service: string, label: string | null): string | null {
  if (domain === null) return null
  return `${label === null ? '' : `${label}.`}${service}.${domain}:${port}`
}

function invalidRange(range: string): InventoryFault {
  return new InventoryFault('range-invalid', {
    where: 'The range',
    expected: 'a semver range such as `^1.4`',
    found: `\`${range}\``,
  })
}

function empty(environment: string): InventoryFault {
  return new InventoryFault('inventory-empty', {
    where: `the inventory of ${environment}`,
    expected: 'a registered deploy',
    found: 'none',
    fix: `Deploy and register ${environment} first`,
  })
}

/** More names than this say nothing to a person. */
const mostNamed = 12

function unknown(environment: string, service: string, known: readonly string[]): InventoryFault {
  const meant = nearest(service, known)
  const named = known.toSorted().slice(0, mostNamed).join(', ')
  return new InventoryFault('service-unknown', {
    where: environment,
    expected: known.length === 0 || known.length > mostNamed ? 'a service that is registered there' : `one of ${named}`,
    found: `\`${service}\``,
    ...(meant === undefined ? {} : { fix: `Did you mean \`${meant}\`? Ask for that` }),
  })
}

function nothingRuns(environment: string, service: string): InventoryFault {
  return new InventoryFault('nothing-runs', {
    where: `${service} in ${environment}`,
    expected: 'at least one running instance',
    found: 'none',
    fix: `Deploy ${environment}`,
  })
}

function unserved(environment: string, service: string, range: string | null, versions: readonly string[]) {
  return new InventoryFault('range-unserved', {
    where: `${service} in ${environment}`,
    expected: range === null ? 'an instance of the default line' : `a version that satisfies \`${range}\``,
    found: versions.join(', '),
    fix: 'Ask for one of these, or promote one that fits',
  })
}

function unaddressed(environment: string, service: string): InventoryFault {
  return new InventoryFault('service-unaddressed', {
    where: `${service} in ${environment}`,
    expected: 'a service that provides something',
    found: 'a worker, which has no address',
    fix: `See where it runs: \`towpath status --environment ${environment}\``,
  })
}
