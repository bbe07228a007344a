import { canonicalJson, digestSchema, nameSchema, scalarSchema, versionSchema } from '@towpath/descriptor'
import { z } from 'zod'
import { judgedEdgeSchema } from '../compatibility/judged-edge.ts'
import { promotionSetSchema } from '../compatibility/promotion-set.ts'
import { requestSchema, verdictSchema } from '../revision.ts'
import type { Plan } from './plan.ts'

const configValueSchema = z.union([scalarSchema, z.array(z.string())]).nullable()

/** What a plan says, for other programs: the file that the output `plan` names. The revision itself is in the store. */
export const planDocumentSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.enum(['promote', 'rollback', 'spec']),
  environment: nameSchema,
  outcome: z.enum(['revision', 'unchanged', 'refused']),
  /** The number that it gets; for `unchanged` the one that stands; null when refused. */
  revision: z.int().nullable(),
  content: digestSchema.nullable(),
  newest: z.int().nullable(),
  base: z.int().nullable(),
  request: requestSchema,
  changes: z.array(
    z.strictObject({
      service: nameSchema,
      line: z.string(),
      from: versionSchema.nullable(),
      to: versionSchema.nullable(),
      config: z.array(z.strictObject({ key: z.string(), from: configValueSchema, to: configValueSchema })),
      notes: z.array(z.strictObject({ version: versionSchema, notes: z.string() })),
    }),
  ),
  kept: z.array(z.strictObject({ service: nameSchema, line: z.string(), version: versionSchema })),
  /** Package sets that come, go or move, each as a whole. */
  sets: z.array(
    z.strictObject({
      set: nameSchema,
      from: versionSchema.nullable(),
      to: versionSchema.nullable(),
      packages: z.array(
        z.strictObject({ service: nameSchema, from: versionSchema.nullable(), to: versionSchema.nullable() }),
      ),
    }),
  ),
  order: z.array(z.array(nameSchema)),
  /** Declared edges that the change touches, and what else would have to come where they don't hold; null for a rollback. */
  compatibility: z
    .strictObject({ edges: z.array(judgedEdgeSchema), derived: promotionSetSchema.nullable() })
    .nullable(),
  /** Of a rollback of a part: the services that go back. */
  part: z.array(nameSchema).optional(),
  verdicts: z.array(verdictSchema),
  refusals: z.array(
    z.strictObject({
      code: z.string(),
      gate: z.string(),
      subject: z.string(),
      reason: z.string(),
      fixes: z.array(z.string()),
    }),
  ),
})

export type PlanDocument = z.infer<typeof planDocumentSchema>

export function planDocument(plan: Plan): PlanDocument {
  return {
    schema: 1,
    kind: plan.kind,
    environment: plan.environment,
    outcome: plan.outcome,
    revision: plannedNumber(plan),
    content: plan.outcome === 'revision' ? plan.revision.content : null,
    newest: plan.newest,
    base: plan.base,
    request: plan.request,
    changes: plan.changes.map((change) => ({
      ...change,
      config: change.config.map(({ key, from, to }) => ({ key, from: copied(from), to: copied(to) })),
      notes: [...change.notes],
    })),
    kept: [...plan.kept],
    sets: plan.sets.map((set) => ({ ...set, packages: set.packages.map((one) => ({ ...one })) })),
    order: plan.order.map((group) => [...group]),
    compatibility:
      plan.compatibility === undefined
        ? null
        : { edges: [...plan.compatibility.edges], derived: plan.compatibility.derived },
    ...(plan.part !== undefined && { part: [...plan.part] }),
    verdicts: [...plan.verdicts],
    refusals:
      plan.outcome === 'refused' ? plan.refusals.map((refusal) => ({ ...refusal, fixes: [...refusal.fixes] })) : [],
  }
}

/** Canonical JSON of the plan's document. */
export function renderPlanJson(plan: Plan): string {
  return canonicalJson(planDocument(plan))
}

/** The number of the revision that a plan makes or leaves standing; null when refused. */
export function plannedNumber(plan: Plan): number | null {
  switch (plan.outcome) {
    case 'revision':
      return plan.revision.number
    case 'unchanged':
      return plan.unchangedSince
    case 'refused':
      return null
  }
}

function copied(value: Plan['changes'][number]['config'][number]['from']) {
  return typeof value === 'object' && value !== null ? [...value] : value
}
