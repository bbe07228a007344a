import type { HostFault } from '@towpath/hosts'
import { type RouteTable, routeTableDigest } from '@towpath/routing'
import type { UnreachablePolicy } from '../plan/edges.ts'
import { type LiveInstance, routedInstances } from '../plan/standing.ts'
import type { CommittedTable, DrainOutcome, ReverseProxy } from '../proxies/proxy.ts'
import { isOutOfReach } from './reach.ts'
import type { Site } from './site.ts'
import { together } from './together.ts'

/** What one proxy may be serving by, as far as a run knows. */
export interface KnownTables {
  /** Digests of the tables that it may have; null: one that this run has not seen. */
  readonly digests: ReadonlySet<string> | null
  /** Ids of the instances that it may send to. */
  readonly named: ReadonlySet<string>
}

/** Stands for the digest of one that never had a table. */
const noTable = ''

export interface OpenedProxy {
  readonly proxy: ReverseProxy
  readonly table: CommittedTable | null
}

export interface LostProxy {
  readonly host: string
  readonly fault: HostFault
  readonly known: KnownTables
}

/**
 * The proxies of an environment in one run: those that are in reach, and those that are not and go on by what they have. What a lost one may send
 * to must not be stopped.
 */
export class ProxySet {
  readonly #policy: UnreachablePolicy
  readonly #before = new Map<string, OpenedProxy>()
  readonly #present = new Map<string, ReverseProxy>()
  readonly #known = new Map<string, KnownTables>()
  readonly #tables = new Map<string, CommittedTable | null>()
  readonly #lost = new Map<string, LostProxy>()
  readonly #holders = new Set<string>()

  constructor(opened: readonly OpenedProxy[], lost: readonly LostProxy[], policy: UnreachablePolicy) {
    this.#policy = policy
    for (const { proxy, table } of opened) {
      const { host } = proxy
      this.#before.set(host, { proxy, table })
      this.#present.set(host, proxy)
      this.#tables.set(host, table)
      this.#known.set(host, knowledgeOf(table))
    }
    for (const one of lost) this.#lost.set(one.host, one)
  }

  /** Those in reach. */
  get present(): readonly ReverseProxy[] {
    return [...this.#present.values()]
  }

  get lost(): readonly LostProxy[] {
    return [...this.#lost.values()]
  }

  /** The table of a proxy in reach, as it was seen or committed last. */
  tableOf(host: string): CommittedTable | null {
    return this.#tables.get(host) ?? null
  }

  /** The table that it had when this run came; null before its first. */
  tableBefore(host: string): CommittedTable | null {
    return this.#before.get(host)?.table ?? null
  }

  /** Ids that any of them routed when this run came. */
  get servedBefore(): ReadonlySet<string> {
    return new Set([...this.#before.values()].flatMap(({ table }) => [...routedInstances(table?.table ?? null)]))
  }

  /** Whether a proxy that is out of reach may send to it. */
  holds({ manifest }: LiveInstance): boolean {
    return this.lost.some(({ known }) => known.named.has(manifest.id))
  }

  /** Whether one that is out of reach may have another table; null when nobody knows. */
  mayDisagree(table: RouteTable): boolean | null {
    const digest = routeTableDigest(table)
    const doubts = this.lost.map(({ known }) =>
      known.digests === null ? null : [...known.digests].some((one) => one !== digest),
    )
    return doubts.includes(true) ? true : doubts.includes(null) ? null : false
  }

  /** The same at every one in reach. Where the policy lets it, one that gets out of reach is left out as long as another is there. */
  async each(site: Site, work: (proxy: ReverseProxy, site: Site) => Promise<void>): Promise<void> {
    await together(this.present, site, async (proxy, its) => {
      try {
        await work(proxy, its)
      } catch (error) {
        if (!this.#leaveOut(proxy, error)) throw error
      }
    })
  }

  /** Told beforehand: of one that is lost in the middle nobody knows by which table it goes on. */
  async commit(proxy: ReverseProxy, table: RouteTable): Promise<void> {
    const { host } = proxy
    const next = { digest: routeTableDigest(table), table }
    const before = this.#known.get(host) ?? knowledgeOf(null)
    this.#known.set(host, {
      digests: before.digests === null ? null : new Set([...before.digests, next.digest]),
      named: new Set([...before.named, ...routedInstances(table)]),
    })
    await proxy.commit(table)
    this.#tables.set(host, next)
    // What it sent to before may still be at work for it, until it is drained.
    this.#known.set(host, { digests: new Set([next.digest]), named: this.#known.get(host)?.named ?? new Set() })
  }

  /** Waits until a proxy has let go of these. Of one that gets lost meanwhile nobody knows. */
  async drain(proxy: ReverseProxy, ids: readonly string[], seconds: number): Promise<DrainOutcome> {
    const outcome = await proxy.drain(ids, seconds)
    const known = this.#known.get(proxy.host)
    const gone = new Set(ids)
    if (known !== undefined) {
      this.#known.set(proxy.host, { ...known, named: new Set([...known.named].filter((id) => !gone.has(id))) })
    }
    return outcome
  }

  /** Whether it may have committed something else than what it had when this run came. */
  wasTouched(host: string): boolean {
    const before = this.tableBefore(host)?.digest ?? noTable
    return [...(this.#known.get(host)?.digests ?? [])].some((digest) => digest !== before)
  }

  /** Whether all go on by what they had when this run came. */
  get isUntouched(): boolean {
    return [...this.#before.keys()].every((host) => !this.wasTouched(host))
  }

  noteHolder(host: string, holdsVip: boolean): void {
    if (holdsVip) this.#holders.add(host)
    else this.#holders.delete(host)
  }

  isHolder(host: string): boolean {
    return this.#holders.has(host)
  }

  /** What a later set of the same run must know of each, in reach or not. */
  get knowledge(): ReadonlyMap<string, KnownTables> {
    return new Map([...this.#known, ...this.lost.map(({ host, known }) => [host, known] as const)])
  }

  #leaveOut(proxy: ReverseProxy, error: unknown): boolean {
    const { host } = proxy
    // Two things may be asked of it at once, and each finds it gone.
    if (isOutOfReach(error) && this.#lost.has(host)) return true
    if (!isOutOfReach(error) || this.#policy === 'refuse' || this.#present.size < 2) return false
    this.#present.delete(host)
    this.#lost.set(host, { host, fault: error, known: this.#known.get(host) ?? knowledgeOf(null) })
    return true
  }
}

function knowledgeOf(table: CommittedTable | null): KnownTables {
  return { digests: new Set([table?.digest ?? noTable]), named: routedInstances(table?.table ?? null) }
}
