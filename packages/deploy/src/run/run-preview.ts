import type { Deployment } from '../deployment.ts'
import { configOf } from '../instance/plan-wanted.ts'
import { losesItsBlock } from '../names/names-of-spec.ts'
import type { Arrival } from '../names/plan-names.ts'
import { verifyNames } from '../names/verify-names.ts'
import { edgesOf } from '../plan/edges.ts'
import { judgeReach } from '../plan/judge-reach.ts'
import { type HostPreview, previewDeploy } from '../plan/preview.ts'
import type { DeployPorts, DeployRequest } from './deploy-request.ts'
import { glanceAtHosts } from './look.ts'
import { refuseNotYet } from './open-proxies.ts'
import { verifyRequirements } from './requirements.ts'
import { openSite, withoutUnreached } from './site.ts'
import { together } from './together.ts'
import { verifyHostRevisions } from './verify-host-revisions.ts'
import { type Edges, verifyPaths } from './verify-paths.ts'

/** What a deploy would do. */
export interface DeployPreview {
  readonly hosts: readonly HostPreview[]
  /** Empty for the embedded proxy. */
  readonly proxies: readonly { readonly host: string; readonly isInReach: boolean }[]
}

/**
 * Looks at all hosts and changes nothing. What a deploy would refuse before it touches anything is refused here too: hosts and proxies out of reach,
 * hosts of another store, requirements, names that lead elsewhere, ways that are blocked.
 */
export async function runPreview(
  request: Omit<DeployRequest, 'secrets' | 'baseSecrets' | 'run'>,
  ports: DeployPorts,
): Promise<DeployPreview> {
  const { target, base } = request
  const { spec } = target
  refuseNotYet(target)
  const whole = openSite(request, ports)
  const look = await glanceAtHosts(target, whole)
  const reach = judgeReach(request, look.unreached)
  if (reach.kind === 'refused') throw reach.fault
  await verifyHostRevisions(request, look.inspections)
  verifyRequirements(target, look.inspections)
  const site = withoutUnreached(whole, look.unreached)
  const hosts = previewDeploy(target, look.inspections, site.hosts)
  const edges = edgesOf(spec).map(({ name }) => ({ host: name, isInReach: !look.unreached.has(name) }))
  const inReach = edges.filter(({ isInReach }) => isInReach)
  const arrivals = arrivalsOf(target, hosts)
  const told = losesItsBlock(spec, base?.spec ?? null) ? allOf(target, hosts) : arrivals
  await verifyNames(target, told, site)
  const each: Edges['each'] = async (its, work) => void (await together(inReach, its, work))
  await verifyPaths(spec, arrivals, { each }, site)
  return { hosts, proxies: edges }
}

function allOf(target: Deployment, previews: readonly HostPreview[]): readonly Arrival[] {
  return previews.flatMap(({ host }) =>
    target.revision.releases
      .filter((release) => configOf(target, release).infrastructure.hosts.includes(host))
      .map((release) => ({ host, release })),
  )
}

function arrivalsOf(target: Deployment, previews: readonly HostPreview[]): readonly Arrival[] {
  const starting = new Map(previews.map(({ host, starts }) => [host, starts]))
  return allOf(target, previews).filter(({ host, release: { service, version } }) =>
    starting.get(host)?.includes(`${service} ${version}`),
  )
}
