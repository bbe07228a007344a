import type { InstanceIndex } from '@towpath/inventory'
import type { ObservedEdge, UnknownSpans } from '../observed-edge.ts'
import { type ReleaseName, sayRelease } from '../release-name.ts'
import type { Span } from '../spans/span.ts'
import { type ClientRequest, clientRequest } from './client-request.ts'
import { EdgeTally } from './edge-tally.ts'
import { SpanStore } from './span-store.ts'
import { type ExternalEndpoint, type Who, WhoRecorded } from './who.ts'

export interface JoinInput {
  readonly environment: string
  readonly spans: Iterable<Span>
  /** Of open records and history: `indexInstances`. */
  readonly instances: InstanceIndex
  readonly externals?: readonly ExternalEndpoint[]
  /** Which release a request of that time (null: unknown) was routed to; null when it went elsewhere, or nobody can say. Default: nobody can. */
  readonly route?: (request: ClientRequest, atUs: number | null) => ReleaseName | null
}

export interface ObservedCalls {
  /** Distinct spans, and the traces they belong to. */
  readonly spans: number
  readonly traces: number
  /** Calls that came from outside of all traces: clients that record nothing. */
  readonly entries: number
  /** Sorted by caller, then callee. */
  readonly edges: readonly ObservedEdge[]
  readonly unknown: readonly UnknownSpans[]
}

/**
 * Edges between releases, from the two halves of each call: spans that share an id, or parent and child. A half that is
 * missing is made up for by the other's address or URL where these are certain, else counted as unknown. Clocks of
 * different hosts are never compared.
 */
export function joinSpans(input: JoinInput): ObservedCalls {
  const store = new SpanStore(input.spans)
  const join = new Join(input, store)
  for (const span of store.values()) join.addAnswering(span)
  for (const span of store.values()) join.addAsking(span)
  return { spans: store.size, traces: store.traces, ...join.result() }
}

/** A tally of one set of spans; answering halves come first, so that asking ones know which were answered. */
class Join {
  readonly #store: SpanStore
  readonly #who: WhoRecorded
  readonly #route: NonNullable<JoinInput['route']>
  readonly #tally = new EdgeTally()
  readonly #answered = new Set<Span>()
  #entries = 0

  constructor({ environment, instances, externals, route }: JoinInput, store: SpanStore) {
    this.#store = store
    this.#who = new WhoRecorded(environment, instances, externals ?? [], store)
    this.#route = route ?? (() => null)
  }

  result(): Pick<ObservedCalls, 'entries' | 'edges' | 'unknown'> {
    return { entries: this.#entries, edges: this.#tally.edges(), unknown: this.#tally.unknown() }
  }

  addAnswering(span: Span): void {
    if (span.kind !== 'SERVER' && span.kind !== 'CONSUMER') return
    const asking = span.kind === 'SERVER' ? 'CLIENT' : 'PRODUCER'
    const caller = this.#store.sharing(span, asking) ?? this.#store.parent(span)
    if (caller?.kind === asking) this.#answered.add(caller)
    const to = this.#who.of(span)
    if (!('release' in to)) this.#addUnknown(to, 'callee-unknown', span)
    else if (caller !== undefined) this.#addCalled(caller, span, to.release)
    else if (span.parentId === null) this.#entries += 1
    else this.#tally.addUnknown('caller-missing', span.local?.serviceName ?? null)
  }

  /** A caller whose callee recorded nothing. (What a producer sent may still wait at the broker.) */
  addAsking(span: Span): void {
    if (span.kind !== 'CLIENT' || this.#answered.has(span)) return
    const from = this.#who.of(span)
    const to = this.#peer(span)
    if (to === null) this.#tally.addUnknown('peer-unknown', span.local?.serviceName ?? null)
    else if ('release' in from) this.#add(from.release, to, span, null)
    else this.#addUnknown(from, 'caller-unknown', span)
  }

  #addCalled(caller: Span, callee: Span, to: ReleaseName): void {
    const from = this.#who.of(caller)
    if (!('release' in from)) {
      this.#addUnknown(from, 'caller-unknown', caller)
      return
    }
    // One process may record a request twice, a span inside the other: that is no call.
    const isCall = caller.kind === 'CLIENT' || caller.kind === 'PRODUCER'
    if (isCall || sayRelease(from.release) !== sayRelease(to)) this.#add(from.release, to, caller, callee)
  }

  #peer(span: Span): ReleaseName | null {
    const direct = this.#who.at(span.remote, span.timestampUs)
    if (direct !== null) return direct
    const request = clientRequest(span)
    return request === null ? null : this.#route(request, span.timestampUs)
  }

  #add(from: ReleaseName, to: ReleaseName, asking: Span, answering: Span | null): void {
    const halves = answering === null ? [asking] : [answering, asking]
    this.#tally.add({
      from,
      to,
      via: answering?.kind === 'CONSUMER' ? 'message' : 'call',
      isError: halves.some(isError),
      atUs: halves.find((span) => span.timestampUs !== null)?.timestampUs ?? null,
      durationUs: halves.find((span) => span.durationUs !== null)?.durationUs ?? null,
    })
  }

  #addUnknown(who: Extract<Who, { unknown: string }>, reason: 'caller-unknown' | 'callee-unknown', span: Span): void {
    const isElsewhere = who.unknown === 'other-environment'
    this.#tally.addUnknown(isElsewhere ? 'other-environment' : reason, span.local?.serviceName ?? null)
  }
}

/** Zipkin: a tag `error`, whatever it says; OpenTelemetry: `otel.status_code`; else an HTTP status of the 500s. */
function isError({ tags }: Span): boolean {
  const error = tags['error']
  if (error !== undefined && error !== 'false') return true
  if (tags['otel.status_code']?.toUpperCase() === 'ERROR') return true
  return Number(tags['http.status_code'] ?? tags['http.response.status_code'] ?? 0) >= 500
}
