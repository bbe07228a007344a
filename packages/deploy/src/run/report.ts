import { type Digest, isDigest } from '@towpath/descriptor'
import type { DeployReport, ReportedInstance } from '@towpath/environment'
import { type Fault, Faults } from '@towpath/fault'
import { routeTableDigest } from '@towpath/routing'
import { DeployFault } from '../deploy-fault.ts'
import { edgesOf } from '../plan/edges.ts'
import type { LiveInstance } from '../plan/standing.ts'
import type { Entered } from './progress.ts'
import type { ProxySet } from './proxy-set.ts'
import type { Back } from './put-back.ts'
import type { DeployRecord } from './run-deploy.ts'

/** What the deploy that went well did and saw (FORMATS "Report"). */
export function reportForward(record: DeployRecord): DeployReport {
  const { forward, progress } = record
  const { proxies, plan, table } = forward
  const held = (plan?.leaving ?? []).filter((one) => proxies?.holds(one) === true && !progress.stopped.includes(one))
  return render(record, {
    status: forward.unchanged ? 'unchanged' : 'deployed',
    table: table === null ? null : routeTableDigest(table),
    proxies: proxies === null ? [] : tellProxies(proxies, 'committed'),
    verifiedThrough: forward.verifiedThrough,
    instances: [
      ...(plan?.kept ?? []).map(({ live }) => placeLive(live, 'kept')),
      ...held.map((one) => placeLive(one, 'kept')),
      ...progress.entered.map((one) => placeEntered(one, one.change)),
      ...progress.stopped.map((one) => placeLive(one, 'stopped')),
    ],
    failure: null,
  })
}

/** After a failure: what runs again, what went. Where putting back failed as well, only what is known. */
export function reportPutBack(
  record: DeployRecord,
  { back, failure }: { readonly back: Back; readonly failure: Fault },
): DeployReport {
  const { base } = record.request
  const { plan, progress, proxies, unreached, table } = back
  const isBack = failure.code !== 'put-back-failed'
  const held = (plan?.leaving ?? []).filter((one) => proxies?.holds(one) === true)
  const seen = (plan?.kept ?? []).map(({ live }) => live).filter(({ host }) => !unreached.has(host))
  return render(record, {
    status: 'rolled-back',
    table: isBack && base !== null && table !== null ? routeTableDigest(table) : null,
    proxies: back.hasEndedProxies ? ended(record, back) : tellBack(record, proxies, isBack ? 'put back' : 'unknown'),
    verifiedThrough: null,
    instances: [
      ...[...seen, ...held].map((live) => placeLive(live, 'kept')),
      ...progress.entered.map((one) => placeEntered(one, 'restored')),
      ...progress.stopped.map((one) => placeLive(one, 'stopped')),
    ],
    failure,
  })
}

function tellBack(record: DeployRecord, proxies: ProxySet | null, outcome: string): DeployReport['proxies'] {
  return proxies === null ? untouched(record) : tellProxies(proxies, outcome)
}

/** After a first deploy that failed, no host is a proxy any more; one out of reach may be. */
function ended({ request }: DeployRecord, { proxies, unreached }: Back): DeployReport['proxies'] {
  const lost = new Set([...(proxies?.lost ?? []).map(({ host }) => host), ...unreached.keys()])
  return edgesOf(request.target.spec).map(({ name }) => ({
    host: name,
    outcome: lost.has(name) ? 'unreachable' : 'removed',
    table: null,
    holdsVip: false,
  }))
}

/** Those that the run came to before it failed and did not have to come back to. */
function untouched({ forward }: DeployRecord): DeployReport['proxies'] {
  return forward.proxies === null ? [] : tellProxies(forward.proxies, 'unknown')
}

/** `outcome`: of a proxy whose table is another one than it had when the run came. */
function tellProxies(proxies: ProxySet, outcome: string): DeployReport['proxies'] {
  const present = proxies.present.map(({ host }) => {
    const digest = proxies.tableOf(host)?.digest ?? null
    const isSame = outcome !== 'unknown' && digest === (proxies.tableBefore(host)?.digest ?? null)
    return {
      host,
      outcome: isSame ? 'unchanged' : outcome,
      table: digest !== null && isDigest(digest) ? digest : null,
      holdsVip: proxies.isHolder(host),
    }
  })
  const lost = proxies.lost.map(({ host }) => ({ host, outcome: 'unreachable', table: null, holdsVip: false }))
  return [...present, ...lost]
}

interface Told {
  readonly status: DeployReport['status']
  readonly table: Digest | null
  readonly proxies: DeployReport['proxies']
  readonly verifiedThrough: DeployReport['verifiedThrough']
  readonly instances: readonly Placed[]
  readonly failure: Fault | null
}

interface Placed {
  readonly host: string
  readonly instance: ReportedInstance
}

function render({ request, site, startedAt }: DeployRecord, told: Told): DeployReport {
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
    proxies: told.proxies,
    failure: told.failure === null ? null : failureOf(told.failure),
  }
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
  const log = failure instanceof DeployFault ? [...failure.log] : []
  const { code } = failure
  if (!(failure instanceof Faults)) return { code, where, expected, found, fix, log }
  // Several at once: all that was found, in their own words.
  const all = failure.all.map(({ message }) => message.replace(/\.$/, '')).join('; ')
  return { code, where: `${where} (and ${failure.all.length - 1} more)`, expected: null, found: all, fix: null, log }
}
