import { infrastructureSchema } from '@towpath/descriptor'
import { z } from 'zod'

const keys = infrastructureSchema.shape
const resources = keys.resources.unwrap().shape
const strategy = keys.strategy.unwrap().shape
const health = keys.health.unwrap().shape
const config = keys.config.unwrap().shape

/**
 * Infrastructure as a level of the spec says it: the package's keys, of which `null` takes away what weaker levels say, so
 * that Towpath's default holds again (FORMATS "Config of a release"). Where it runs can't be taken away, only changed.
 */
export const infrastructureSettingsSchema = z.strictObject({
  ...keys,
  perHost: keys.perHost.nullable(),
  resources: z
    .strictObject({ cpuMilli: resources.cpuMilli.nullable(), memoryMiB: resources.memoryMiB.nullable() })
    .nullish(),
  state: keys.state.nullable(),
  strategy: z.strictObject({ kind: strategy.kind.nullable(), batch: strategy.batch.nullable() }).nullish(),
  health: z
    .strictObject({
      startSeconds: health.startSeconds.nullable(),
      intervalMs: health.intervalMs.nullable(),
      timeoutMs: health.timeoutMs.nullable(),
      successes: health.successes.nullable(),
      settleSeconds: health.settleSeconds.nullable(),
      command: health.command.nullable(),
    })
    .nullish(),
  drainSeconds: keys.drainSeconds.nullable(),
  stopSeconds: keys.stopSeconds.nullable(),
  config: z.strictObject({ user: config.user.nullable(), restartSeconds: config.restartSeconds.nullable() }).nullish(),
})

export type InfrastructureSettings = z.infer<typeof infrastructureSettingsSchema>
