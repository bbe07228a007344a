import { nameSchema, rangeSchema, timeSchema, versionSchema } from '@towpath/descriptor'
import { z } from 'zod'

const instanceStatusSchema = z.strictObject({
  id: z.string(),
  host: z.string(),
  ip: z.string(),
  /** By the provide's name. */
  ports: z.record(nameSchema, z.int()),
  since: timeSchema,
})

const versionStatusSchema = z.strictObject({
  version: versionSchema,
  line: rangeSchema,
  isDefault: z.boolean(),
  /** Package sets that it came with, `name@version` each; empty: it stands on its own. */
  sets: z.array(z.string()),
  /** It runs on only for a proxy that is out of reach. */
  isLeaving: z.boolean(),
  /** When the first of its instances was first seen running. null for an external service. */
  since: timeSchema.nullable(),
  instances: z.array(instanceStatusSchema),
})

export const serviceStatusSchema = z.strictObject({
  service: nameSchema,
  isExternal: z.boolean(),
  /** Default line first, then newest first. */
  versions: z.array(versionStatusSchema),
})

const releaseChangeSchema = z.strictObject({
  service: nameSchema,
  /** Newest first; empty: not there. */
  from: z.array(versionSchema),
  to: z.array(versionSchema),
  /** The versions are the same and their config is not. */
  isConfigOnly: z.boolean(),
})

const restorableSchema = z.strictObject({
  /** The newest that were deployed well, but for the one that runs. */
  lookedAt: z.array(z.int()),
  gone: z.array(z.strictObject({ revision: z.int(), packages: z.array(z.string()) })),
  /** Why nobody could look, of some package or all; null: everything was seen. */
  unknown: z.string().nullable(),
})

export type Restorable = z.infer<typeof restorableSchema>

export const environmentStatusSchema = z.strictObject({
  environment: nameSchema,
  /** Where clients find it; null before the first registration. */
  address: z.strictObject({ vip: z.string(), port: z.int(), domain: z.string().nullable() }).nullable(),
  /** As the last registered deploy saw them. */
  proxies: z.array(
    z.strictObject({
      host: nameSchema,
      holdsVip: z.boolean(),
      /** False: it could not be told of the newest routes, and may serve by older ones. */
      isCurrent: z.boolean(),
    }),
  ),
  desired: z.int().nullable(),
  deployed: z.strictObject({ revision: z.int(), at: timeSchema }).nullable(),
  lastGood: z.int().nullable(),
  /** Revision that the inventory was registered for; differs from deployed until register ran. */
  registered: z.int().nullable(),
  lease: z.strictObject({ run: z.string(), revision: z.int(), since: timeSchema, until: timeSchema }).nullable(),
  locks: z.array(
    z.strictObject({
      service: nameSchema.nullable(),
      by: z.string(),
      reason: z.string(),
      /** URL of the run that it belongs to, or `user@host`. */
      run: z.string(),
      /** Whether it is the stop of every environment. */
      everywhere: z.boolean(),
      since: timeSchema,
      /** null: until it is taken away. */
      until: timeSchema.nullable(),
    }),
  ),
  pins: z.array(z.strictObject({ service: nameSchema, version: versionSchema, by: z.string(), reason: z.string() })),
  parked: z.array(
    z.strictObject({ revision: z.int(), packages: z.array(z.string()), reason: z.string(), at: timeSchema }),
  ),
  /** Gates that were set aside for what is deployed; an order's, until what it came past has caught up. */
  overrides: z.array(
    z.strictObject({
      gate: z.string(),
      subject: z.string(),
      by: z.string(),
      reason: z.string(),
      /** Environments that have still to run it. */
      skipped: z.array(nameSchema),
    }),
  ),
  /** Accepted into a revision, and not deployed yet. */
  waiting: z.array(
    z.strictObject({ package: nameSchema, version: versionSchema, by: z.string(), at: timeSchema, reason: z.string() }),
  ),
  /** By name. */
  services: z.array(serviceStatusSchema),
  /** Which earlier revisions a rollback can't go to, because packages were removed; null: nobody looked. */
  restorable: restorableSchema.nullable(),
  /** From lastGood to deployed; empty when either is unknown. */
  changes: z.array(releaseChangeSchema),
})

export type EnvironmentStatus = z.infer<typeof environmentStatusSchema>
export type ServiceStatus = z.infer<typeof serviceStatusSchema>
export type ReleaseChange = z.infer<typeof releaseChangeSchema>

/** status' output: what runs where, in each environment asked for. */
export const statusDocumentSchema = z.strictObject({
  schema: z.literal(1),
  at: timeSchema,
  environments: z.array(environmentStatusSchema),
})

export type StatusDocument = z.infer<typeof statusDocumentSchema>
