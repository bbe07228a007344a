import {
  compareVersionsDescending,
  nameSchema,
  type PrereleasePolicy,
  satisfies,
  versionSchema,
} from '@towpath/descriptor'
import type { Revision, Verdict } from '@towpath/environment'
import { z } from 'zod'
import { type DeclaredEdge, declaredEdges } from './declared-edge.ts'
import type { ObservedEdge } from './observed-edge.ts'
import { type ReleaseName, sayRelease } from './release-name.ts'

/** What an edge is, declared and observed together. */
export const edgeVerdictSchema = z.strictObject({
  state: z.enum(['seen', 'unproven', 'undeclared', 'out-of-range']),
  from: z.strictObject({ service: nameSchema, version: versionSchema }),
  /** Range: as declared, null when it is not. Versions: those that were called, the lowest first. */
  to: z.strictObject({ service: nameSchema, range: z.string().nullable(), versions: z.array(versionSchema) }),
  calls: z.int().min(0),
  errors: z.int().min(0),
  reason: z.string(),
})

export type EdgeVerdict = z.infer<typeof edgeVerdictSchema>

export interface JudgeInput extends PrereleasePolicy {
  readonly revision: Revision
  readonly observed: readonly ObservedEdge[]
  /** How many distinct spans were looked at, for the reason of what is unproven. */
  readonly spans: number
  /** Services that Towpath does not deliver: nobody knows what they declare. */
  readonly externals: ReadonlySet<string>
}

export interface Judgement {
  /** By caller, then callee. */
  readonly verdicts: readonly EdgeVerdict[]
  /** Edges from what the revision does not hold: releases that ran before it, and externals. */
  readonly unjudged: readonly ObservedEdge[]
}

/** Each declared edge and each observed one, judged. A service may call itself undeclared. */
export function judgeEdges(input: JudgeInput): Judgement {
  const declared = declaredEdges(input.revision)
  const current = new Set(input.revision.releases.map(sayRelease))
  const isJudged = (edge: ObservedEdge) => current.has(sayRelease(edge.from)) && !input.externals.has(edge.from.service)
  const judged = input.observed.filter((edge) => isJudged(edge) && edge.from.service !== edge.to.service)
  const pairs = Map.groupBy(judged, (edge) => pairKey(edge.from, edge.to.service))
  const verdicts = declared.flatMap((edge) =>
    judgeDeclared(edge, pairs.get(pairKey(edge.from, edge.service)) ?? [], input),
  )
  const known = new Set(declared.map((edge) => pairKey(edge.from, edge.service)))
  for (const [key, edges] of pairs) {
    const [first] = edges
    if (first !== undefined && !known.has(key)) verdicts.push(judgeUndeclared(first, edges))
  }
  return {
    verdicts: verdicts.sort((a, b) => compareText(sortKey(a), sortKey(b))),
    unjudged: input.observed.filter((edge) => !isJudged(edge)),
  }
}

/** For the gates of a promotion. */
export function verdictOfEdge(verdict: EdgeVerdict): Verdict {
  const { state, from, to, reason } = verdict
  const subject = `${sayRelease(from)} → ${to.service}`
  if (state === 'seen' || state === 'unproven') {
    return { gate: 'traffic', outcome: state === 'seen' ? 'pass' : 'unproven', subject, reason }
  }
  return { gate: 'traffic', outcome: 'fail', subject, reason, fix: fixFor(verdict) }
}

function fixFor({ state, from, to }: EdgeVerdict): string {
  const versions = to.versions.join(' and ')
  if (state === 'out-of-range') {
    return `Let ${from.service} ask for \`${to.range}\` in its address, or declare a range of ${to.service} that takes ${versions}`
  }
  return `Declare it in towpath.yaml of ${from.service}: \`dependencies: {${to.service}: {range: ${rangeOf(to.versions)}}}\``
}

/** A range that takes all of them: `^1.9.0`, `^1.9.0 || ^2.0.0`. */
function rangeOf(versions: readonly string[]): string {
  const ranges: string[] = []
  for (const version of versions) {
    const isTaken = ranges.some((range) => satisfies(version, range, { prereleases: 'include' }))
    if (!isTaken) ranges.push(`^${version}`)
  }
  return ranges.length === 1 ? `${ranges[0]}` : `"${ranges.join(' || ')}"`
}

function judgeDeclared(edge: DeclaredEdge, observed: readonly ObservedEdge[], input: JudgeInput): EdgeVerdict[] {
  const [inside, outside] = partition(observed, ({ to }) => satisfies(to.version, edge.range, input))
  const to = { service: edge.service, range: edge.range }
  const verdicts: EdgeVerdict[] = []
  if (inside.length > 0) {
    const reason = `declared \`${edge.range}\`, and seen calling ${versionsOf(inside).join(' and ')}`
    verdicts.push({
      state: 'seen',
      from: edge.from,
      to: { ...to, versions: versionsOf(inside) },
      ...sums(inside),
      reason,
    })
  } else {
    const looked = input.spans === 0 ? 'no spans were there to look at' : `${input.spans} spans don't show it`
    const reason = `declared \`${edge.range}\`${edge.isOptional ? ' (optional)' : ''}; ${looked}, which proves nothing: traces are sampled`
    verdicts.push({ state: 'unproven', from: edge.from, to: { ...to, versions: [] }, ...sums([]), reason })
  }
  if (outside.length > 0) {
    const reason = `declared \`${edge.range}\`, and seen calling ${versionsOf(outside).join(' and ')}`
    verdicts.push({
      state: 'out-of-range',
      from: edge.from,
      to: { ...to, versions: versionsOf(outside) },
      ...sums(outside),
      reason,
    })
  }
  return verdicts
}

function judgeUndeclared({ from, to }: ObservedEdge, edges: readonly ObservedEdge[]): EdgeVerdict {
  const versions = versionsOf(edges)
  const reason = `seen calling ${versions.join(' and ')}, which its descriptor does not declare`
  return { state: 'undeclared', from, to: { service: to.service, range: null, versions }, ...sums(edges), reason }
}

function sums(edges: readonly ObservedEdge[]): { calls: number; errors: number } {
  return {
    calls: edges.reduce((sum, { calls }) => sum + calls, 0),
    errors: edges.reduce((sum, { errors }) => sum + errors, 0),
  }
}

function versionsOf(edges: readonly ObservedEdge[]): string[] {
  return [...new Set(edges.map(({ to }) => to.version))].sort((a, b) => compareVersionsDescending(b, a))
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}

function pairKey(from: ReleaseName, service: string): string {
  return `${sayRelease(from)} ${service}`
}

function sortKey({ from, to, state }: EdgeVerdict): string {
  return `${pairKey(from, to.service)} ${state}`
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
