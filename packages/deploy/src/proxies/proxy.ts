import type { EnvironmentSpec } from '@towpath/environment'
import type { Acting, Host } from '@towpath/hosts'
import type { RouteTable } from '@towpath/routing'

/** One proxy of an environment: it answers by its committed table, and shows beforehand how it would by a prepared one. */
export interface ReverseProxy {
  /** Name of the host that it runs on. */
  readonly host: string
  /** The committed table, null before the first. */
  table(): Promise<CommittedTable | null>
  /** Takes a table without serving by it yet. */
  prepare(table: RouteTable): Promise<void>
  /** A request that is answered by the prepared table; nobody else sees it. */
  ask(request: ProxyRequest): Promise<ProxyAnswer>
  /** From now on every new request is answered by this table, which was prepared. Refused with `fence-outdated` to a run that was taken over. */
  commit(table: RouteTable): Promise<void>
  /** Forgets what was prepared. */
  abort(): Promise<void>
  /** Waits until nothing is under way to instances that no route names any more; what is left after `seconds` is closed. */
  drain(instances: readonly string[], seconds: number): Promise<DrainOutcome>
  /** Whether it holds the VIP. */
  holdsVip(): Promise<boolean>
  /** Whether it held the VIP when it was opened; null where that was not seen, or opening it may have moved the VIP. */
  readonly heldVip: boolean | null
  /** Whether it goes before its partner at the VIP, because that one could not be told of its table. */
  readonly isFresh: boolean
  /** To go before its partner, or level with it. One that knows an older table yields to a fresh one, and serves when it is alone. */
  setFresh(isFresh: boolean): Promise<void>
}

export interface CommittedTable {
  readonly digest: string
  readonly table: RouteTable
}

export interface ProxyRequest {
  readonly protocol: 'http' | 'grpc'
  readonly path: string
  readonly authority: string
}

export interface ProxyAnswer {
  readonly status: number
  /** `Towpath-Version` of the answer, null when it has none. */
  readonly version: string | null
  readonly body: string
}

export interface DrainOutcome {
  /** Streams and WebSockets that were closed at the end of the time. */
  readonly closed: number
}

/** An edge host as it was seen. */
export interface SeenProxy<Proxy extends ReverseProxy = ReverseProxy> {
  /** Installs or mends the proxy where it does not stand as it should. */
  open(): Promise<Proxy>
}

/** Looks at one edge host, and changes nothing. */
export type SeeEdge = (
  host: Host,
  settings: {
    readonly spec: EnvironmentSpec
    /** Addresses of the other edges. */
    readonly peers: readonly string[]
    readonly acting: Acting
  },
) => Promise<SeenProxy>
