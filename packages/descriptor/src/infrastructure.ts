import { z } from 'zod'
import { nameSchema } from './name.ts'
import { notYet, wholeSchema } from './scalar.ts'

const batchSchema = z.union([wholeSchema(1, 'hosts'), z.string().regex(/^([1-9]\d?|100)%$/)], {
  error: 'a number of hosts, or a percentage such as `25%`',
})

const strategySchema = z.strictObject({
  kind: z.enum(['overlap', 'replace'], { error: '`overlap` or `replace`' }).optional(),
  batch: batchSchema.optional(),
})

const healthSchema = z.strictObject({
  startSeconds: wholeSchema(1, 'seconds').optional(),
  intervalMs: wholeSchema(10, 'milliseconds').optional(),
  timeoutMs: wholeSchema(10, 'milliseconds').optional(),
  successes: wholeSchema(1, 'successes').optional(),
  settleSeconds: wholeSchema(0, 'seconds').optional(),
  command: z.array(z.string()).min(1).optional(),
})

/** A folder's name below the state folder: one segment, nothing that leaves it. */
const stateFolderSchema = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/, { error: 'a folder name such as `data`, without `/`' })

/** What a package needs from where it runs; the same keys may be overridden at every level of the spec. */
export const infrastructureSchema = z.strictObject({
  hostGroup: nameSchema.optional(),
  hosts: z.array(nameSchema).min(1).optional(),
  perHost: wholeSchema(1, 'instances').optional(),
  resources: z
    .strictObject({
      cpuMilli: wholeSchema(1, 'thousandths of a core').optional(),
      memoryMiB: wholeSchema(1, 'MiB').optional(),
    })
    .optional(),
  state: z.array(stateFolderSchema).optional(),
  strategy: strategySchema.optional(),
  health: healthSchema.optional(),
  drainSeconds: wholeSchema(0, 'seconds').optional(),
  stopSeconds: wholeSchema(0, 'seconds').optional(),
  hooks: notYet('hooks around a deploy'),
  data: notYet('schema levels of data'),
  config: z
    .strictObject({
      user: z
        .string()
        .regex(/^[a-z_][a-z0-9_-]{0,31}$/, { error: 'a user name of at most 32 characters' })
        .optional(),
      restartSeconds: wholeSchema(0, 'seconds').optional(),
    })
    .optional(),
})

export type Infrastructure = z.infer<typeof infrastructureSchema>
