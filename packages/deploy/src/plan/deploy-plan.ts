import type { Release } from '@towpath/environment'
import type { WantedInstance } from '../instance/wanted-instance.ts'
import type { Leftover, LiveInstance } from './standing.ts'

/** What a deploy will do, as data: compared by tests, read by people, carried out by `carryOut`. */
export interface DeployPlan {
  /** Providers first; services that need each other stand in one group. `replace` comes last, when all else is known to be well. */
  readonly groups: readonly ServiceGroup[]
  /** Wanted, running, and known to work. */
  readonly kept: readonly KeptInstance[]
  /** Not wanted: drained and stopped when all else is done. */
  readonly leaving: readonly LiveInstance[]
  /** What killed runs left, of which nothing is known but a folder or a unit. Removed at the end. */
  readonly leftovers: readonly Leftover[]
  /** By host: what must be brought there before anything starts, each package once. */
  readonly packages: Readonly<Record<string, readonly Release[]>>
}

export interface ServiceGroup {
  readonly services: readonly string[]
  /** `replace`: the old ones stop before these start, and the service is away for that time. */
  readonly strategy: 'overlap' | 'replace'
  /** Each batch is started together; the next one when it is healthy. */
  readonly batches: readonly (readonly Entrance[])[]
}

/** One instance that must come up and show that it works. */
export interface Entrance {
  readonly wanted: WantedInstance
  /** An instance that stands still and is started again as it stands, with its own ports and secrets; null: started by what is wanted. */
  readonly revived: LiveInstance | null
}

export interface KeptInstance {
  readonly wanted: WantedInstance
  readonly live: LiveInstance
}
