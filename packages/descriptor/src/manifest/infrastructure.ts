import { z } from 'zod'
import { nameSchema } from '../name.ts'
import { notYet, wholeSchema } from '../scalar.ts'
import { commandSchema } from './command.ts'

const percentage = 'a percentage from `1%` to `100%`'

const batchSchema = z.union(
  [wholeSchema(1, 'hosts'), z.string({ error: percentage }).regex(/^([1-9]\d?|100)%$/, { error: percentage })],
  { error: 'a number of hosts, or a percentage such as `25%`' },
)

const strategySchema = z.strictObject({
  kind: z
    .enum(['overlap', 'replace'], { error: '`overlap` or `replace`' })
    .optional()
    .describe('overlap: the old version serves until the new one is verified. replace: it stops first.'),
  batch: batchSchema.optional().describe('Hosts at once, or a percentage of them.'),
})

const healthSchema = z.strictObject({
  startSeconds: wholeSchema(1, 'seconds').optional().describe('How long it may take to become healthy.'),
  intervalMs: wholeSchema(10, 'milliseconds').optional().describe('Time between two checks.'),
  timeoutMs: wholeSchema(10, 'milliseconds').optional().describe('Time that one check may take.'),
  successes: wholeSchema(1, 'successes').optional().describe('Checks in a row that have to succeed.'),
  settleSeconds: wholeSchema(0, 'seconds').optional().describe('How long it has to stay healthy after that.'),
  command: commandSchema.optional().describe('For a worker: exits 0 when it is healthy.'),
})

/** A folder's name below the state folder: one segment, nothing that leaves it. */
const stateFolderSchema = z
  .string({ error: 'a folder name such as `data`' })
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*$/, { error: 'a folder name such as `data`, without `/`' })

/** What a package needs from where it runs; the same keys may be overridden at every level of the spec. */
export const infrastructureSchema = z.strictObject({
  hostGroup: nameSchema.optional().describe('The group of hosts that it runs on, one instance on each.'),
  hosts: z.array(nameSchema).min(1).optional().describe('The hosts that it runs on, instead of a group.'),
  perHost: wholeSchema(1, 'instances').optional().describe('Instances on each host.'),
  resources: z
    .strictObject({
      cpuMilli: wholeSchema(1, 'thousandths of a core').optional().describe('Thousandths of a core.'),
      memoryMiB: wholeSchema(1, 'MiB').optional().describe('Memory in MiB.'),
    })
    .optional()
    .describe('What each instance may use.'),
  state: z
    .array(stateFolderSchema)
    .optional()
    .describe('Writable folders below TOWPATH_STATE_DIR that outlive versions; all else is read-only.'),
  strategy: strategySchema.optional().describe('How a new version takes over.'),
  health: healthSchema.optional().describe('When an instance counts as healthy.'),
  drainSeconds: wholeSchema(0, 'seconds').optional().describe('How long open requests may go on after a switch.'),
  stopSeconds: wholeSchema(0, 'seconds').optional().describe('Time between asking the process to stop and killing it.'),
  hooks: notYet('hooks around a deploy'),
  data: notYet('schema levels of data'),
  config: z
    .strictObject({
      user: z
        .string()
        .regex(/^[a-z_][a-z0-9_-]{0,31}$/, { error: 'a user name of at most 32 characters' })
        .optional()
        .describe('System user that it runs as.'),
      restartSeconds: wholeSchema(0, 'seconds').optional().describe('Pause before a process that died is restarted.'),
    })
    .optional()
    .describe('Config of the infrastructure.'),
})

export type Infrastructure = z.infer<typeof infrastructureSchema>
