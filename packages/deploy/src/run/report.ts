import { type Digest, isDigest } from '@towpath/descriptor'
import type { DeployReport } from '@towpath/environment'
import type { Fault } from '@towpath/fault'
import { type RouteTable, routeTableDigest } from '@towpath/routing'
import { DeployFault } from '../deploy-fault.ts'
import type { DeployPlan } from '../plan/deploy-plan.ts'
import type { LiveInstance } from '../plan/live-instance.ts'
import type { DeployPorts, DeployRequest } from './deploy-request.ts'
import type { PhaseLog } from './phase-log.ts'
import type { Started } from './start-instances.ts'
import type { World } from './world.ts'

type ReportedInstance = DeployReport['hosts'][number]['instances'][number]

/** All that a deploy knows at its end. */
export interface DeployRecord {
  readonly request: DeployRequest
  readonly ports: Pick<DeployPorts, 'hosts' | 'clock'>
  readonly phases: PhaseLog
  readonly startedAt: Date
  readonly world: World | null
  readonly plan: DeployPlan | null
  readonly started: readonly Started[]
  /** Instances that had to be started again. */
  readonly restored: readonly LiveInstance[]
  readonly table: RouteTable | null
  readonly verifiedThrough: DeployReport['verifiedThrough']
  readonly status: DeployReport['status']
  readonly failure: Fault | null
}

/** What was done and seen, as the store keeps it (FORMATS "Report"). */
export function renderReport(record: DeployRecord): DeployReport {
  const { request, ports, phases, world, status, failure } = record
  const { target, base, acting, run } = request
  const table = servingTable(record)
  return {
    schema: 1,
    environment: target.spec.environment,
    revision: target.revision.number,
    previous: base?.revision.number ?? null,
    fence: acting.fence,
    status,
    run,
    startedAt: record.startedAt.toISOString(),
    endedAt: ports.clock().toISOString(),
    routeTable: table,
    verifiedThrough: failure === null ? record.verifiedThrough : null,
    hosts: [...ports.hosts.values()].map(({ name, address }) => ({
      host: name,
      phases: phases.phasesOf(name),
      ...phases.bytesOf(name),
      instances: instancesOn(name, address, record),
    })),
    proxies: (world?.proxies ?? []).map(({ host }) => ({
      host,
      outcome: failure === null ? 'committed' : 'put back',
      table,
      holdsVip: true,
    })),
    failure: failure === null ? null : failureOf(failure),
  }
}

/** The table that serves at the end; after a failure the one from before. */
function servingTable({ failure, table, world }: DeployRecord): Digest | null {
  if (failure === null) return table === null ? null : routeTableDigest(table)
  const before = world?.table?.digest
  return before !== undefined && isDigest(before) ? before : null
}

function instancesOn(host: string, ip: string, { plan, started, restored, failure }: DeployRecord): ReportedInstance[] {
  const again = new Set(restored.map(({ manifest }) => manifest.id))
  const changeOfOld = (one: LiveInstance): ReportedInstance['change'] => {
    if (failure === null) return 'stopped'
    return again.has(one.manifest.id) ? 'restored' : 'kept'
  }
  const ofHost = <One extends { readonly host: string }>(ones: readonly One[] = []): One[] =>
    ones.filter((one) => one.host === host)
  return [
    ...ofHost(plan?.kept.map(({ live }) => live)).map((one) => reportLive(one, ip, 'kept')),
    ...started
      .filter(({ wanted }) => wanted.host === host)
      .map((one) => reportStarted(one, ip, failure === null ? 'started' : 'stopped')),
    ...ofHost(plan?.leaving).map((one) => reportLive(one, ip, changeOfOld(one))),
  ]
}

function reportLive(
  { manifest, found }: LiveInstance,
  ip: string,
  change: ReportedInstance['change'],
): ReportedInstance {
  const { id, service, version, config } = manifest
  return { id, service, version, config, ip, ports: { ...found.ports }, unit: found.unit ?? '', change }
}

function reportStarted({ wanted, ports }: Started, ip: string, change: ReportedInstance['change']): ReportedInstance {
  const { service, version, config } = wanted.release
  return { id: wanted.id, service, version, config, ip, ports: { ...ports }, unit: wanted.unit, change }
}

function failureOf(failure: Fault): NonNullable<DeployReport['failure']> {
  const { where, expected = null, found = null, fix = null } = failure.explanation
  return {
    code: failure.code,
    where,
    expected,
    found,
    fix,
    log: failure instanceof DeployFault ? [...failure.log] : [],
  }
}
