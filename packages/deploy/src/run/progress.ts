import type { InstanceToRoute } from '@towpath/routing'
import type { Entrance } from '../plan/deploy-plan.ts'
import { instanceToRoute, type LiveInstance, releaseToRoute } from '../plan/standing.ts'
import type { Routed } from '../plan/tables.ts'

/** An instance that came up in this deploy, with the ports that the host gave it. */
export interface Entered {
  readonly entrance: Entrance
  readonly id: string
  readonly unit: string
  readonly address: string
  readonly ports: Readonly<Record<string, number>>
  /** `kept`: the host had it running already, and it only had to show its health. */
  readonly change: 'started' | 'kept'
}

/** What was really done so far; the report and the way back are made from it, whatever happens in between. */
export interface Progress {
  /** Healthy: these may be routed. */
  readonly entered: Entered[]
  /** Old ones that were told to stop, by `strategy: replace` or at the end. */
  readonly stopped: LiveInstance[]
}

export function newProgress(): Progress {
  return { entered: [], stopped: [] }
}

export function routeOf({ entrance, id, address, ports }: Entered): Routed {
  const { wanted, revived } = entrance
  const { service, version } = wanted.release
  const instance: InstanceToRoute = { instance: id, service, version, address, ports }
  return { release: releaseToRoute(wanted), instance: revived === null ? instance : instanceToRoute(revived) }
}
