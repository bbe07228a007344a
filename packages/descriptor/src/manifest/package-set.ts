import { z } from 'zod'
import { nameSchema } from '../name.ts'
import { rangeSchema } from '../version/range.ts'
import { versionSchema } from '../version/version.ts'

/** A set's manifest as people write it; ranges are frozen at publish. */
export const packageSetManifestSchema = z.strictObject({
  set: nameSchema.describe('Name of the set: a business domain that is deployed as a whole.'),
  version: versionSchema.describe('SemVer 2.0.0 of the set itself.'),
  notes: z.string().optional().describe('What changed.'),
  packages: z
    .record(nameSchema, rangeSchema)
    .describe('Packages by name, with versions or ranges; ranges are resolved and frozen at publish.'),
})

export type PackageSetManifest = z.infer<typeof packageSetManifestSchema>
