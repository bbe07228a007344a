import type { InfrastructureSettings } from '../spec/infrastructure-settings.ts'
import { infrastructureDefaults } from './defaults.ts'
import type { Level } from './levels.ts'
import { keyOf, type Origin } from './origin.ts'
import type { Placement } from './placement.ts'
import type { ResolvedInfrastructure } from './release-config.ts'

/** Each key from the strongest level that says it, else Towpath's default. */
export function mergeInfrastructure(
  levels: readonly Level[],
  placement: Placement,
  origins: Map<string, Origin>,
): ResolvedInfrastructure {
  const defaults = infrastructureDefaults
  origins.set('infrastructure.hosts', placement.origin)
  const strongest = <Value>(key: string, pick: Said<Value>): Value | undefined =>
    strongestOf(levels, `infrastructure.${key}`, pick, origins)
  const optional = <Key extends string, Value>(key: Key, path: string, pick: Said<Value>) => {
    const value = strongest(path, pick)
    if (value === undefined) origins.delete(`infrastructure.${path}`)
    return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value })
  }
  return {
    hosts: [...placement.hosts],
    perHost: strongest('perHost', (said) => said.perHost) ?? defaults.perHost,
    resources: {
      ...optional('cpuMilli', 'resources.cpuMilli', (said) => member(said.resources, 'cpuMilli')),
      ...optional('memoryMiB', 'resources.memoryMiB', (said) => member(said.resources, 'memoryMiB')),
    },
    state: [...(strongest('state', (said) => said.state) ?? defaults.state)],
    strategy: {
      kind: strongest('strategy.kind', (said) => member(said.strategy, 'kind')) ?? defaults.strategy.kind,
      batch: strongest('strategy.batch', (said) => member(said.strategy, 'batch')) ?? defaults.strategy.batch,
    },
    health: {
      ...mergeTimes(strongest),
      ...optional('command', 'health.command', (said) => member(said.health, 'command')),
    },
    drainSeconds: strongest('drainSeconds', (said) => said.drainSeconds) ?? defaults.drainSeconds,
    stopSeconds: strongest('stopSeconds', (said) => said.stopSeconds) ?? defaults.stopSeconds,
    user: strongest('user', (said) => member(said.config, 'user')) ?? defaults.user,
    restartSeconds:
      strongest('restartSeconds', (said) => member(said.config, 'restartSeconds')) ?? defaults.restartSeconds,
  }
}

/** A key of a map that may be taken away as a whole, and then the key with it. */
function member<Members, Key extends keyof Members>(
  map: Members | null | undefined,
  key: Key,
): Members[Key] | null | undefined {
  if (map === null) return null
  return map?.[key]
}

type Said<Value> = (said: InfrastructureSettings) => Value | null | undefined

/** undefined: no level says it, or a stronger one took it away with `null`. */
function strongestOf<Value>(
  levels: readonly Level[],
  path: string,
  pick: Said<Value>,
  origins: Map<string, Origin>,
): Value | undefined {
  const level = levels.findLast((candidate) => pick(candidate.infrastructure) !== undefined)
  const value = level === undefined ? undefined : (pick(level.infrastructure) ?? undefined)
  const origin = level === undefined || value === undefined ? ownDefault : level.origin
  origins.set(
    path,
    origin === ownDefault ? ownDefault : { level: origin.level, where: keyOf(origin, 'infrastructure') },
  )
  return value
}

const timesOfHealth = ['startSeconds', 'intervalMs', 'timeoutMs', 'successes', 'settleSeconds'] as const

function mergeTimes(strongest: (key: string, pick: Said<number>) => number | undefined) {
  const merged = { ...infrastructureDefaults.health }
  for (const key of timesOfHealth) {
    merged[key] = strongest(`health.${key}`, (said) => member(said.health, key)) ?? merged[key]
  }
  return merged
}

const ownDefault: Origin = { level: 'towpath', where: 'default of Towpath' }
