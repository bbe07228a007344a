import { nameSchema } from '@towpath/descriptor'
import { z } from 'zod'
import type { Plan, Refusal } from '../plan/plan.ts'
import { verdictSchema } from '../revision.ts'
import { judgedEdgeSchema } from './judged-edge.ts'
import { promotionSetSchema } from './promotion-set.ts'

/** Whether a promotion would leave every declared edge satisfied, and what would. */
export const promotionAnswerSchema = z.strictObject({
  schema: z.literal(1),
  environment: nameSchema,
  /** `name@version` of what would come. */
  packages: z.array(z.string()),
  /** `not-yet`: every edge would hold, but something else refuses it. */
  answer: z.enum(['yes', 'not-yet', 'no']),
  /** Declared edges that the change touches, and those that would not hold. */
  edges: z.array(judgedEdgeSchema),
  /** What else would have to come; null where nothing has to. */
  derived: promotionSetSchema.nullable(),
  /** Lines that would go and are needed, and whatever else than an edge stands in the way. */
  refusals: z.array(
    z.strictObject({ gate: z.string(), subject: z.string(), reason: z.string(), fixes: z.array(z.string()) }),
  ),
  /** Calls that were seen, and that nobody declares. */
  traffic: z.array(verdictSchema),
})

export type PromotionAnswer = z.infer<typeof promotionAnswerSchema>

/** What a plan says about the edges, without its making. */
export function canPromote(plan: Plan): PromotionAnswer {
  const { edges = [], derived = null } = plan.compatibility ?? {}
  const others = plan.outcome === 'refused' ? plan.refusals.filter((one) => one.code !== 'dependency-unsatisfied') : []
  const holds = edges.every((edge) => edge.state !== 'unsatisfied') && !others.some(isUnknowable)
  return {
    schema: 1,
    environment: plan.environment,
    packages: plan.changes.flatMap(({ service, from, to }) => (to === null || from === to ? [] : [`${service}@${to}`])),
    answer: !holds ? 'no' : plan.outcome === 'refused' ? 'not-yet' : 'yes',
    edges: [...edges],
    derived,
    refusals: others.map(({ gate, subject, reason, fixes }) => ({ gate, subject, reason, fixes: [...fixes] })),
    traffic: plan.verdicts.filter((verdict) => verdict.gate === 'traffic'),
  }
}

/** What was asked for is not there, so that no edge of it could be judged. */
function isUnknowable({ gate }: Refusal): boolean {
  return gate === 'published' || gate === 'accept' || gate === 'marks' || gate === 'line' || gate === 'spec'
}
