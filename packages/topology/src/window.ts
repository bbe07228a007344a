import { canonicalJson, nameSchema, parseRecord, timeSchema } from '@towpath/descriptor'
import { z } from 'zod'
import { edgeVerdictSchema } from './judge-edges.ts'
import { type ObservedEdge, observedEdgeSchema, type UnknownSpans, unknownSpansSchema } from './observed-edge.ts'
import { edgeKey } from './release-name.ts'
import { TopologyFault } from './topology-fault.ts'

/** windows/<start>.json: what was observed in [from, to). */
export const windowSchema = z.strictObject({
  schema: z.literal(1),
  environment: nameSchema,
  from: timeSchema,
  to: timeSchema,
  /** Revision that the verdicts are about; null when nothing was deployed. */
  revision: z.int().nullable(),
  spans: z.int().min(0),
  traces: z.int().min(0),
  entries: z.int().min(0),
  edges: z.array(observedEdgeSchema),
  unknown: z.array(unknownSpansSchema),
  verdicts: z.array(edgeVerdictSchema),
})

export type TopologyWindow = z.infer<typeof windowSchema>

/** Path in the domain `topology/<env>`. */
export function windowPath(from: string): string {
  return `windows/${from.replace(/\.\d+/, '').replaceAll(/[-:]/g, '')}.json`
}

/** The domain of an environment's windows in the metadata store. */
export function topologyDomain(environment: string): string {
  return `topology/${environment}`
}

/** Throws DescriptorFaults. */
export const parseWindow = (text: string, path: string): TopologyWindow => parseRecord(text, windowSchema, path)

/**
 * Both as one, in whatever order and grouping. They must not overlap, or calls count twice. Verdicts can't be added up:
 * those of the later window stay, until the whole is judged again. Fault: `window-mismatch`.
 */
export function mergeWindows(one: TopologyWindow, other: TopologyWindow): TopologyWindow {
  if (one.environment !== other.environment) {
    throw new TopologyFault('window-mismatch', {
      where: `the window from ${other.from}`,
      expected: `one of ${one.environment}`,
      found: `one of ${other.environment}`,
    })
  }
  const later = rank(one) > rank(other) ? one : other
  return {
    schema: 1,
    environment: one.environment,
    from: earliest(one.from, other.from),
    to: latest(one.to, other.to),
    revision: later.revision,
    spans: one.spans + other.spans,
    traces: one.traces + other.traces,
    entries: one.entries + other.entries,
    edges: mergeBy([...one.edges, ...other.edges], edgeKey, mergeEdges),
    unknown: mergeBy([...one.unknown, ...other.unknown], unknownKey, (a, b) => ({ ...a, spans: a.spans + b.spans })),
    verdicts: later.verdicts,
  }
}

/** Orders windows totally by what `later` takes from them. */
function rank({ to, revision, verdicts }: TopologyWindow): string {
  return `${new Date(to).toISOString()} ${canonicalJson({ revision, verdicts })}`
}

function mergeEdges(one: ObservedEdge, other: ObservedEdge): ObservedEdge {
  const buckets = [...new Set([...Object.keys(one.durations), ...Object.keys(other.durations)])]
  const count = (bucket: string) => (one.durations[bucket] ?? 0) + (other.durations[bucket] ?? 0)
  return {
    ...one,
    calls: one.calls + other.calls,
    errors: one.errors + other.errors,
    firstSeen: orNull(one.firstSeen, other.firstSeen, earliest),
    lastSeen: orNull(one.lastSeen, other.lastSeen, latest),
    durations: Object.fromEntries(buckets.map((bucket) => [bucket, count(bucket)])),
  }
}

function mergeBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  merge: (a: Item, b: Item) => Item,
): Item[] {
  const merged = new Map<string, Item>()
  for (const item of items) {
    const key = keyOf(item)
    const known = merged.get(key)
    merged.set(key, known === undefined ? item : merge(known, item))
  }
  return [...merged].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item)
}

function unknownKey({ reason, service }: UnknownSpans): string {
  return `${reason} ${service ?? ''}`
}

function orNull(one: string | null, other: string | null, choose: (a: string, b: string) => string): string | null {
  if (one === null || other === null) return one ?? other
  return choose(one, other)
}

/** By time, then by text: `09:00:00Z` and `09:00:00.000Z` are one time in two spellings. */
function earliest(one: string, other: string): string {
  return Date.parse(one) - Date.parse(other) < 0 || (Date.parse(one) === Date.parse(other) && one < other) ? one : other
}

function latest(one: string, other: string): string {
  return earliest(one, other) === one ? other : one
}
