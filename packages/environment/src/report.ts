import { digestSchema, nameSchema, timeSchema, versionSchema } from '@towpath/descriptor'
import { z } from 'zod'

const phaseSchema = z.strictObject({
  name: z.string(),
  startedAt: timeSchema,
  durationMs: z.int(),
  outcome: z.enum(['done', 'failed', 'skipped']),
  detail: z.string(),
})

const reportedInstanceSchema = z.strictObject({
  /** `<env>_<service>_<version>_<release8>@<host>` */
  id: z.string(),
  service: nameSchema,
  version: versionSchema,
  config: digestSchema,
  ip: z.string(),
  /** By the provide's name. */
  ports: z.record(nameSchema, z.int()),
  unit: z.string(),
  change: z.enum(['started', 'kept', 'stopped', 'restored']),
})

export type ReportedInstance = z.infer<typeof reportedInstanceSchema>

/** reports/<fence>.json: what a deploy did and saw. */
export const deployReportSchema = z.strictObject({
  schema: z.literal(1),
  environment: nameSchema,
  revision: z.int(),
  previous: z.int().nullable(),
  fence: z.int(),
  status: z.enum(['deployed', 'unchanged', 'rolled-back']),
  run: z.string(),
  startedAt: timeSchema,
  endedAt: timeSchema,
  routeTable: digestSchema.nullable(),
  verifiedThrough: z.enum(['vip', 'host']).nullable(),
  hosts: z.array(
    z.strictObject({
      host: nameSchema,
      phases: z.array(phaseSchema),
      sentBytes: z.int(),
      totalBytes: z.int(),
      instances: z.array(reportedInstanceSchema),
    }),
  ),
  proxies: z.array(
    z.strictObject({ host: nameSchema, outcome: z.string(), table: digestSchema.nullable(), holdsVip: z.boolean() }),
  ),
  failure: z
    .strictObject({
      code: z.string(),
      where: z.string(),
      expected: z.string().nullable(),
      found: z.string().nullable(),
      fix: z.string().nullable(),
      log: z.array(z.string()),
    })
    .nullable(),
})

export type DeployReport = z.infer<typeof deployReportSchema>
