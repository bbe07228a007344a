import type { HostFault } from '@towpath/hosts'
import type { RouteTable } from '@towpath/routing'
import { DeployFault } from '../deploy-fault.ts'
import type { Deployment } from '../deployment.ts'
import { planWanted } from '../instance/plan-wanted.ts'
import type { DeployPlan } from '../plan/deploy-plan.ts'
import { edgesOf, formerEdges } from '../plan/edges.ts'
import { serviceOrder } from '../plan/plan-groups.ts'
import { planPutBack } from '../plan/plan-put-back.ts'
import type { Standing } from '../plan/standing.ts'
import { withoutHosts } from '../plan/without-hosts.ts'
import { baseFinder } from '../transfer/find-base.ts'
import { carryOut, type Goal, removeAll } from './carry-out.ts'
import { chooseListeners } from './choose-listeners.ts'
import { closeProxies } from './close-proxies.ts'
import type { DeployRequest } from './deploy-request.ts'
import { anythingThere, type Forward } from './forward.ts'
import { type Look, lookAtHosts } from './look.ts'
import { openProxies } from './open-proxies.ts'
import { newProgress, type Progress } from './progress.ts'
import type { ProxySet } from './proxy-set.ts'
import { isOutOfReach } from './reach.ts'
import { type Site, withoutUnreached } from './site.ts'
import { forgetNames, tidyPutBack, tidyStarted } from './tidy.ts'

/** What was put back, as far as it came. */
export interface Back {
  plan: DeployPlan | null
  progress: Progress
  proxies: ProxySet | null
  table: RouteTable | null
  /** After a first deploy: there is no proxy any more. */
  hasEndedProxies: boolean
  /** Hosts that are left as they are, because nobody can reach them; why. */
  unreached: ReadonlyMap<string, HostFault>
}

export function newBack(): Back {
  return {
    plan: null,
    progress: newProgress(),
    proxies: null,
    table: null,
    hasEndedProxies: false,
    unreached: new Map(),
  }
}

/** A host may die while others are being put back; then it is begun again without it. */
const trials = 3

/**
 * Everything as the store says it is deployed: a deploy of the base, from a fresh look at whatever stands there now, so that it also mends what
 * an earlier run left when it was killed. Comes to its end although the deploy was cancelled, and without the hosts that are out of reach: what
 * became of those the next run sees. Nothing is looked at when the hosts could not be.
 */
export async function putBack(request: DeployRequest, site: Site, forward: Forward, back: Back): Promise<void> {
  const before = forward.look
  if (before === null) return
  for (let trial = 1; ; trial += 1) {
    try {
      const { hasOpened, proxies } = forward
      await putBackOnce(request, site, { look: before, hasOpened, proxies }, back)
      return
    } catch (error) {
      if (!isOutOfReach(error) || trial === trials) throw error
      back.progress = { entered: [], stopped: [...back.progress.stopped] }
    }
  }
}

interface Before {
  readonly look: Look
  readonly hasOpened: boolean
  readonly proxies: ProxySet | null
}

async function putBackOnce(request: DeployRequest, whole: Site, before: Before, back: Back): Promise<void> {
  const { base, target, baseSecrets } = request
  const look = await lookAtHosts(base, baseSecrets, whole, { mayLack: true })
  back.unreached = look.unreached
  const site = withoutUnreached(whole, look.unreached)
  const isBare = look.standing.live.length + look.standing.leftovers.length === 0
  if (base === null && isBare && before.proxies === null) {
    if (before.hasOpened) await endProxies(target, site, back)
    return
  }
  if (base === null && wasDeployed(before)) return removeStarted(before.look, look, site, back)
  const { spec } = base ?? target
  const known = before.proxies?.knowledge
  const proxies = await openProxies(
    spec,
    {
      policy: 'proceed',
      unreached: look.unreached,
      known: (host) => known?.get(host) ?? anythingThere(before.look.standing),
    },
    site,
  )
  back.proxies = proxies
  const goal = await planGoal(request, { before, now: look }, proxies, { whole, site })
  back.plan = goal.plan
  verifySecrets(goal.plan, request)
  const { table } = await carryOut(goal, site, back.progress)
  back.table = table
  if (base !== null) return tidyPutBack({ deployment: base, other: target, table, goal, look }, site, back.progress)
  await removeAll(goal, site, back.progress)
  await forgetNames(target, goal, site)
  await endProxies(target, site, back)
}

/**
 * The store knows of nothing that was deployed, and hosts do: a run was killed after it had verified it and before it could say so, or another store
 * delivered there. While the proxies still serve by it, that is what was there before.
 */
function wasDeployed({ look, proxies }: Before): boolean {
  return Object.values(look.inspections).some(({ revision }) => revision !== null) && proxies?.isUntouched !== false
}

/** Only what this run has started goes. */
async function removeStarted(before: Look, { standing }: Look, site: Site, back: Back): Promise<void> {
  const known = new Set(before.standing.live.map(({ manifest }) => manifest.id))
  const started = standing.live.filter(({ manifest }) => !known.has(manifest.id))
  await tidyStarted(started, standing.leftovers, site)
  back.progress.stopped.push(...started)
}

/** Nothing was ever deployed: edges are as they were before, the VIP too. */
async function endProxies({ spec }: Deployment, site: Site, back: Back): Promise<void> {
  const edges = edgesOf(spec).map(({ name }) => name)
  if (edges.length === 0) return
  await closeProxies(edges, site)
  back.hasEndedProxies = true
}

async function planGoal(
  { target, base, baseSecrets }: DeployRequest,
  { before, now }: { readonly before: Before; readonly now: Look },
  proxies: ProxySet,
  { whole, site }: { readonly whole: Site; readonly site: Site },
): Promise<Goal> {
  const { spec } = base ?? target
  const listeners = await chooseListeners(spec, [base], proxies, site)
  const inspected = { ...before.look.inspections, ...now.inspections }
  const hosts = Object.fromEntries(
    [...whole.hosts].map(([name, { layout }]) => [name, { layout, hmacs: inspected[name]?.hmacs ?? {} }]),
  )
  const releases = base?.revision.releases ?? []
  const unreached = new Set(now.unreached.keys())
  const plan = planPutBack({
    wanted: base === null ? [] : planWanted({ deployment: base, hosts, secrets: baseSecrets, listeners }),
    standing: asSeenLast(before.look.standing, now.standing, unreached),
    before: new Set(before.look.standing.live.map(({ manifest }) => manifest.id)),
    served: before.proxies?.servedBefore ?? new Set(),
    order: serviceOrder(releases),
  })
  return {
    spec,
    plan: withoutHosts(plan, unreached),
    proxies,
    listeners,
    served: proxies.servedBefore,
    proven: [],
    findBase: baseFinder([...target.revision.releases, ...releases], now.inspections),
    formerEdges: base === null ? [] : formerEdges(target.spec, base.spec).map(({ name }) => name),
    isWayBack: true,
  }
}

/** Of a host that is out of reach, what stood there before this deploy. */
function asSeenLast(before: Standing, now: Standing, unreached: ReadonlySet<string>): Standing {
  return {
    live: [...now.live, ...before.live.filter(({ host }) => unreached.has(host))],
    leftovers: now.leftovers,
  }
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
