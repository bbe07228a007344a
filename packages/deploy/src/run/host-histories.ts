import type { Digest } from '@towpath/descriptor'
import type { DeployPorts, DeployRequest } from './deploy-request.ts'
import { glanceAtHosts } from './look.ts'
import { openSite } from './site.ts'

/** What a host remembers of who delivered there. */
export interface HostHistory {
  /** The highest fence that it has seen; 0 at first. */
  readonly fence: number
  /** What it got last; null at first. */
  readonly revision: { readonly number: number; readonly digest: Digest } | null
}

/** Of every host that can be reached; nothing is changed there. */
export async function readHostHistories(
  { target, acting }: Pick<DeployRequest, 'target' | 'acting'>,
  ports: DeployPorts,
): Promise<ReadonlyMap<string, HostHistory>> {
  const { inspections } = await glanceAtHosts(target, openSite({ acting }, ports))
  return new Map(Object.entries(inspections).map(([host, { fence, revision }]) => [host, { fence, revision }]))
}
