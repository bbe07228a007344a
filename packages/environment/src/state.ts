import { digestSchema, nameSchema, timeSchema, versionSchema } from '@towpath/descriptor'
import { z } from 'zod'
import { pinSchema, specHomeSchema } from './revision.ts'

/** Who acts: the same owner takes over its own lease at once (DESIGN invariant 5). */
export const leaseOwnerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('job'),
    repository: z.string(),
    run: z.string(),
    attempt: z.int(),
    job: z.string(),
    runner: z.string(),
    environment: nameSchema,
  }),
  z.strictObject({
    kind: z.literal('process'),
    host: z.string(),
    boot: z.string(),
    pid: z.int(),
    startTime: z.string(),
  }),
])

export type LeaseOwner = z.infer<typeof leaseOwnerSchema>

export const leaseSchema = z.strictObject({
  owner: leaseOwnerSchema,
  /** URL of the run, for people. */
  run: z.string(),
  revision: z.int(),
  fence: z.int(),
  since: timeSchema,
  until: timeSchema,
  /** Whose lease was taken over for this one, and why. */
  tookOver: z.strictObject({ owner: leaseOwnerSchema, run: z.string(), reason: z.string() }).nullable(),
})

export type Lease = z.infer<typeof leaseSchema>

const lockSchema = z.strictObject({
  /** null: the whole environment. */
  service: nameSchema.nullable(),
  by: z.string(),
  reason: z.string(),
  run: z.string(),
  since: timeSchema,
  until: timeSchema.nullable(),
  /** It stands in every environment, and new ones heed it: the global stop. Absent: in this one alone. */
  everywhere: z.literal(true).optional(),
})

export type Lock = z.infer<typeof lockSchema>

export const parkedSchema = z.strictObject({
  revision: z.int(),
  /** What it would have changed, `name@version` each; empty when only spec or config. */
  packages: z.array(z.string()),
  /** Digest of the spec that failed, when the spec itself was part of the change. */
  spec: digestSchema.nullable(),
  reason: z.string(),
  at: timeSchema,
})

export type Parked = z.infer<typeof parkedSchema>

/** A package that is accepted into a revision and not deployed yet. */
const waitingSchema = z.strictObject({
  package: nameSchema,
  version: versionSchema,
  by: z.string(),
  at: timeSchema,
  /** Why, or the command where nobody said. */
  reason: z.string(),
})

export type Waiting = z.infer<typeof waitingSchema>

/** state.json of an environment's domain: all that changes. */
export const environmentStateSchema = z.strictObject({
  schema: z.literal(1),
  /** The newest revision: what is wanted. */
  desired: z.strictObject({ number: z.int(), digest: digestSchema }).nullable(),
  /** What runs: the last revision that was deployed and verified. */
  deployed: z.strictObject({ number: z.int(), digest: digestSchema, at: timeSchema }).nullable(),
  /** The one deployed well before `deployed`; for a restored one, before what it restores. */
  lastGood: z.int().nullable(),
  lease: leaseSchema.nullable(),
  /** The highest fence given so far. */
  fence: z.int(),
  locks: z.array(lockSchema),
  pins: z.array(pinSchema),
  parked: z.array(parkedSchema),
  waiting: z.array(waitingSchema),
  specHome: specHomeSchema.nullable(),
})

export type EnvironmentState = z.infer<typeof environmentStateSchema>

/** The state of an environment that has no revision yet. */
export const emptyState: EnvironmentState = {
  schema: 1,
  desired: null,
  deployed: null,
  lastGood: null,
  lease: null,
  fence: 0,
  locks: [],
  pins: [],
  parked: [],
  waiting: [],
  specHome: null,
}
