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

const contractChangeSchema = z.strictObject({ level: z.enum(['minor', 'major']), place: z.string(), what: z.string() })

const unprovenSchema = z.strictObject({ place: z.string(), why: z.string(), fix: z.string().optional() })

/** What publish found of the gate `contract` (ADR 18). */
const compatibilitySchema = z.strictObject({
  /** `warn`: it was too small a bump, and somebody set that aside. */
  outcome: z.enum(['pass', 'warn', 'unproven']),
  /** The newest lower release, which it was compared with; null for a first version. */
  baseline: versionSchema.nullable(),
  /** The least bump that the changes ask for. */
  required: z.enum(['patch', 'minor', 'major']),
  /** The first hundred, breaks first. */
  changes: z.array(contractChangeSchema),
  unproven: z.array(unprovenSchema),
  overrides: z.array(z.strictObject({ gate: z.string(), by: z.string(), reason: z.string() })),
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
  /** Absent from what was published before there was this gate. */
  compatibility: compatibilitySchema.optional(),
})

export type Compatibility = z.infer<typeof compatibilitySchema>
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

/** sets/<name>/owner.json: the repository that first published the set. */
export const packageSetOwnerSchema = z.strictObject({
  schema: z.literal(1),
  set: nameSchema,
  repository: z.string(),
  since: timeSchema,
})

export type PackageSetOwner = z.infer<typeof packageSetOwnerSchema>

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

/** removals/<name>/<version>.json: a package that nothing names, whose bytes are to be removed or have been. */
export const removalSchema = z.strictObject({
  schema: z.literal(1),
  package: nameSchema,
  version: versionSchema,
  by: z.string(),
  /** When it was announced: since then it can't be promoted. */
  since: timeSchema,
  /** Since when nobody may count on its bytes; null: they are all there. */
  removed: timeSchema.nullable(),
  /** Whether the package store is done with it: until then the next run goes on. */
  cleared: z.boolean(),
})

export type Removal = z.infer<typeof removalSchema>

/** Paths in the `packages` domain. */
export const packagePaths = {
  owner: (name: string) => `packages/${name}/owner.json`,
  record: (name: string, version: string) => `packages/${name}/${version}.json`,
  records: (name: string) => `packages/${name}/`,
  set: (name: string, version: string) => `sets/${name}/${version}.json`,
  sets: (name: string) => `sets/${name}/`,
  setOwner: (name: string) => `sets/${name}/owner.json`,
  mark: (name: string, version: string) => `marks/${name}/${version}.json`,
  marks: (name: string) => `marks/${name}/`,
  removal: (name: string, version: string) => `removals/${name}/${version}.json`,
  /** Of one package, or of all. */
  removals: (name?: string) => (name === undefined ? 'removals/' : `removals/${name}/`),
} as const
