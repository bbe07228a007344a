import type { Span, SpanKind } from '../spans/span.ts'

/** Spans by trace and id, each once: recorders may send the same span twice, or in parts. */
export class SpanStore {
  readonly #spans = new Map<string, Span>()
  /** Both halves of a call that share an id, and every other span of that id. */
  readonly #byId = new Map<string, Span[]>()
  readonly #traces = new Set<string>()

  constructor(spans: Iterable<Span>) {
    for (const span of spans) {
      const key = `${idKey(span, span.id)} ${span.kind ?? ''}`
      const known = this.#spans.get(key)
      this.#spans.set(key, known === undefined ? span : mergeSpans(known, span))
      this.#traces.add(traceKey(span))
    }
    for (const span of this.#spans.values()) {
      const key = idKey(span, span.id)
      const list = this.#byId.get(key)
      if (list === undefined) this.#byId.set(key, [span])
      else list.push(span)
    }
  }

  get size(): number {
    return this.#spans.size
  }

  get traces(): number {
    return this.#traces.size
  }

  values(): Iterable<Span> {
    return this.#spans.values()
  }

  /** The other half that shares the span's id (B3). */
  sharing(span: Span, kind: SpanKind): Span | undefined {
    return this.#spans.get(`${idKey(span, span.id)} ${kind}`)
  }

  /**
   * The span that a span's parentId names. Where two halves share that id, what came next was done by the callee, so its
   * half is the parent.
   */
  parent(span: Span): Span | undefined {
    if (span.parentId === null || span.parentId === span.id) return undefined
    const candidates = this.#byId.get(idKey(span, span.parentId)) ?? []
    if (candidates.length < 2) return candidates[0]
    return candidates.toSorted((a, b) => parentKinds.indexOf(a.kind) - parentKinds.indexOf(b.kind))[0]
  }
}

const parentKinds: readonly (SpanKind | null)[] = ['SERVER', 'CONSUMER', 'CLIENT', 'PRODUCER', null]

/** Some recorders keep only the lower 64 bits of a trace id; Zipkin joins by these too. */
export function traceKey(span: Span): string {
  return span.traceId.slice(-16)
}

function idKey(span: Span, id: string): string {
  return `${traceKey(span)} ${id}`
}

function mergeSpans(one: Span, other: Span): Span {
  return {
    ...one,
    parentId: one.parentId ?? other.parentId,
    name: one.name ?? other.name,
    timestampUs: one.timestampUs ?? other.timestampUs,
    durationUs: one.durationUs ?? other.durationUs,
    local: one.local ?? other.local,
    remote: one.remote ?? other.remote,
    tags: { ...other.tags, ...one.tags },
  }
}
