import type { ObservedEdge, UnknownReason, UnknownSpans } from '../observed-edge.ts'
import { edgeKey, type ReleaseName } from '../release-name.ts'

export interface SeenCall {
  readonly from: ReleaseName
  readonly to: ReleaseName
  readonly via: 'call' | 'message'
  readonly isError: boolean
  readonly atUs: number | null
  readonly durationUs: number | null
}

interface Tally {
  readonly from: ReleaseName
  readonly to: ReleaseName
  readonly via: 'call' | 'message'
  calls: number
  errors: number
  firstUs: number
  lastUs: number
  readonly durations: Map<number, number>
}

/** Adds calls up to edges. Memory grows with edges, not with calls. */
export class EdgeTally {
  readonly #edges = new Map<string, Tally>()
  readonly #unknown = new Map<string, { reason: UnknownReason; service: string | null; spans: number }>()

  add(call: SeenCall): void {
    const key = edgeKey(call)
    const tally = this.#edges.get(key) ?? emptyTally(call)
    this.#edges.set(key, tally)
    tally.calls += 1
    if (call.isError) tally.errors += 1
    if (call.atUs !== null) {
      tally.firstUs = Math.min(tally.firstUs, call.atUs)
      tally.lastUs = Math.max(tally.lastUs, call.atUs)
    }
    if (call.durationUs !== null) {
      const bucket = durationBucket(call.durationUs)
      tally.durations.set(bucket, (tally.durations.get(bucket) ?? 0) + 1)
    }
  }

  addUnknown(reason: UnknownReason, service: string | null): void {
    const key = `${reason} ${service ?? ''}`
    const known = this.#unknown.get(key) ?? { reason, service, spans: 0 }
    known.spans += 1
    this.#unknown.set(key, known)
  }

  edges(): ObservedEdge[] {
    return [...this.#edges]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { from, to, via, calls, errors, firstUs, lastUs, durations }]) => ({
        from,
        to,
        via,
        calls,
        errors,
        firstSeen: isoOf(firstUs),
        lastSeen: isoOf(lastUs),
        durations: Object.fromEntries(
          [...durations].sort(([a], [b]) => a - b).map(([key, count]) => [`${key}`, count]),
        ),
      }))
  }

  unknown(): UnknownSpans[] {
    return [...this.#unknown].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, spans]) => spans)
  }
}

/** The smallest power of two, in microseconds, that is more than the duration; at most 2^63. */
function durationBucket(durationUs: number): number {
  return Math.min(63, durationUs < 1 ? 0 : Math.floor(Math.log2(durationUs)) + 1)
}

function emptyTally({ from, to, via }: SeenCall): Tally {
  return {
    from: { service: from.service, version: from.version },
    to: { service: to.service, version: to.version },
    via,
    calls: 0,
    errors: 0,
    firstUs: Number.POSITIVE_INFINITY,
    lastUs: Number.NEGATIVE_INFINITY,
    durations: new Map(),
  }
}

function isoOf(timeUs: number): string | null {
  return Number.isFinite(timeUs) ? new Date(timeUs / 1000).toISOString() : null
}
