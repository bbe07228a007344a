import { type Acting, type Host, runCommand } from '@towpath/hosts'
import { freshnessOf, type ProxyState, type RouteTable, routeTableDigest, verifySocket } from '@towpath/routing'
import { askThroughHost } from '../../verify/ask-through-host.ts'
import type { CommittedTable, DrainOutcome, ProxyAnswer, ProxyRequest, ReverseProxy } from '../proxy.ts'
import { afterChange } from './after-change.ts'
import { changeEdge } from './change-edge.ts'
import { drainEdge } from './drain-edge.ts'
import type { Edge } from './edge.ts'
import type { ChangedEdge, DownServer, EdgeChange } from './edge-change.ts'
import { addressTaken, movedAway, notSeenUp, otherThanCommitted } from './edge-fault.ts'
import { freshCommand, holdsCommand } from './fresh.ts'
import { lookAtEdge, type SeenEdge } from './look-at-edge.ts'
import {
  leavingServers,
  type Preparation,
  planCommitting,
  planPreparing,
  planReleasing,
  readDifferences,
} from './plan-switching.ts'
import { serversOf, tableOf } from './standing.ts'

/** How often a change is planned anew when something else stands there than was seen. */
const trials = 3

/**
 * haproxy of an environment on one of its edge hosts. A table is prepared in slots that nothing else uses, and committed by one `commit map`; both
 * are written to files first, so that a haproxy that is started again serves what was committed.
 */
export class HaproxyProxy implements ReverseProxy {
  readonly host: string
  readonly #host: Host
  readonly #edge: Edge
  readonly #acting: Acting
  readonly heldVip: boolean | null
  #table: CommittedTable | null
  /** What stands there, as it was seen or changed last; null: nobody knows. */
  #standing: SeenEdge | null
  #prepared: { readonly digest: string; readonly state: ProxyState } | null = null
  #isFresh: boolean

  constructor(host: Host, edge: Edge, acting: Acting, seen: SeenEdge) {
    this.host = host.name
    this.#host = host
    this.#edge = edge
    this.#acting = acting
    const table = tableOf(edge, seen)
    this.#table = table === null ? null : { table, digest: routeTableDigest(table) }
    this.#isFresh = seen.freshness > 0
    this.#standing = seen
    this.heldVip = seen.holdsVip
  }

  async table(): Promise<CommittedTable | null> {
    return this.#table
  }

  /** Fault: `proxy-wrong` when this proxy sees none of the endpoints of a release up. */
  async prepare(table: RouteTable): Promise<void> {
    this.#prepared = await this.#untilDone(async () => {
      const { seen, plan } = await this.#planPreparing(table)
      const changed = await this.#carryOut(plan.change, seen)
      if (changed === null) return null
      const dead = plan.filled.find((slot) => isDead(plan.state, slot, changed.down))
      if (dead !== undefined) throw notSeenUp(this.#edge, plan.state, dead, changed.down)
      return { digest: routeTableDigest(table), state: plan.state }
    })
  }

  /** Without a look where what stands there is known. Only where there is no room does it matter what may make room. */
  async #planPreparing(table: RouteTable): Promise<{ readonly seen: SeenEdge; readonly plan: Preparation }> {
    if (this.#standing !== null) {
      const plan = planPreparing(this.#edge, this.#standing, table)
      if (!plan.isRestructured || this.#standing.busy !== null) return { seen: this.#standing, plan }
    }
    const seen = await this.#look()
    return { seen, plan: planPreparing(this.#edge, seen, table) }
  }

  ask(request: ProxyRequest): Promise<ProxyAnswer> {
    return askThroughHost(this.#host, { kind: 'unix', path: verifySocket(this.#edge.files.run) }, request)
  }

  /** What an outdated run has prepared in between is prepared over; that one itself is refused by the fence. */
  async commit(table: RouteTable): Promise<void> {
    const digest = routeTableDigest(table)
    const attempt = (isReload: boolean) =>
      this.#untilDone(async () => {
        if (this.#prepared?.digest !== digest) await this.prepare(table)
        const state = this.#prepared?.state
        if (state === undefined) return null
        const seen = this.#standing ?? (await this.#look())
        const changed = await this.#carryOut(planCommitting(this.#edge, { state, table, isReload }), seen)
        if (changed === null) this.#prepared = null
        return changed === null ? null : readDifferences(state, table, changed.answers)
      })
    const differences = await attempt(false)
    this.#table = { table, digest }
    if (differences.length === 0) return
    const left = await attempt(true)
    if (left.length > 0) throw otherThanCommitted(this.#edge, left)
  }

  async abort(): Promise<void> {
    this.#prepared = null
    await this.#release()
  }

  /** One script where nothing else is under way to what is to be taken out. */
  async drain(instances: readonly string[], seconds: number): Promise<DrainOutcome> {
    if (instances.length === 0) return { closed: 0 }
    const seen = this.#standing ?? (await this.#look())
    const servers = leavingServers(this.#edge, seen, instances)
    const release = planReleasing(this.#edge, seen, new Set())
    const command = drainEdge(this.#acting, { files: this.#edge.files, servers, seconds, release })
    this.#standing = null
    const drained = await runCommand(this.#host, command, { limitMs: (seconds + 120) * 1000 })
    if (release === null || drained.release === null) this.#standing = seen
    else if (drained.release.kind === 'changed') this.#standing = afterChange(this.#edge, seen, release.change)
    else await this.#release()
    return { closed: drained.closed }
  }

  async holdsVip(): Promise<boolean> {
    return runCommand(this.#host, holdsCommand(this.#edge.vip))
  }

  get isFresh(): boolean {
    return this.#isFresh
  }

  async setFresh(isFresh: boolean): Promise<void> {
    const freshness = isFresh ? freshnessOf(this.#acting.fence) : 0
    await runCommand(this.#host, freshCommand(this.#acting, this.#edge.files, freshness))
    this.#isFresh = isFresh
  }

  async #release(): Promise<void> {
    await this.#untilDone(async () => {
      const seen = await this.#look()
      const release = planReleasing(this.#edge, seen, seen.busy ?? new Set())
      return release === null ? true : this.#carryOut(release.change, seen)
    })
  }

  #look(): Promise<SeenEdge> {
    const { files, vip } = this.#edge
    return runCommand(this.#host, lookAtEdge(this.#acting, { files, vip, wantsSessions: true }))
  }

  /** Null: something else stands there than what was seen. */
  async #carryOut(change: EdgeChange, seen: SeenEdge): Promise<ChangedEdge | null> {
    this.#standing = null
    const answer = await runCommand(this.#host, changeEdge(this.#acting, this.#edge.files, change))
    if (answer.kind === 'taken') throw addressTaken(this.#edge, answer)
    if (answer.kind === 'moved') return null
    this.#standing = afterChange(this.#edge, seen, change)
    return answer
  }

  async #untilDone<Result>(attempt: () => Promise<Result | null>): Promise<Result> {
    for (let trial = 1; trial <= trials; trial += 1) {
      const result = await attempt()
      if (result !== null) return result
    }
    throw movedAway(this.#edge)
  }
}

function isDead(state: ProxyState, slot: string, down: readonly DownServer[]): boolean {
  const dead = new Set(down.map(({ server }) => server))
  return serversOf(state, slot).every(({ server }) => dead.has(server))
}
