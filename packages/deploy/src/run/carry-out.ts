import { type EnvironmentSpec, prereleasePolicy, type Release } from '@towpath/environment'
import { stopCommand } from '@towpath/hosts'
import type { RouteListener, RouteTable } from '@towpath/routing'
import { keepNamesMeanwhile } from '../names/keep-names.ts'
import type { DeployPlan, ServiceGroup } from '../plan/deploy-plan.ts'
import { leavingOrder } from '../plan/leaving-order.ts'
import { instanceToRoute, isRunning, type LiveInstance, releaseToRoute } from '../plan/standing.ts'
import { compileTable } from '../plan/tables.ts'
import type { DrainOutcome, ReverseProxy } from '../proxies/proxy.ts'
import { type FindBase, sendPackages } from '../transfer/send-packages.ts'
import { planExpectations } from '../verify/expectations.ts'
import { closeProxies } from './close-proxies.ts'
import { enterBatch } from './enter.ts'
import { refuseGap } from './hold-back.ts'
import { untilAborted } from './pause.ts'
import { type Progress, routeOf } from './progress.ts'
import type { ProxySet } from './proxy-set.ts'
import { beyondCancel, runPhase, type Site } from './site.ts'
import { settleFreshness, switchTo } from './switch-tables.ts'
import { together } from './together.ts'
import { verifyEndpoints } from './verify-paths.ts'
import { findHolder, verifyThroughVip } from './verify-through-vip.ts'

/** Where a deploy is to get to: the target, or, on the way back, the base. */
export interface Goal {
  readonly spec: EnvironmentSpec
  readonly plan: DeployPlan
  readonly proxies: ProxySet
  readonly listeners: readonly RouteListener[]
  /** Ids that were routed when it began: old ones among them go on serving until they leave. */
  readonly served: ReadonlySet<string>
  /** Releases that must answer at the end; those that come up are asked anyway. */
  readonly proven: readonly Release[]
  readonly findBase: FindBase
  /** Hosts that were proxies and are none any more. */
  readonly formerEdges: readonly string[]
  /** Back to what was: nothing is asked of it that it had not shown before. */
  readonly isWayBack: boolean
}

export interface Reached {
  readonly table: RouteTable
  readonly verifiedThrough: 'vip' | 'host'
}

/**
 * Packages to all hosts; then group by group the new beside the old, each switch verified at every proxy beforehand; the last one leaves the
 * old ones out, and is verified through the VIP. Then they are drained.
 */
export async function carryOut(goal: Goal, site: Site, progress: Progress): Promise<Reached> {
  const { spec, plan, proxies, proven } = goal
  await keepNamesMeanwhile(goal, site)
  await sendPackages(plan.packages, goal.findBase, site)
  for (const group of plan.groups) {
    if (group.strategy === 'replace') await makeWay(group, goal, site, progress)
    for (const batch of group.batches) {
      const entered = await enterBatch(batch, spec, site, progress)
      if (!goal.isWayBack) await verifyEndpoints(spec, entered, proxies, site)
    }
    if (group !== plan.groups.at(-1)) await serveBoth(goal, site, progress)
  }
  const [first = [], ...later] = leavingWaves(goal, progress)
  const asked = [...enteredReleases(progress), ...proven]
  const table = tableOf(goal, progress, later.flat())
  const expectations = planExpectations(table, asked)
  const hasSwitched = await switchTo(table, expectations, proxies, site)
  const hasSettled = await settleFreshness(table, { hasSwitched }, proxies, site)
  // Before the VIP is asked: one that is no proxy any more may hold it.
  await closeProxies(goal.formerEdges, site)
  const verifiedThrough = await verifyThroughVip(spec, expectations, { proxies, hasSwitched }, site)
  const hasChanged = hasSwitched || hasSettled || goal.formerEdges.length > 0
  const atOnce = [(its: Site) => findHolder(proxies, { hasChanged }, its), (its: Site) => drain(first, goal, its)]
  await together(atOnce, site, (work, its) => work(its))
  return { table: await leaveInTurn({ waves: later, table, asked }, goal, site, progress), verifiedThrough }
}

/** What is left of the old: whom the gone ones could still call until they were drained. Returns the table without any of it. */
async function leaveInTurn(
  {
    waves,
    table,
    asked,
  }: { waves: readonly (readonly LiveInstance[])[]; table: RouteTable; asked: readonly Release[] },
  goal: Goal,
  site: Site,
  progress: Progress,
): Promise<RouteTable> {
  let last = table
  for (const [index, wave] of waves.entries()) {
    last = tableOf(goal, progress, waves.slice(index + 1).flat())
    const hasSwitched = await switchTo(last, planExpectations(last, asked), goal.proxies, site)
    await settleFreshness(last, { hasSwitched }, goal.proxies, site)
    await drain(wave, goal, site)
  }
  return last
}

