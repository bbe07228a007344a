import { nameSchema, scalarSchema, variableSchema } from '@towpath/descriptor'
import { z } from 'zod'

/** Infrastructure with every default filled in (promote does that, so that a new default changes no old revision). */
export const resolvedInfrastructureSchema = z.strictObject({
  /** Names of hosts, in the spec's order. */
  hosts: z.array(nameSchema).min(1),
  perHost: z.int(),
  resources: z.strictObject({ cpuMilli: z.int().optional(), memoryMiB: z.int().optional() }),
  state: z.array(z.string()),
  strategy: z.strictObject({ kind: z.enum(['overlap', 'replace']), batch: z.union([z.int(), z.string()]) }),
  health: z.strictObject({
    startSeconds: z.int(),
    intervalMs: z.int(),
    timeoutMs: z.int(),
    successes: z.int(),
    settleSeconds: z.int(),
    command: z.array(z.string()).optional(),
  }),
  drainSeconds: z.int(),
  stopSeconds: z.int(),
  user: z.string().nullable(),
  restartSeconds: z.int(),
})

export type ResolvedInfrastructure = z.infer<typeof resolvedInfrastructureSchema>

/** Config blob of a release: blobs/<sha256>.json. Its digest is the release's config digest; without secrets and ports. */
export const releaseConfigSchema = z.strictObject({
  schema: z.literal(1),
  config: z.record(variableSchema, scalarSchema),
  /** Target path in TOWPATH_CONFIG_DIR → text of the template. */
  files: z.record(z.string(), z.string()),
  /** By dependency: the values that reach the process as TOWPATH_<DEP>_<NAME>. */
  dependencies: z.record(nameSchema, z.record(variableSchema, scalarSchema)),
  infrastructure: resolvedInfrastructureSchema,
})

export type ReleaseConfig = z.infer<typeof releaseConfigSchema>
