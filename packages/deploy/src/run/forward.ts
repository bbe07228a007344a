import type { DeployReport } from '@towpath/environment'
import { type RouteTable, routeTableDigest } from '@towpath/routing'
import { planWanted } from '../instance/plan-wanted.ts'
import type { DeployPlan } from '../plan/deploy-plan.ts'
import { planDeploy } from '../plan/plan-deploy.ts'
import { serviceOrder } from '../plan/plan-groups.ts'
import { type LiveInstance, routedInstances } from '../plan/standing.ts'
import { carryOut, type Goal, removeOld } from './carry-out.ts'
import type { DeployRequest } from './deploy-request.ts'
import type { Look } from './look.ts'
import { lookAtHosts } from './look.ts'
import { chooseListeners, openProxies, type Proxies, refuseNotYet } from './open-proxies.ts'
import type { Progress } from './progress.ts'
import { verifyRequirements } from './requirements.ts'
import { beyondCancel, type Site } from './site.ts'
import { tidy } from './tidy.ts'
import { verifyHostRevisions } from './verify-host-revisions.ts'

/** What is known of a deploy on its way, as far as it came. */
export interface Forward {
  look: Look | null
  proxies: Proxies | null
  plan: DeployPlan | null
  table: RouteTable | null
  verifiedThrough: DeployReport['verifiedThrough']
  unchanged: boolean
  /** Past this there is no way back: the new is verified and serves, the old is being removed. */
  isDone: boolean
}

export function newForward(): Forward {
  return { look: null, proxies: null, plan: null, table: null, verifiedThrough: null, unchanged: false, isDone: false }
}

/** Carries the target out. `forward` and `progress` tell how far it came when it fails. */
export async function goForward(
  request: DeployRequest,
  site: Site,
  forward: Forward,
  progress: Progress,
): Promise<void> {
  const { target, base, secrets } = request
  refuseNotYet(target)
  const look = await lookAtHosts(target, secrets, site)
  await verifyHostRevisions(request, look.inspections)
  // From here on there is a way back: an earlier run may have been killed in the middle.
  forward.look = look
  verifyRequirements(target, look.inspections)
  const proxies = await openProxies(target.spec, site)
  forward.proxies = proxies
  const goal = await planGoal(request, look, proxies, site)
  forward.plan = goal.plan
  const reached = await carryOut(goal, site, progress)
  forward.table = reached.table
  forward.verifiedThrough = reached.verifiedThrough
  forward.unchanged = isUnchanged(request, goal.plan, proxies, reached.table)
  site.signal.throwIfAborted()
  forward.isDone = true
  if (forward.unchanged && isRecorded(request, look)) return
  const unhurried = beyondCancel(site)
  await removeOld(goal, unhurried, progress)
  await tidy({ deployment: target, previous: base, table: reached.table, plan: goal.plan, look }, unhurried)
}

async function planGoal(
  { target, base, secrets }: DeployRequest,
  look: Look,
  proxies: Proxies,
  site: Site,
): Promise<Goal> {
  const { revision, spec, digest } = target
  const listeners = await chooseListeners([target, base], proxies, site)
  const hosts = Object.fromEntries(
    [...site.hosts].map(([name, { layout }]) => [name, { layout, hmacs: look.inspections[name]?.hmacs ?? {} }]),
  )
  const served = routedInstances(proxies.table?.table ?? null)
  const isProven = ({ host, manifest }: LiveInstance): boolean =>
    served.has(manifest.id) || look.inspections[host]?.revision?.digest === digest
  const plan = planDeploy({
    wanted: planWanted({ deployment: target, hosts, secrets, listeners }),
    standing: look.standing,
    isProven,
    order: serviceOrder(revision.releases),
  })
  return { spec, plan, proxies: proxies.all, listeners, served, proven: revision.releases }
}

function isUnchanged({ target, base }: DeployRequest, plan: DeployPlan, proxies: Proxies, table: RouteTable): boolean {
  return (
    base?.revision.number === target.revision.number &&
    plan.groups.length + plan.leaving.length + plan.leftovers.length === 0 &&
    proxies.table?.digest === routeTableDigest(table)
  )
}

/** Every host knows that it has this revision; then nothing is to be written down either. */
function isRecorded({ target }: DeployRequest, { inspections }: Look): boolean {
  return Object.values(inspections).every(({ revision }) => revision?.digest === target.digest)
}
