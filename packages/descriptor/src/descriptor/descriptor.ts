import { z } from 'zod'
import { type Digest, digestOfDocument, digestSchema } from '../digest.ts'
import { infrastructureSchema } from '../manifest/infrastructure.ts'
import { dependencySchema, provideSchema } from '../manifest/manifest.ts'
import { nameSchema, variableSchema } from '../name.ts'
import { scalarSchema, timeSchema } from '../scalar.ts'
import { versionSchema } from '../version/version.ts'

export const archiveSchema = z.strictObject({
  digest: digestSchema,
  sizeBytes: z.int().min(0),
  mediaType: z.enum(['application/vnd.towpath.code.v1.tar+gzip', 'application/vnd.towpath.code.v1.tar+zstd']),
})

export type Archive = z.infer<typeof archiveSchema>

export const sourceSchema = z.strictObject({ repository: z.string().min(1), revision: z.string().min(1) })

/**
 * The metadata document of a logical package: towpath.yaml's keys as written, without what only building needs, with the
 * texts that a release is made of. No defaults filled in (promote does that, into the config blob).
 */
export const descriptorSchema = z.strictObject({
  schema: z.literal(1),
  package: nameSchema,
  version: versionSchema,
  kind: z.enum(['service', 'worker', 'job']).optional(),
  code: z.strictObject({
    run: z.array(z.string()).min(1),
    requires: z.record(z.string(), z.string()).optional(),
    config: z
      .strictObject({
        /** Text of the JSON Schema of the config. */
        schema: z.string().optional(),
        defaults: z.record(variableSchema, scalarSchema).optional(),
        /** Target path in TOWPATH_CONFIG_DIR → text of the template. */
        files: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
  }),
  provides: z.record(nameSchema, provideSchema).optional(),
  dependencies: z.record(nameSchema, dependencySchema).optional(),
  infrastructure: infrastructureSchema.optional(),
  /** Digest of the file index. */
  files: digestSchema,
  archive: archiveSchema,
  notes: z.string(),
  source: sourceSchema,
  created: timeSchema,
})

export type Descriptor = z.infer<typeof descriptorSchema>
export type Source = z.infer<typeof sourceSchema>

/** What "the same version" means: the descriptor without notes, source, created and archive (FORMATS "Digests"). */
export function contentDigest(descriptor: Descriptor): Digest {
  const { notes: _notes, source: _source, created: _created, archive: _archive, ...content } = descriptor
  return digestOfDocument(content)
}
