import { DeployFault } from '../deploy-fault.ts'
import { planWanted } from '../instance/plan-wanted.ts'
import type { DeployPlan } from '../plan/deploy-plan.ts'
import { serviceOrder } from '../plan/plan-groups.ts'
import { planPutBack } from '../plan/plan-put-back.ts'
import { routedInstances } from '../plan/standing.ts'
import { carryOut, type Goal, removeOld } from './carry-out.ts'
import type { DeployRequest } from './deploy-request.ts'
import type { Forward } from './forward.ts'
import { type Look, lookAtHosts } from './look.ts'
import { chooseListeners, openProxies, type Proxies } from './open-proxies.ts'
import type { Progress } from './progress.ts'
import type { Site } from './site.ts'
import { tidyPutBack } from './tidy.ts'

/** What was put back, as far as it came. */
export interface Back {
  plan: DeployPlan | null
}

/**
 * Everything as the store says it is deployed: a deploy of the base, from a fresh look at whatever stands there now, so that it also mends what
 * an earlier run left when it was killed. Comes to its end although the deploy was cancelled. Nothing is looked at when the hosts could not be.
 */
export async function putBack(
  request: DeployRequest,
  site: Site,
  { look: before, proxies }: Forward,
  back: Back,
  progress: Progress,
): Promise<void> {
  const { base, baseSecrets } = request
  if (before === null) return
  const look = await lookAtHosts(base, baseSecrets, site, { mayLack: true })
  if (base === null && look.standing.live.length + look.standing.leftovers.length === 0 && proxies === null) return
  const { spec } = base ?? request.target
  const open = await openProxies(spec, site)
  const goal = await planGoal(request, { before, now: look }, { before: proxies, now: open }, site)
  back.plan = goal.plan
  verifySecrets(goal.plan, request)
  const { table } = await carryOut(goal, site, progress)
  await removeOld(goal, site, progress)
  if (base !== null) await tidyPutBack({ deployment: base, previous: null, table, plan: goal.plan, look }, site)
}

async function planGoal(
  { target, base, baseSecrets }: DeployRequest,
  look: { readonly before: Look; readonly now: Look },
  proxies: { readonly before: Proxies | null; readonly now: Proxies },
  site: Site,
): Promise<Goal> {
  const listeners = await chooseListeners([base], proxies.now, site)
  const hosts = Object.fromEntries(
    [...site.hosts].map(([name, { layout }]) => [name, { layout, hmacs: look.now.inspections[name]?.hmacs ?? {} }]),
  )
  const releases = base?.revision.releases ?? []
  const plan = planPutBack({
    wanted: base === null ? [] : planWanted({ deployment: base, hosts, secrets: baseSecrets, listeners }),
    standing: look.now.standing,
    before: new Set(look.before.standing.live.map(({ manifest }) => manifest.id)),
    served: routedInstances(proxies.before?.table?.table ?? null),
    order: serviceOrder(releases),
  })
  const served = routedInstances(proxies.now.table?.table ?? null)
  const { spec } = base ?? target
  return { spec, plan, proxies: proxies.now.all, listeners, served, proven: [] }
}

/** What must be started anew needs its secrets; a service whose secrets lack is told before it runs without them. */
function verifySecrets({ groups }: DeployPlan, { baseSecrets }: DeployRequest): void {
  const entrances = groups.flatMap(({ batches }) => batches.flat())
  const lacking = entrances.filter(
    ({ wanted, revived }) => revived === null && baseSecrets[wanted.release.service] === undefined,
  )
  if (lacking.length === 0) return
  const names = lacking.map(({ wanted }) => `${wanted.release.service} ${wanted.release.version} on ${wanted.host}`)
  throw new DeployFault('secret-missing', {
    where: names.join(', '),
    expected: 'its secrets, because it must be started anew',
    found: 'none of the deploy step',
    fix: "Set them in the step's `env:`",
  })
}
