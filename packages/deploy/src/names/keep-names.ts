import { type EnvironmentSpec, vipOf } from '@towpath/environment'
import type { RouteTable } from '@towpath/routing'
import { DeployFault } from '../deploy-fault.ts'
import type { Deployment } from '../deployment.ts'
import { configOf } from '../instance/plan-wanted.ts'
import type { DeployPlan } from '../plan/deploy-plan.ts'
import type { Goal } from '../run/carry-out.ts'
import { runPhase, type Site } from '../run/site.ts'
import { together } from '../run/together.ts'
import { hostsBlockCommand, renderHostsBlock } from './hosts-block.ts'
import { nameKind } from './names-of-spec.ts'
import { authoritiesOf } from './plan-names.ts'

/** Before anything starts: old and new names beside each other, on every host that runs something. */
export async function keepNamesMeanwhile({ spec, plan, proxies }: Goal, site: Site): Promise<void> {
  if (nameKind(spec) !== 'hosts' || plan.groups.length === 0) return
  const served = proxies.present.flatMap(({ host }) => Object.keys(proxies.tableOf(host)?.table.authorities ?? {}))
  const names = [...served, ...authoritiesOf(spec, plan)]
  const hosts = [...hostsOf(plan)].filter((host) => site.hosts.has(host))
  await together(hosts, site, (host, its) => keepNames(host, spec, names, its))
}

/** Hosts that may have a block: what deploy placed or found there, in an environment that keeps names in /etc/hosts, or did so before. Pure. */
export function hostsWithNames(deployments: readonly (Deployment | null)[], { plan }: Goal): ReadonlySet<string> {
  const all = deployments.filter((one) => one !== null)
  if (!all.some(({ spec }) => nameKind(spec) === 'hosts')) return new Set()
  const placed = all.flatMap((one) =>
    one.revision.releases.flatMap((release) => configOf(one, release).infrastructure.hosts),
  )
  return new Set([...placed, ...hostsOf(plan)])
}

/** At the end: the names of the table where something runs, and no block where nothing does any more. */
export async function keepNamesAtLast(host: string, goal: Goal, table: RouteTable | null, site: Site): Promise<void> {
  const { spec, plan, proxies } = goal
  const held = plan.leaving.filter((one) => proxies.holds(one))
  const runs = new Set([...hostsStaying(plan), ...held.map((one) => one.host)])
  if (nameKind(spec) !== 'hosts' || table === null || !runs.has(host)) return keepNames(host, spec, [], site)
  // What is held runs on by the names that it was told.
  const old = held.length === 0 ? [] : authoritiesOf(spec, plan)
  await keepNames(host, spec, [...Object.keys(table.authorities), ...old], site)
}

/** Makes a host's /etc/hosts have these names of the environment; none: the block goes. Fault: `names-broken`. */
async function keepNames(host: string, spec: EnvironmentSpec, names: readonly string[], site: Site): Promise<void> {
  const block = renderHostsBlock(spec.environment, vipOf(spec), names)
  const detail = (answer: string): string =>
    answer === 'same' ? 'as they were' : `${new Set(names).size} in /etc/hosts`
  const answer = await runPhase(site, { host, name: 'names', detail }, hostsBlockCommand(site.acting, block))
  if (answer !== 'broken') return
  throw new DeployFault('names-broken', {
    where: `Host ${host}, /etc/hosts`,
    expected: `the names of ${spec.environment} between two marks`,
    found: 'one mark without the other, or the other way round',
    fix: `Remove what is left between \`# towpath ${spec.environment}: begin\` and \`# towpath ${spec.environment}: end\`, with both lines, and deploy again`,
  })
}

function hostsStaying({ kept, groups }: DeployPlan): readonly string[] {
  const entering = groups.flatMap(({ batches }) => batches.flat())
  return [...kept, ...entering].map(({ wanted }) => wanted.host)
}

function hostsOf(plan: DeployPlan): ReadonlySet<string> {
  return new Set([...hostsStaying(plan), ...plan.leaving.map(({ host }) => host)])
}
