import { type Acting, type Host, runCommand } from '@towpath/hosts'
import { freshnessOf, type ProxyState, type RouteTable, routeTableDigest, verifySocket } from '@towpath/routing'
import { askThroughHost } from '../../verify/ask-through-host.ts'
import type { CommittedTable, DrainOutcome, ProxyAnswer, ProxyRequest, ReverseProxy } from '../proxy.ts'
import { changeEdge } from './change-edge.ts'
import { drainEdge } from './drain-edge.ts'
import type { Edge } from './edge.ts'
import type { ChangedEdge, DownServer, EdgeChange } from './edge-change.ts'
import { addressTaken, movedAway, notSeenUp, otherThanCommitted } from './edge-fault.ts'
import { freshCommand, holdsCommand } from './fresh.ts'
import { lookAtEdge, type SeenEdge } from './look-at-edge.ts'
import { leavingServers, planCommitting, planPreparing, planReleasing, readDifferences } from './plan-switching.ts'
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
  #table: CommittedTable | null
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
  }

  async table(): Promise<CommittedTable | null> {
    return this.#table
  }

  /** Fault: `proxy-wrong` when this proxy sees none of the endpoints of a release up. */
  async prepare(table: RouteTable): Promise<void> {
    this.#prepared = await this.#untilDone(async () => {
      const { state, filled, change } = planPreparing(this.#edge, await this.#look(), table)
      const changed = await this.#carryOut(change)
      if (changed === null) return null
      const dead = filled.find((slot) => isDead(state, slot, changed.down))
      if (dead !== undefined) throw notSeenUp(this.#edge, state, dead, changed.down)
      return { digest: routeTableDigest(table), state }
    })
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
        const changed = await this.#carryOut(planCommitting(this.#edge, { state, table, isReload }))
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

  async drain(instances: readonly string[], seconds: number): Promise<DrainOutcome> {
    if (instances.length === 0) return { closed: 0 }
    const servers = leavingServers(this.#edge, await this.#look(), instances)
    const command = drainEdge(this.#acting, { files: this.#edge.files, servers, seconds })
    const closed = await runCommand(this.#host, command, { limitMs: (seconds + 120) * 1000 })
    await this.#release()
    return { closed }
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
      const change = planReleasing(this.#edge, await this.#look())
      return change === null ? true : this.#carryOut(change)
    })
  }

  #look(): Promise<SeenEdge> {
    const { files, vip } = this.#edge
    return runCommand(this.#host, lookAtEdge(this.#acting, { files, vip, wantsSessions: true }))
  }

  /** Null: something else stands there than it was planned on. */
  async #carryOut(change: EdgeChange): Promise<ChangedEdge | null> {
    const answer = await runCommand(this.#host, changeEdge(this.#acting, this.#edge.files, change))
    if (answer.kind === 'taken') throw addressTaken(this.#edge, answer)
    return answer.kind === 'moved' ? null : answer
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
