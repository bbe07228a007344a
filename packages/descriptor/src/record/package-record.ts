import { z } from 'zod'
import { archiveSchema, descriptorSchema } from '../descriptor/descriptor.ts'
import { digestSchema } from '../digest.ts'
import { nameSchema } from '../name.ts'
import { timeSchema } from '../scalar.ts'
import { versionSchema } from '../version/version.ts'

const publicationSchema = z.strictObject({
  at: timeSchema,
  repository: z.string(),
  revision: z.string(),
  /** URL of the run, or the terminal's `user@host`. */
  run: z.string(),
  by: z.string(),
})

/** packages/<name>/<version>.json */
export const packageRecordSchema = z.strictObject({
  schema: z.literal(1),
  descriptor: descriptorSchema,
  digest: digestSchema,
  content: digestSchema,
  archive: archiveSchema,
  files: digestSchema,
  /** Where the bytes are: `<repository>@<manifest digest>` in the package store. */
  reference: z.string(),
  publication: publicationSchema,
})

export type PackageRecord = z.infer<typeof packageRecordSchema>
export type Publication = z.infer<typeof publicationSchema>

/** packages/<name>/owner.json: the repository that first published the name. */
export const ownerSchema = z.strictObject({
  schema: z.literal(1),
  package: nameSchema,
  repository: z.string(),
  since: timeSchema,
})

export type Owner = z.infer<typeof ownerSchema>

/** sets/<name>/<version>.json */
export const packageSetRecordSchema = z.strictObject({
  schema: z.literal(1),
  set: nameSchema,
  version: versionSchema,
  notes: z.string(),
  packages: z.record(nameSchema, versionSchema),
  publication: publicationSchema,
})

export type PackageSetRecord = z.infer<typeof packageSetRecordSchema>

/** marks/<name>/<version>.json: a version marked bad. */
export const markSchema = z.strictObject({
  schema: z.literal(1),
  package: nameSchema,
  version: versionSchema,
  by: z.string(),
  reason: z.string(),
  since: timeSchema,
})

export type Mark = z.infer<typeof markSchema>

/** Paths in the `packages` domain. */
export const packagePaths = {
  owner: (name: string) => `packages/${name}/owner.json`,
  record: (name: string, version: string) => `packages/${name}/${version}.json`,
  records: (name: string) => `packages/${name}/`,
  set: (name: string, version: string) => `sets/${name}/${version}.json`,
  mark: (name: string, version: string) => `marks/${name}/${version}.json`,
} as const
