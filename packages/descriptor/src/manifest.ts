import { z } from 'zod'
import { digestSchema } from './digest.ts'
import { infrastructureSchema } from './infrastructure.ts'
import { nameSchema, variableSchema } from './name.ts'
import { rangeSchema } from './range.ts'
import { notYet, scalarSchema } from './scalar.ts'
import { versionSchema } from './version.ts'

/** A path inside the repository or package: relative, with `/`, leaving neither. */
export const relativePathSchema = z
  .string({ error: 'a relative path' })
  .refine((path) => path !== '' && !path.startsWith('/') && !/[\\\n\0]/.test(path) && !path.split('/').includes('..'), {
    error: 'a relative path with `/` that does not leave its folder',
  })

const commandSchema = z
  .array(
    z.string().refine((word) => !word.includes('\0'), { error: 'a word without NUL' }),
    {
      error: 'a list of words such as `[node, server.js]`',
    },
  )
  .min(1, { error: 'a list of at least one word such as `[node, server.js]`' })

const configSchema = z.strictObject({
  schema: relativePathSchema.optional(),
  defaults: z.record(variableSchema, scalarSchema).optional(),
  files: z.record(relativePathSchema, relativePathSchema).optional(),
})

const httpHealthSchema = z.string().regex(/^\/[^\s]*$/, { error: 'a path such as `/healthz`' })

/** `contract` is a path in the manifest and {path, digest} in the descriptor. */
function provideSchemaWith<Contract extends z.ZodType>(contract: Contract) {
  return z.discriminatedUnion(
    'protocol',
    [
      z.strictObject({
        protocol: z.literal('http'),
        port: variableSchema,
        health: httpHealthSchema.optional(),
        contract: contract.optional(),
      }),
      z.strictObject({
        protocol: z.literal('grpc'),
        port: variableSchema,
        health: z.string().optional(),
        contract: contract.optional(),
      }),
      z.strictObject({ protocol: z.literal('tcp'), port: variableSchema }),
    ],
    { error: 'protocol `http`, `grpc` or `tcp`' },
  )
}

const manifestProvideSchema = provideSchemaWith(relativePathSchema)

export const provideSchema = provideSchemaWith(z.strictObject({ path: relativePathSchema, digest: digestSchema }))

/** A provide as a descriptor has it. */
export type Provide = z.infer<typeof provideSchema>

export const dependencySchema = z.strictObject({
  range: rangeSchema,
  provide: nameSchema.optional(),
  optional: z.boolean().optional(),
  env: z.record(variableSchema, z.enum(['url', 'address'], { error: '`url` or `address`' })).optional(),
  config: z.record(variableSchema, scalarSchema).optional(),
})

export type Dependency = z.infer<typeof dependencySchema>

const notesSchema = z.union([z.string(), z.strictObject({ from: z.string().min(1) })], {
  error: 'a text, `{from: git}` or `{from: CHANGELOG.md}`',
})

const requiresSchema = z.record(z.string().regex(/^[a-z0-9][a-z0-9._+-]*$/), z.string().min(1))

const codeSchema = z.strictObject({
  build: z.string().min(1).optional(),
  include: z.array(z.string().min(1)).min(1, { error: 'at least one glob such as `dist/**`' }),
  exclude: z.array(z.string().min(1)).optional(),
  run: commandSchema,
  requires: requiresSchema.optional(),
  config: configSchema.optional(),
})

const atMostOneHttpAndGrpc = (provides: Record<string, { protocol: string }>) =>
  ['http', 'grpc'].every((protocol) => Object.values(provides).filter((p) => p.protocol === protocol).length <= 1)

/** towpath.yaml (FORMATS). */
export const manifestSchema = z
  .strictObject({
    package: nameSchema,
    version: z.union([versionSchema, z.strictObject({ from: z.enum(['package.json', 'git-tag']) })], {
      error: 'a full semantic version such as `1.4.0`, `{from: package.json}` or `{from: git-tag}`',
    }),
    notes: notesSchema.optional(),
    kind: z.enum(['service', 'worker', 'job'], { error: '`service`, `worker` or `job`' }).optional(),
    schedule: notYet('jobs with a schedule'),
    code: codeSchema,
    provides: z
      .record(nameSchema, manifestProvideSchema)
      .refine(atMostOneHttpAndGrpc, { error: 'at most one http and one grpc' })
      .optional(),
    dependencies: z.record(nameSchema, dependencySchema).optional(),
    infrastructure: infrastructureSchema.optional(),
  })
  .refine((manifest) => manifest.kind !== 'job', { path: ['kind'], error: 'not yet: jobs with a schedule' })
  .refine((manifest) => manifest.kind !== 'worker' || Object.keys(manifest.provides ?? {}).length === 0, {
    path: ['provides'],
    error: 'nothing, because a worker provides nothing (or kind `service`)',
  })

export type Manifest = z.infer<typeof manifestSchema>
