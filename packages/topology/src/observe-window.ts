import type { Revision } from '@towpath/environment'
import { type JoinInput, joinSpans } from './join/join-spans.ts'
import { tracesWithin } from './join/traces-within.ts'
import { judgeEdges } from './judge-edges.ts'
import type { TopologyWindow } from './window.ts'

export interface ObservationInput extends JoinInput {
  /** RFC 3339; traces that began in [from, to) are counted, so that windows that meet count none twice. */
  readonly from: string
  readonly to: string
  /** What is deployed; null: nothing, and then nothing is judged. */
  readonly revision: Revision | null
  readonly prereleases: 'exclude' | 'include'
}

/** Spans joined, judged against what is deployed, as the document to store. */
export function observeWindow(input: ObservationInput): TopologyWindow {
  const { environment, from, to, revision, prereleases } = input
  const calls = joinSpans({ ...input, spans: tracesWithin(input.spans, new Date(from), new Date(to)) })
  const externals = new Set((input.externals ?? []).map(({ service }) => service))
  const judgement =
    revision === null
      ? null
      : judgeEdges({ revision, observed: calls.edges, spans: calls.spans, prereleases, externals })
  return {
    schema: 1,
    environment,
    from,
    to,
    revision: revision?.number ?? null,
    spans: calls.spans,
    traces: calls.traces,
    entries: calls.entries,
    edges: [...calls.edges],
    unknown: [...calls.unknown],
    verdicts: [...(judgement?.verdicts ?? [])],
  }
}

/** How many edges were observed, how many break a declaration, and how many declared ones are unproven. */
export function countEdges({ edges, verdicts }: TopologyWindow): {
  edges: number
  violations: number
  unproven: number
} {
  return {
    edges: edges.length,
    violations: verdicts.filter(({ state }) => state === 'undeclared' || state === 'out-of-range').length,
    unproven: verdicts.filter(({ state }) => state === 'unproven').length,
  }
}
