import type { Release } from '@towpath/environment'
import type { WantedInstance } from '../instance/wanted-instance.ts'
import type { DeployPlan, Entrance, KeptInstance } from './deploy-plan.ts'
import { planGroups } from './plan-groups.ts'
import { isRunning, type LiveInstance, type Standing } from './standing.ts'

export interface DeployPlanInput {
  readonly wanted: readonly WantedInstance[]
  readonly standing: Standing
  /** Whether an instance that runs is known to work; one that a killed run had just started is not, and must show it. */
  readonly isProven: (instance: LiveInstance) => boolean
  /** Services with their dependencies first; each inner list needs one another. */
  readonly order: readonly (readonly string[])[]
}

/** From what is wanted and what stands there: what comes up, stays and leaves, in which order. Pure. */
export function planDeploy({ wanted, standing, isProven, order }: DeployPlanInput): DeployPlan {
  const kept: KeptInstance[] = []
  const entering: Entrance[] = []
  for (const instance of wanted) {
    const live = standing.live.find(({ host, manifest }) => host === instance.host && manifest.id === instance.id)
    if (live !== undefined && isRunning(live) && isProven(live)) kept.push({ wanted: instance, live })
    else entering.push({ wanted: instance, revived: null })
  }
  const wantedIds = new Set(wanted.map(({ id }) => id))
  return {
    groups: planGroups(entering, order),
    kept,
    leaving: standing.live.filter(({ manifest }) => !wantedIds.has(manifest.id)),
    // A folder that is about to be filled again is no leftover any more.
    leftovers: standing.leftovers.filter(({ host, folder, unit }) => !isEntering(entering, host, folder, unit)),
    packages: packagesByHost(entering),
  }
}

function isEntering(
  entering: readonly Entrance[],
  host: string,
  folder: { readonly service: string; readonly release: string } | null,
  unit: string | null,
): boolean {
  return entering.some(
    ({ wanted }) =>
      wanted.host === host &&
      (folder === null
        ? wanted.unit === unit
        : wanted.release.service === folder.service && wanted.folder === folder.release),
  )
}

/** What the entrances that start anew need, each package once a host. */
export function packagesByHost(entering: readonly Entrance[]): Readonly<Record<string, readonly Release[]>> {
  const anew = entering.filter(({ revived }) => revived === null)
  return Object.fromEntries(
    [...Map.groupBy(anew, ({ wanted }) => wanted.host)].map(([host, entrances]) => [
      host,
      [...new Map(entrances.map(({ wanted: { release } }) => [release.archive.digest, release])).values()],
    ]),
  )
}