/** What is to leave, callers before what only they still call; only what serves now is worth waiting for. */
function leavingWaves(goal: Goal, progress: Progress): readonly (readonly LiveInstance[])[] {
  const now = leavingNow(goal, progress)
  const serving = now.filter((one) => isRunning(one) && goal.served.has(one.manifest.id))
  const staying = [...goal.plan.kept.map(({ wanted }) => wanted.release), ...enteredReleases(progress)]
  const [first = [], ...later] = leavingOrder(serving, staying, prereleasePolicy(goal.spec))
  return [[...now.filter((one) => !serving.includes(one)), ...first], ...later]
}

/** What is to be stopped and removed in the end: what leaves, but for what a proxy out of reach may send to. */
export function goingOf({ plan, proxies }: Goal): readonly LiveInstance[] {
  return plan.leaving.filter((one) => !proxies.holds(one))
}

/** After a first deploy that failed: stops and removes what came up. */
export async function removeAll(goal: Goal, site: Site, progress: Progress): Promise<void> {
  await stop(goingOf(goal), { phase: 'stop the new', remove: true }, site, progress)
}

/** What is to leave and still runs. */
function leavingNow(goal: Goal, progress: Progress): readonly LiveInstance[] {
  return goingOf(goal).filter((one) => !progress.stopped.includes(one))
}

/** `strategy: replace`: the service's old instances leave the routes and stop, and the service is away until the new ones are up. */
async function makeWay({ services }: ServiceGroup, goal: Goal, site: Site, progress: Progress): Promise<void> {
  const old = goal.plan.leaving.filter(({ manifest }) => services.includes(manifest.service))
  if (old.length === 0) return
  if (!goal.isWayBack) refuseGap(old, goal.proxies)
  // Told beforehand: a stop that fails in the middle must be put back too.
  progress.stopped.push(...old)
  await serveBoth(goal, site, progress)
  await drain(old, goal, site)
  await stop(old, { phase: 'stop for the new', remove: false }, site, progress)
}

/** What has come up, and beside it the old that has not been stopped. */
async function serveBoth(goal: Goal, site: Site, progress: Progress): Promise<void> {
  const staying = goal.plan.leaving.filter(
    (one) => isRunning(one) && goal.served.has(one.manifest.id) && !progress.stopped.includes(one),
  )
  const table = tableOf(goal, progress, staying)
  await switchTo(table, planExpectations(table, enteredReleases(progress)), goal.proxies, site)
}

function tableOf({ spec, plan, listeners }: Goal, progress: Progress, staying: readonly LiveInstance[]): RouteTable {
  const kept = plan.kept.map(({ live, wanted }) => ({
    release: releaseToRoute(wanted),
    instance: instanceToRoute(live),
  }))
  return compileTable(spec, {
    entered: [...kept, ...progress.entered.map(routeOf)],
    leaving: staying.map((one) => ({ release: releaseToRoute(one), instance: instanceToRoute(one) })),
    listeners,
  })
}

function enteredReleases({ entered }: Progress): readonly Release[] {
  return entered.map(({ entrance }) => entrance.wanted.release)
}

async function drain(instances: readonly LiveInstance[], { proxies }: Goal, site: Site): Promise<void> {
  const asked = instances.filter((one) => isRunning(one) && Object.keys(one.manifest.provides).length > 0)
  if (asked.length === 0) return
  const bySeconds = [...Map.groupBy(asked, ({ manifest }) => manifest.drainSeconds)].sort(([a], [b]) => a - b)
  await proxies.each(site, async (proxy, { phases, signal }) => {
    await phases.run(
      proxy.host,
      'drain',
      () => untilAborted(drainInTurn(proxy, bySeconds, proxies, site), signal),
      ({ closed }) => (closed === 0 ? '' : `${closed} closed`),
    )
  })
}

/** Nothing new leads to any of them, so all drain at once: who has the least time comes first, the next has what is left of its own. */
async function drainInTurn(
  proxy: ReverseProxy,
  bySeconds: readonly (readonly [seconds: number, instances: readonly LiveInstance[]])[],
  proxies: ProxySet,
  { clock }: Site,
): Promise<DrainOutcome> {
  const startedAt = clock().getTime()
  let closed = 0
  for (const [seconds, instances] of bySeconds) {
    const left = Math.max(0, seconds - (clock().getTime() - startedAt) / 1000)
    const ids = instances.map(({ manifest }) => manifest.id)
    closed += (await proxies.drain(proxy, ids, left)).closed
  }
  return { closed }
}

async function stop(
  instances: readonly LiveInstance[],
  { phase, remove }: { readonly phase: string; readonly remove: boolean },
  site: Site,
  progress: Progress,
): Promise<void> {
  await together(
    Map.groupBy(instances, ({ host }) => host),
    site,
    async ([host, ofHost]) => {
      const command = stopCommand(site.acting, { instances: ofHost.map(({ found }) => found), remove })
      // Half a stop helps nobody.
      await runPhase(beyondCancel(site), { host, name: phase }, command)
      if (remove) progress.stopped.push(...ofHost.filter((one) => !progress.stopped.includes(one)))
    },
  )
}
