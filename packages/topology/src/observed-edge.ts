import { nameSchema, timeSchema, versionSchema } from '@towpath/descriptor'
import { z } from 'zod'

const releaseNameSchema = z.strictObject({ service: nameSchema, version: versionSchema })

/** Calls from one release to another, as spans showed them. */
export const observedEdgeSchema = z.strictObject({
  from: releaseNameSchema,
  to: releaseNameSchema,
  /** A call has an answer; a message goes through a broker. */
  via: z.enum(['call', 'message']),
  calls: z.int().min(1),
  errors: z.int().min(0),
  /** null when no span of it has a time. */
  firstSeen: timeSchema.nullable(),
  lastSeen: timeSchema.nullable(),
  /** How many took less than 2^key microseconds (and not less than half of that); exact ones can't be merged, these can. */
  durations: z.record(z.string().regex(/^\d{1,2}$/), z.int().min(1)),
})

export type ObservedEdge = z.infer<typeof observedEdgeSchema>

/** Why a span led to no release. */
export const unknownReasons = [
  /** It names an instance of another environment. */
  'other-environment',
  /** The caller's span is there and names nobody in the inventory. */
  'caller-unknown',
  /** The caller's span is not there: not sampled, not sent yet, or lost. */
  'caller-missing',
  /** The callee's span is there and names nobody in the inventory. */
  'callee-unknown',
  /** The callee recorded nothing, and neither address nor URL says who it is. */
  'peer-unknown',
] as const

export type UnknownReason = (typeof unknownReasons)[number]

export const unknownSpansSchema = z.strictObject({
  reason: z.enum(unknownReasons),
  /** The name that the span gives itself; null when it gives none. */
  service: z.string().nullable(),
  spans: z.int().min(1),
})

export type UnknownSpans = z.infer<typeof unknownSpansSchema>
