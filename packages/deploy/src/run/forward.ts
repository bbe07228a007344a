import type { DeployReport } from '@towpath/environment'
import type { Fault } from '@towpath/fault'
import { type RouteTable, routeTableDigest } from '@towpath/routing'
import { planWanted } from '../instance/plan-wanted.ts'
import { losesItsBlock } from '../names/names-of-spec.ts'
import { verifyNames } from '../names/verify-names.ts'
import type { DeployPlan } from '../plan/deploy-plan.ts'
import { formerEdges, unreachablePolicy } from '../plan/edges.ts'
import { judgeReach } from '../plan/judge-reach.ts'
import { planDeploy } from '../plan/plan-deploy.ts'
import { serviceOrder } from '../plan/plan-groups.ts'
import type { LiveInstance, Standing } from '../plan/standing.ts'
import { baseFinder } from '../transfer/find-base.ts'
import { carryOut, type Goal } from './carry-out.ts'
import { chooseListeners } from './choose-listeners.ts'
import type { DeployRequest } from './deploy-request.ts'
import { refuseGap } from './hold-back.ts'
import { type Look, lookAtHosts } from './look.ts'
import { openProxies, refuseNotYet, seeEdges } from './open-proxies.ts'
import type { Progress } from './progress.ts'
import type { KnownTables, ProxySet } from './proxy-set.ts'
import { verifyRequirements } from './requirements.ts'
import { beyondCancel, type Site, withoutUnreached } from './site.ts'
import { tidy } from './tidy.ts'
import { verifyHostRevisions } from './verify-host-revisions.ts'
import { verifyPaths } from './verify-paths.ts'

/** What is known of a deploy on its way, as far as it came. */
export interface Forward {
  look: Look | null
  /** Whether proxies were about to be opened: something of them may be there. */
  hasOpened: boolean
  proxies: ProxySet | null
  plan: DeployPlan | null
  table: RouteTable | null
  verifiedThrough: DeployReport['verifiedThrough']
  unchanged: boolean
  /** Past this there is no way back: the new is verified and serves, the old is being removed. */
  isDone: boolean
}

export function newForward(): Forward {
  return {
    look: null,
    hasOpened: false,
    proxies: null,
    plan: null,
    table: null,
    verifiedThrough: null,
    unchanged: false,
    isDone: false,
  }
}

/** Carries the target out. `forward` and `progress` tell how far it came when it fails. */
export async function goForward(
  request: DeployRequest,
  whole: Site,
  forward: Forward,
  progress: Progress,
): Promise<void> {
  const { target, base, secrets } = request
  refuseNotYet(target)
  const seen = seeEdges(target.spec, whole)
  const look = await lookAtHosts(target, secrets, whole)
  verifyReach(request, look.unreached)
  await verifyHostRevisions(request, look.inspections)
  // From here on there is a way back: an earlier run may have been killed in the middle.
  forward.look = look
  verifyRequirements(target, look.inspections)
  const site = withoutUnreached(whole, look.unreached)
  const { unreached } = look
  const policy = unreachablePolicy(target.spec)
  forward.hasOpened = true
  const known = (): KnownTables => anythingThere(look.standing)
  const proxies = await openProxies(target.spec, { policy, unreached, known, seen }, site)
  forward.proxies = proxies
  const wasLevel = proxies.present.every(({ isFresh }) => !isFresh)
  const goal = await planGoal(request, look, proxies, site)
  forward.plan = goal.plan
  await verifyWays(request, goal, site)
  const reached = await carryOut(goal, site, progress)
  forward.table = reached.table
  forward.verifiedThrough = reached.verifiedThrough
  forward.unchanged = isUnchanged(request, goal, { table: reached.table, wasLevel })
  site.signal.throwIfAborted()
  forward.isDone = true
  if (forward.unchanged && isRecorded(request, look)) return
  await tidy({ deployment: target, other: base, table: reached.table, goal, look }, beyondCancel(site), progress)
}

function verifyReach(request: DeployRequest, unreached: ReadonlyMap<string, Fault>): void {
  const reach = judgeReach(request, unreached)
  if (reach.kind === 'refused') throw reach.fault
}

/** What a proxy may send to whose table nobody has seen: all that stood there and provides something. */
export function anythingThere({ live }: Standing): KnownTables {
  const serving = live.filter(({ manifest }) => Object.keys(manifest.provides).length > 0)
  return { digests: null, named: new Set(serving.map(({ manifest }) => manifest.id)) }
}

async function planGoal(
  { target, base, secrets }: DeployRequest,
  look: Look,
  proxies: ProxySet,
  site: Site,
): Promise<Goal> {
  const { revision, spec, digest } = target
  const listeners = await chooseListeners(spec, [target, base], proxies, site)
  const hosts = Object.fromEntries(
    [...site.hosts].map(([name, { layout }]) => [name, { layout, hmacs: look.inspections[name]?.hmacs ?? {} }]),
  )
  const served = proxies.servedBefore
  const isProven = ({ host, manifest }: LiveInstance): boolean =>
    served.has(manifest.id) || look.inspections[host]?.revision?.digest === digest
  const plan = planDeploy({
    wanted: planWanted({ deployment: target, hosts, secrets, listeners }),
    standing: look.standing,
    isProven,
    order: serviceOrder(revision.releases),
  })
  return {
    spec,
    plan,
    proxies,
    listeners,
    served,
    proven: revision.releases,
    findBase: baseFinder([...(base?.revision.releases ?? []), ...revision.releases], look.inspections),
    formerEdges: formerEdges(base?.spec ?? null, spec).map(({ name }) => name),
    isWayBack: false,
  }
}

/** All that can be known to stand in the way, before anything is started. */
async function verifyWays({ target, base }: DeployRequest, { plan, proxies }: Goal, site: Site): Promise<void> {
  const replaced = plan.groups.filter(({ strategy }) => strategy === 'replace').flatMap(({ services }) => services)
  refuseGap(
    plan.leaving.filter(({ manifest }) => replaced.includes(manifest.service)),
    proxies,
  )
  const arrivals = plan.groups.flatMap(({ batches }) => batches.flat()).map(({ wanted }) => wanted)
  const staying = losesItsBlock(target.spec, base?.spec ?? null) ? plan.kept.map(({ wanted }) => wanted) : []
  await verifyNames(target, [...staying, ...arrivals], site)
  await verifyPaths(target.spec, arrivals, proxies, site)
}

function isUnchanged(
  { target, base }: DeployRequest,
  { plan, proxies }: Goal,
  { table, wasLevel }: { readonly table: RouteTable; readonly wasLevel: boolean },
): boolean {
  const digest = routeTableDigest(table)
  const going = plan.leaving.filter((one) => !proxies.holds(one))
  return (
    base?.revision.number === target.revision.number &&
    plan.groups.length + going.length + plan.leftovers.length === 0 &&
    proxies.present.every(({ host }) => proxies.tableBefore(host)?.digest === digest) &&
    (wasLevel || proxies.lost.length > 0)
  )
}

/** Every host knows that it has this revision; then nothing is to be written down either. */
function isRecorded({ target }: DeployRequest, { inspections }: Look): boolean {
  return Object.values(inspections).every(({ revision }) => revision?.digest === target.digest)
}
