import { Faults } from '@towpath/fault'
import type { z } from 'zod'
import { TopologyFault } from '../topology-fault.ts'
import type { Span, SpanEndpoint } from './span.ts'
import { type RawSpan, spanSchema } from './span-schema.ts'

const mostFaults = 10

/**
 * Spans of a file: a JSON array of spans, of traces (arrays of spans; what Zipkin's `/api/v2/traces` answers), or one of
 * these or a span a line. An empty file has none. One bad span refuses the file, because what it hides is not known.
 * Faults: `spans-unreadable`; `span-invalid`, at most ten at once, with the index in the file and the key.
 */
export function parseSpans(text: string, file: string): readonly Span[] {
  const spans: Span[] = []
  const faults: TopologyFault[] = []
  for (const { value, where } of valuesOf(text, file)) {
    const parsed = spanSchema.safeParse(value)
    if (parsed.success) spans.push(normalizeSpan(parsed.data))
    else faults.push(invalid(file, where, value, parsed.error.issues))
    if (faults.length === mostFaults) break
  }
  const [first, ...others] = faults
  if (first === undefined) return spans
  throw others.length === 0 ? first : new Faults([first, ...others])
}

interface Located {
  readonly value: unknown
  /** `[12]`, `[3][0]` in traces, `line 7` when there is one a line. */
  readonly where: string
}

function* valuesOf(text: string, file: string): Generator<Located> {
  const trimmed = text.trim()
  if (trimmed === '') return
  const whole = parseJson(trimmed)
  if (whole !== undefined) {
    yield* flatten(whole.value, '')
    return
  }
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const parsed = parseJson(line)
    if (parsed === undefined) throw unreadable(file, index + 1)
    yield* flatten(parsed.value, `line ${index + 1}`)
  }
}

function* flatten(value: unknown, where: string): Generator<Located> {
  if (!Array.isArray(value)) {
    yield { value, where: where === '' ? 'the only span' : where }
    return
  }
  for (const [index, item] of value.entries()) {
    if (Array.isArray(item))
      for (const [inner, span] of item.entries()) yield { value: span, where: `${where}[${index}][${inner}]` }
    else yield { value: item, where: `${where}[${index}]` }
  }
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function normalizeSpan(raw: RawSpan): Span {
  return {
    traceId: raw.traceId.toLowerCase(),
    id: raw.id.toLowerCase(),
    parentId: raw.parentId?.toLowerCase() ?? null,
    name: raw.name ?? null,
    kind: raw.kind ?? null,
    // Zipkin reads 0 as absent.
    timestampUs: raw.timestamp || null,
    durationUs: raw.duration ?? null,
    local: normalizeEndpoint(raw.localEndpoint),
    remote: normalizeEndpoint(raw.remoteEndpoint),
    tags: raw.tags ?? {},
  }
}

function normalizeEndpoint(raw: RawSpan['localEndpoint']): SpanEndpoint | null {
  if (raw === null || raw === undefined) return null
  return {
    serviceName: raw.serviceName?.toLowerCase() || null,
    ip: raw.ipv4 || raw.ipv6 || null,
    port: raw.port || null,
  }
}

function invalid(file: string, where: string, value: unknown, issues: readonly z.core.$ZodIssue[]): TopologyFault {
  const [issue] = issues
  const key = issue?.path.join('.') ?? ''
  return new TopologyFault('span-invalid', {
    where: key === '' ? where : `${where}.${key}`.replace(' .', ' '),
    place: { file },
    expected: key === '' ? 'a Zipkin v2 span' : (issue?.message ?? 'a Zipkin v2 span'),
    found: describe(valueAt(value, issue?.path ?? [])),
    fix: 'Write spans as https://zipkin.io/zipkin-api/ has them (v2)',
  })
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value
  for (const key of path) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined
  }
  return found
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 57)}…` : text
}

function unreadable(file: string, line: number): TopologyFault {
  return new TopologyFault('spans-unreadable', {
    where: 'spans',
    place: { file, line },
    expected: 'a JSON array of Zipkin v2 spans, or one span a line',
    found: 'text that is not JSON',
  })
}
