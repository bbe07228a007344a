import type { Digest } from '@towpath/descriptor'
import type { Acting, Host } from '@towpath/hosts'
import type { PackageStore } from '@towpath/package-store'
import type { Deployment } from '../deployment.ts'
import type { ServiceSecrets } from '../instance/secrets.ts'
import type { SeeEdge } from '../proxies/proxy.ts'

export interface DeployRequest {
  readonly target: Deployment
  /** What runs now according to the store, to be put back when the target fails; null when nothing was ever deployed. */
  readonly base: Deployment | null
  readonly acting: Acting
  /** By service, of the target's spec. */
  readonly secrets: Readonly<Record<string, ServiceSecrets>>
  /** By service, of the base's spec: as far as they are at hand. */
  readonly baseSecrets: Readonly<Record<string, ServiceSecrets>>
  /** Digest of a revision in the store, null for a number that it has none of: a host may only have got revisions of this store. */
  readonly digestOf: (revision: number) => Promise<Digest | null>
  /** By host, what it got last and this store does not know: it is taken over with that. */
  readonly takenOver?: ReadonlyMap<string, Digest>
  /** Throws unless all that target and base were made from after that revision may be deployed. What a host got has been judged already. */
  readonly verifyLineage?: (since: number) => Promise<void>
  /** URL of the run, for the report. */
  readonly run: string
}

export interface DeployPorts {
  /** By name: every host of the target's and the base's spec. */
  readonly hosts: ReadonlyMap<string, Host>
  readonly packages: PackageStore
  /** How the proxy of an edge host is looked at, and then opened. */
  readonly seeEdge: SeeEdge
  readonly clock: () => Date
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Ends the deploy; what was changed is put back. */
  readonly signal: AbortSignal
  /** What goes on now, for the person who watches. */
  readonly say: (line: string) => void
}
