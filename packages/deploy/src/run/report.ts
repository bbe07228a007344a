import { type Digest, isDigest } from '@towpath/descriptor'
import type { DeployReport, ReportedInstance } from '@towpath/environment'
import type { Fault } from '@towpath/fault'
import { type RouteTable, routeTableDigest } from '@towpath/routing'
import { DeployFault } from '../deploy-fault.ts'
import type { LiveInstance } from '../plan/standing.ts'
import type { Entered, Progress } from './progress.ts'
import type { Back } from './put-back.ts'
import type { DeployRecord } from './run-deploy.ts'

/** What the deploy that went well did and saw (FORMATS "Report"). */
export function reportForward(record: DeployRecord): DeployReport {
  const { forward, progress } = record
  return render(record, {
    status: forward.unchanged ? 'unchanged' : 'deployed',
    table: digestOfTable(forward.table),
    proxies: forward.unchanged ? 'unchanged' : 'committed',
    verifiedThrough: forward.verifiedThrough,
    instances: [
      ...(forward.plan?.kept ?? []).map(({ live }) => placeLive(live, 'kept')),
      ...progress.entered.map((one) => placeEntered(one, one.change)),
      ...progress.stopped.map((one) => placeLive(one, 'stopped')),
    ],
    failure: null,
  })
}

/** After a failure: what runs again, what went. Where putting back failed as well, only what is known. */
export function reportPutBack(
  record: DeployRecord,
  { back, returned, failure }: { readonly back: Back; readonly returned: Progress; readonly failure: Fault },
): DeployReport {
  const { forward } = record
  const before = forward.proxies?.table?.digest
  const isBack = failure.code !== 'put-back-failed'
  return render(record, {
    status: 'rolled-back',
    table: isBack && before !== undefined && isDigest(before) ? before : null,
    proxies: isBack ? 'put back' : 'unknown',
    verifiedThrough: null,
    instances: [
      ...(back.plan?.kept ?? []).map(({ live }) => placeLive(live, 'kept')),
      ...returned.entered.map((one) => placeEntered(one, 'restored')),
      ...returned.stopped.map((one) => placeLive(one, 'stopped')),
    ],
    failure,
  })
}

interface Told {
  readonly status: DeployReport['status']
  readonly table: Digest | null
  readonly proxies: string
  readonly verifiedThrough: DeployReport['verifiedThrough']
  readonly instances: readonly Placed[]
  readonly failure: Fault | null
}

interface Placed {
  readonly host: string
  readonly instance: ReportedInstance
}

function render({ request, site, startedAt, forward }: DeployRecord, told: Told): DeployReport {
  const { target, base, acting, run } = request
  return {
    schema: 1,
    environment: target.spec.environment,
    revision: target.revision.number,
    previous: base?.revision.number ?? null,
    fence: acting.fence,
    status: told.status,
    run,
    startedAt: startedAt.toISOString(),
    endedAt: site.clock().toISOString(),
    routeTable: told.table,
    verifiedThrough: told.verifiedThrough,
    hosts: [...site.hosts.keys()].map((host) => ({
      host,
      phases: site.phases.phasesOf(host),
      ...site.phases.bytesOf(host),
      instances: told.instances.filter((one) => one.host === host).map(({ instance }) => instance),
    })),
    proxies: (forward.proxies?.all ?? []).map(({ host }) => ({
      host,
      outcome: told.proxies,
      table: told.table,
      holdsVip: true,
    })),
    failure: told.failure === null ? null : failureOf(told.failure),
  }
}

function digestOfTable(table: RouteTable | null): Digest | null {
  return table === null ? null : routeTableDigest(table)
}

function placeLive({ host, address, manifest, found }: LiveInstance, change: ReportedInstance['change']): Placed {
  const { id, service, version, config } = manifest
  const unit = found.unit ?? ''
  return { host, instance: { id, service, version, config, ip: address, ports: { ...found.ports }, unit, change } }
}

function placeEntered({ entrance, id, unit, address, ports }: Entered, change: ReportedInstance['change']): Placed {
  const { release, host } = entrance.wanted
  const { service, version, config } = release
  return { host, instance: { id, service, version, config, ip: address, ports: { ...ports }, unit, change } }
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
