import type { WantedInstance } from '../instance/wanted-instance.ts'
import type { DeployPlan, Entrance, KeptInstance } from './deploy-plan.ts'
import { packagesByHost } from './plan-deploy.ts'
import { planGroups } from './plan-groups.ts'
import { isRunning, type LiveInstance, type Standing } from './standing.ts'

export interface PutBackInput {
  /** What the deployed revision wants; empty when nothing was ever deployed. */
  readonly wanted: readonly WantedInstance[]
  readonly standing: Standing
  /** Ids of instances that stood there before this deploy changed anything; the rest it started itself. */
  readonly before: ReadonlySet<string>
  /** Ids that were routed before: they served. */
  readonly served: ReadonlySet<string>
  readonly order: readonly (readonly string[])[]
}

/**
 * How to come back to what is deployed, from whatever stands there now: what runs stays, what stands still is started as it stands, and what
 * is gone altogether (an earlier run was killed while it removed the old) is started anew. Pure.
 */
export function planPutBack({ wanted, standing, before, served, order }: PutBackInput): DeployPlan {
  const rest = new Set(standing.live)
  const kept: KeptInstance[] = []
  const entering: Entrance[] = []
  for (const instance of wanted) {
    const live = [...rest].filter((one) => isSameRelease(one, instance)).sort(byRank(instance, before, served))[0]
    if (live !== undefined) rest.delete(live)
    if (live !== undefined && isRunning(live) && before.has(live.manifest.id)) kept.push({ wanted: instance, live })
    else entering.push({ wanted: instance, revived: live?.found.unit == null ? null : live })
  }
  const isEntering = (one: DeployPlan['leftovers'][number]): boolean =>
    entering.some(
      ({ wanted: { host, release, folder } }) =>
        one.host === host && one.folder?.service === release.service && one.folder.release === folder,
    )
  return {
    groups: planGroups(entering, order),
    kept,
    leaving: [...rest],
    leftovers: standing.leftovers.filter((one) => !isEntering(one)),
    packages: packagesByHost(entering),
  }
}

/** The same version with the same config; its identity may differ, because a secret was rotated since. */
function isSameRelease({ host, manifest }: LiveInstance, wanted: WantedInstance): boolean {
  const { service, version, config } = wanted.release
  return (
    host === wanted.host && manifest.service === service && manifest.version === version && manifest.config === config
  )
}

/** First who served, then who was there before, then who runs, then who is exactly what would be started. */
function byRank(wanted: WantedInstance, before: ReadonlySet<string>, served: ReadonlySet<string>) {
  const rank = (one: LiveInstance): number =>
    (served.has(one.manifest.id) ? 8 : 0) +
    (before.has(one.manifest.id) ? 4 : 0) +
    (isRunning(one) ? 2 : 0) +
    (one.manifest.id === wanted.id ? 1 : 0)
  return (a: LiveInstance, b: LiveInstance): number => rank(b) - rank(a)
}
