import { z } from 'zod'
import { digestSchema } from '../digest.ts'
import { nameSchema, variableSchema } from '../name.ts'
import { notYet, scalarSchema } from '../scalar.ts'
import { rangeSchema } from '../version/range.ts'
import { versionSchema } from '../version/version.ts'
import { commandSchema } from './command.ts'
import { infrastructureSchema } from './infrastructure.ts'

/** A path inside the repository or package: relative, with `/`, leaving neither. */
const relativePathSchema = z
  .string({ error: 'a relative path' })
  .refine((path) => path !== '' && !path.startsWith('/') && !/[\\\n\0]/.test(path) && !path.split('/').includes('..'), {
    error: 'a relative path with `/` that does not leave its folder',
  })
  .meta({ pattern: '^(?!/)(?!(.*/)?\\.\\.(/|$))[^\\\\\\n]+$' })

const configSchema = z.strictObject({
  schema: relativePathSchema
    .optional()
    .describe('Path of a JSON Schema (a flat object of scalars) that the resolved config must satisfy.'),
  defaults: z
    .record(variableSchema, scalarSchema)
    .optional()
    .describe('Variables that the process gets unless an environment says otherwise.'),
  files: z
    .record(relativePathSchema, relativePathSchema)
    .optional()
    .describe('Target below TOWPATH_CONFIG_DIR → path of a template with places for config and dependencies.'),
})

const httpHealthSchema = z
  .string({ error: 'a path such as `/healthz`' })
  .regex(/^\/[^\s]*$/, { error: 'a path such as `/healthz`' })
  .describe('Path that answers 2xx when the program is ready.')

const portSchema = variableSchema.describe('The variable that carries the port to listen on.')

/** `contract` is a path in the manifest and {path, digest} in the descriptor. */
function provideSchemaWith<Contract extends z.ZodType>(contract: Contract) {
  const contractSchema = contract.optional().describe('OpenAPI or protobuf file that says what is provided.')
  return z.discriminatedUnion(
    'protocol',
    [
      z.strictObject({
        protocol: z.literal('http'),
        port: portSchema,
        health: httpHealthSchema.optional(),
        contract: contractSchema,
      }),
      z.strictObject({
        protocol: z.literal('grpc'),
        port: portSchema,
        health: z.string().optional().describe('Service name for grpc.health.v1; empty for the whole server.'),
        contract: contractSchema,
      }),
      z.strictObject({ protocol: z.literal('tcp'), port: portSchema }),
    ],
    { error: 'protocol `http`, `grpc` or `tcp`' },
  )
}

const manifestProvideSchema = provideSchemaWith(relativePathSchema)

export const provideSchema = provideSchemaWith(z.strictObject({ path: relativePathSchema, digest: digestSchema }))

/** A provide as a descriptor has it. */
export type Provide = z.infer<typeof provideSchema>

export const dependencySchema = z.strictObject({
  range: rangeSchema.describe('The versions that this one can work with, as node-semver reads them: `^2.1.0`.'),
  provide: nameSchema.optional().describe('Which of its provides; needed only when it has several.'),
  optional: z.boolean().optional().describe('Whether it may be absent from an environment.'),
  env: z
    .record(variableSchema, z.enum(['url', 'address'], { error: '`url` or `address`' }))
    .optional()
    .describe("The program's own variables that carry its URL or address."),
  config: z
    .record(variableSchema, scalarSchema)
    .optional()
    .describe('Reaches the process as TOWPATH_<DEPENDENCY>_<NAME>.'),
})

export type Dependency = z.infer<typeof dependencySchema>

const notesSchema = z.union([z.string(), z.strictObject({ from: z.string().min(1) })], {
  error: 'a text, `{from: git}` or `{from: CHANGELOG.md}`',
})

const programSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._+-]*$/, { error: 'the name of a program such as `node`, or `arch`' })

const globSchema = z.string({ error: 'a glob such as `dist/**`' }).min(1, { error: 'a glob such as `dist/**`' })

const codeSchema = z.strictObject({
  build: z.string().min(1).optional().describe('Shell command that makes what is packed.'),
  include: z
    .array(globSchema, { error: 'a list of globs such as `[dist/**, package.json]`' })
    .min(1, { error: 'at least one glob such as `dist/**`' })
    .describe('Globs of the files to pack, relative to this file.'),
  exclude: z.array(globSchema).optional().describe('Globs of files to leave out again.'),
  run: commandSchema.describe("The program and its arguments, relative to the package's folder; no shell."),
  requires: z
    .record(programSchema, z.string().min(1))
    .optional()
    .describe('What a host must have: programs with a range of versions, `arch` with x64 or arm64.'),
  config: configSchema.optional().describe('Config of the code.'),
})

const atMostOneHttpAndGrpc = (provides: Record<string, { protocol: string }>) =>
  ['http', 'grpc'].every((protocol) => Object.values(provides).filter((p) => p.protocol === protocol).length <= 1)

/** towpath.yaml (FORMATS). */
export const manifestSchema = z
  .strictObject({
    package: nameSchema.describe('Name of the package and of its service: an RFC 1123 label.'),
    version: z
      .union([versionSchema, z.strictObject({ from: z.enum(['package.json', 'git-tag']) })], {
        error: 'a full semantic version such as `1.4.0`, `{from: package.json}` or `{from: git-tag}`',
      })
      .describe('SemVer 2.0.0, or where it stands.'),
    notes: notesSchema.optional().describe('What changed: a text, a changelog, or (default) the commits since then.'),
    kind: z
      .enum(['service', 'worker', 'job'], { error: '`service`, `worker` or `job`' })
      .optional()
      .describe('service (default), or worker, which provides nothing. Not yet: job.'),
    schedule: notYet('jobs with a schedule'),
    code: codeSchema.describe('What is packed and how it runs.'),
    provides: z
      .record(nameSchema, manifestProvideSchema)
      .refine(atMostOneHttpAndGrpc, { error: 'at most one http and one grpc' })
      .optional()
      .describe('What others can call, by name: at most one http, one grpc, any number of tcp.'),
    dependencies: z
      .record(nameSchema, dependencySchema)
      .optional()
      .describe('The services that it calls, by name, with the versions that it can work with.'),
    infrastructure: infrastructureSchema.optional().describe('What it needs of where it runs.'),
  })
  .refine((manifest) => manifest.kind !== 'job', { path: ['kind'], error: 'not yet: jobs with a schedule' })
  .refine((manifest) => manifest.kind !== 'worker' || Object.keys(manifest.provides ?? {}).length === 0, {
    path: ['provides'],
    error: 'nothing, because a worker provides nothing (or kind `service`)',
  })

export type Manifest = z.infer<typeof manifestSchema>
