import { digestSchema, nameSchema, rangeSchema, versionSchema } from '@towpath/descriptor'
import { z } from 'zod'

const provideSchema = z.strictObject({
  protocol: z.enum(['http', 'grpc', 'tcp']),
  /** Of http its path, of grpc a name for grpc.health.v1. Absent too in what was written before it was kept. */
  health: z.string().exactOptional(),
})

/**
 * What an instance says of itself on its host, so that a later deploy knows what it is, whatever became of the run that started it and
 * of the revision that named it.
 */
export const instanceManifestSchema = z.strictObject({
  schema: z.literal(1),
  id: z.string(),
  service: nameSchema,
  version: versionSchema,
  isDefault: z.boolean(),
  config: digestSchema,
  archive: digestSchema,
  /** By the provide's name. */
  provides: z.record(nameSchema, provideSchema),
  /** By name: the range by which it was told of it, the exact version where its package set names one. */
  dependencies: z.record(nameSchema, z.strictObject({ range: rangeSchema })),
  drainSeconds: z.int(),
  stopSeconds: z.int(),
})

export type InstanceManifest = z.infer<typeof instanceManifestSchema>
