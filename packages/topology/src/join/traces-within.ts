import type { Span } from '../spans/span.ts'
import { traceKey } from './span-store.ts'

/** Whole traces whose first span began in [from, to); one without any time is taken, because nobody can say when it was. */
export function tracesWithin(spans: Iterable<Span>, from: Date, to: Date): readonly Span[] {
  const all = [...spans]
  const began = new Map<string, number>()
  for (const span of all) {
    if (span.timestampUs === null) continue
    const key = traceKey(span)
    began.set(key, Math.min(began.get(key) ?? Number.POSITIVE_INFINITY, span.timestampUs))
  }
  return all.filter((span) => {
    const start = began.get(traceKey(span))
    return start === undefined || (start >= from.getTime() * 1000 && start < to.getTime() * 1000)
  })
}
