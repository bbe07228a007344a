import { nameSchema, versionSchema } from '@towpath/descriptor'
import { z } from 'zod'
import { type AnsweredEdge, isBroken } from '../promotion/dependencies.ts'
import type { Release } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type ObservedCall, sayCalls } from './observed-calls.ts'

/** A declared dependency as it would be after a change. */
export const judgedEdgeSchema = z.strictObject({
  /** `absent`: it is optional, and nothing answers it. */
  state: z.enum(['satisfied', 'absent', 'unsatisfied']),
  from: z.strictObject({ service: nameSchema, version: versionSchema }),
  to: z.strictObject({
    service: nameSchema,
    range: z.string(),
    /** What would answer it. */
    version: versionSchema.nullable(),
    /** What answers it now; null also where the consumer is new. */
    before: versionSchema.nullable(),
  }),
  /** How often it was seen in the environment's windows, from this version of the consumer; null: nobody looked. */
  calls: z.int().min(0).nullable(),
  reason: z.string(),
  /** The smallest thing to do. */
  fix: z.string().nullable(),
})

export type JudgedEdge = z.infer<typeof judgedEdgeSchema>

interface Judging {
  readonly spec: EnvironmentSpec
  readonly base: readonly Release[]
  readonly observed: readonly ObservedCall[]
  readonly fixOf: (edge: AnsweredEdge) => string | null
}

/** The edges that a change touches, and whatever would not hold; in the order given. */
export function judgedEdges(edges: readonly AnsweredEdge[], judging: Judging): readonly JudgedEdge[] {
  const before = Map.groupBy(judging.base, (release) => release.service)
  const judged: JudgedEdge[] = []
  for (const edge of edges) {
    const { service, version } = edge.consumer
    const answers = before.get(service)?.find((release) => release.version === version)?.dependencies
    const earlier = answers?.[edge.dependency]?.version ?? null
    if (answers !== undefined && earlier === edge.version && !isBroken(edge)) continue
    judged.push(judgedEdge(edge, earlier, judging))
  }
  return judged
}

function judgedEdge(edge: AnsweredEdge, before: string | null, { spec, observed, fixOf }: Judging): JudgedEdge {
  const { service, version } = edge.consumer
  const state = isBroken(edge) ? 'unsatisfied' : edge.version === null ? 'absent' : 'satisfied'
  return {
    state,
    from: { service, version },
    to: { service: edge.dependency, range: edge.range, version: edge.version, before },
    calls: observed.length === 0 ? null : callsOf(edge, observed),
    reason: state === 'satisfied' ? `${edge.dependency} ${edge.version} fits` : reasonOfEdge(edge, spec, observed),
    fix: fixOf(edge),
  }
}

/** Why an edge does not hold, as one sentence without a full stop. */
export function reasonOfEdge(
  edge: AnsweredEdge,
  { environment }: EnvironmentSpec,
  observed: readonly ObservedCall[],
): string {
  const { consumer, dependency, range, problem, found } = edge
  const who = `${consumer.service} ${consumer.version}`
  if (problem === 'address') return `${who} needs the address of ${dependency}, and ${environment} has ${found}`
  if (problem === 'provide') {
    const provide = consumer.descriptor.dependencies?.[dependency]?.provide
    return `${who} needs ${provide === undefined ? 'something that is served' : `the provide \`${provide}\``} of ${dependency} \`${range}\`, and ${environment} would have ${found}`
  }
  const seen = sayCalls(callsOf(edge, observed))
  const how = edge.isOptional ? 'can use' : 'needs'
  return `${who} ${how} ${dependency} \`${range}\` (declared in its descriptor${seen === null ? '' : `, and ${seen}`}), and ${environment} would have ${found}`
}

function callsOf({ consumer, dependency }: AnsweredEdge, observed: readonly ObservedCall[]): number {
  return observed
    .filter(
      ({ from, to }) =>
        from.service === consumer.service && from.version === consumer.version && to.service === dependency,
    )
    .reduce((sum, { calls }) => sum + calls, 0)
}
