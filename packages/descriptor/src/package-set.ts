import { z } from 'zod'
import { nameSchema } from './name.ts'
import { rangeSchema } from './range.ts'
import { versionSchema } from './version.ts'

/** A set's manifest as people write it; ranges are frozen at publish. */
export const packageSetManifestSchema = z.strictObject({
  set: nameSchema,
  version: versionSchema,
  notes: z.string().optional(),
  packages: z.record(nameSchema, rangeSchema),
})

export type PackageSetManifest = z.infer<typeof packageSetManifestSchema>
