import { descriptorSchema, digestSchema, nameSchema, rangeSchema, timeSchema, versionSchema } from '@towpath/descriptor'
import { z } from 'zod'

/** The answer of a gate (DESIGN §2). */
export const verdictSchema = z.strictObject({
  gate: z.string(),
  outcome: z.enum(['pass', 'fail', 'warn', 'unproven']),
  /** What it is about: a service, `orders → stock`, the environment. */
  subject: z.string(),
  reason: z.string(),
  fix: z.string().optional(),
})

export type Verdict = z.infer<typeof verdictSchema>

export const specHomeSchema = z.strictObject({
  repository: z.string(),
  ref: z.string(),
  path: z.string(),
  commit: z.string(),
})

export type SpecHome = z.infer<typeof specHomeSchema>

export const requestSchema = z.strictObject({
  by: z.string(),
  at: timeSchema,
  /** URL of the run, or the terminal's `user@host`. */
  run: z.string(),
  /** URL of the pull request that it came from, where one is known. */
  pullRequest: z.string().optional(),
  /** What was asked, as a person would write it: `promote orders@1.4.2 to staging`. */
  command: z.string(),
  reason: z.string().nullable(),
})

export type ChangeRequest = z.infer<typeof requestSchema>

/** One version of one service with one resolved config. */
export const releaseSchema = z.strictObject({
  service: nameSchema,
  version: versionSchema,
  /** The range of `versions:` that it is the newest of; `*` where the spec names none. */
  line: rangeSchema,
  /** Whether it is the service's default line (DESIGN §7). */
  isDefault: z.boolean(),
  /** By value: a revision is complete. */
  descriptor: descriptorSchema,
  content: digestSchema,
  files: digestSchema,
  archive: z.strictObject({ digest: digestSchema, sizeBytes: z.int(), mediaType: z.string(), reference: z.string() }),
  /** Digest of its config blob. */
  config: digestSchema,
  /** By name; the version that answers it in this revision, null for an absent optional one. */
  dependencies: z.record(nameSchema, z.strictObject({ range: rangeSchema, version: versionSchema.nullable() })),
  /** `name@version` of the package set that it came with; of several, joined by a blank, the one that it keeps to first (ADR 15). */
  setOf: z.string().nullable(),
})

export type Release = z.infer<typeof releaseSchema>

export const pinSchema = z.strictObject({
  service: nameSchema,
  version: versionSchema,
  config: digestSchema,
  since: timeSchema,
  by: z.string(),
  reason: z.string(),
})

export type Pin = z.infer<typeof pinSchema>

/** A gate that somebody set aside. */
export const overrideSchema = z.strictObject({
  gate: z.string(),
  by: z.string(),
  reason: z.string(),
  /** What the gate was about: `orders 1.4.2`, `orders → stock`, the environment. */
  subject: z.string().optional(),
  /** Environments of `after` that it came past and that have not run it since; of gate `order` alone. */
  skipped: z.array(nameSchema).optional(),
  /** The revision that it was given for, in a later one that still carries what came past. */
  since: z.int().optional(),
})

export type Override = z.infer<typeof overrideSchema>

/** revisions/<n>.json: one immutable state of an environment, complete by value. */
export const revisionSchema = z.strictObject({
  schema: z.literal(1),
  environment: nameSchema,
  number: z.int().min(1),
  kind: z.enum(['promote', 'rollback', 'spec']),
  /** Always number − 1, failed or not; null for the first. */
  previous: z.strictObject({ number: z.int(), digest: digestSchema }).nullable(),
  /** The number it was built on: the newest that did not fail; null for the first. */
  base: z.int().nullable(),
  request: requestSchema,
  specHome: specHomeSchema,
  /** Digest of the spec's blob. */
  spec: digestSchema,
  /** Sorted by service, then version. */
  releases: z.array(releaseSchema),
  /** Digest of spec and releases; equal to desired's means no new revision. */
  content: digestSchema,
  pins: z.array(pinSchema),
  verdicts: z.array(verdictSchema),
  overrides: z.array(overrideSchema),
  /** The revision that a rollback restores. */
  restores: z.int().nullable(),
})

export type Revision = z.infer<typeof revisionSchema>
