import type { WantedInstance } from '../instance/wanted-instance.ts'
import type { LiveInstance } from './live-instance.ts'

/** What a deploy will do, as data: compared by tests, read by people, carried out by runDeploy. */
export interface DeployPlan {
  /** Providers first; services that need each other stand in one group. */
  readonly groups: readonly ServiceGroup[]
  /** Wanted and running already. */
  readonly kept: readonly KeptInstance[]
  /** Running and not wanted: drained and stopped when all else is done. */
  readonly leaving: readonly LiveInstance[]
  /** By host: leftovers of killed runs, of which nothing is known but a folder or a unit. Removed at the end. */
  readonly leftovers: readonly Leftover[]
  /** By host: bare digests of the packages that must be there. */
  readonly packages: Readonly<Record<string, readonly WantedInstance['release'][]>>
}

export interface ServiceGroup {
  readonly services: readonly string[]
  /** `replace`: the old ones stop before these start, and the service is away for that time. */
  readonly strategy: 'overlap' | 'replace'
  /** Each batch is started together; the next one when it is healthy. */
  readonly batches: readonly (readonly WantedInstance[])[]
}

export interface KeptInstance {
  readonly wanted: WantedInstance
  readonly live: LiveInstance
}

export interface Leftover {
  readonly host: string
  readonly service: string
  readonly release: string
  readonly unit: string | null
}
