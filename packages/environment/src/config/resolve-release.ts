import type { Descriptor, Infrastructure, Scalar } from '@towpath/descriptor'
import { EnvironmentFault } from '../fault.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'
import { checkConfig } from './check-config.ts'
import { infrastructureDefaults } from './defaults.ts'
import { type Level, levelsOf } from './levels.ts'
import type { Origin } from './origin.ts'
import { findPlacement } from './placement.ts'
import type { ReleaseConfig, ResolvedInfrastructure } from './release-config.ts'

export interface ReleaseToResolve {
  readonly spec: EnvironmentSpec
  readonly service: string
  readonly descriptor: Descriptor
  /** The range of `versions:`, or `*`. */
  readonly line: string
}

export interface ResolvedRelease {
  readonly config: ReleaseConfig
  /** By dotted key (`config.LOG_LEVEL`, `dependencies.stock.TIMEOUT_MS`, `infrastructure.health.startSeconds`). */
  readonly origins: Readonly<Record<string, Origin>>
}

/**
 * The config of a release: descriptor's defaults, then the spec's, the host group's, the service's, the line's, with
 * Towpath's defaults below them. Maps merge by key, lists replace, null removes.
 * Throws `placement-unknown`, or `config-invalid` for a clash or a template that names what is not there.
 */
export function resolveRelease(release: ReleaseToResolve): ResolvedRelease {
  const { spec, service, descriptor, line } = release
  const levels = levelsOf(spec, service, descriptor, line)
  const origins = new Map<string, Origin>()
  const config: ReleaseConfig = {
    schema: 1,
    config: mergeValues(levels, 'config', (level) => level.config, origins),
    files: { ...descriptor.code.config?.files },
    dependencies: mergeDependencies(descriptor, levels, origins),
    infrastructure: mergeInfrastructure(release, levels, origins),
  }
  for (const file of Object.keys(config.files)) {
    origins.set(`files.${file}`, {
      level: 'package',
      where: `towpath.yaml of ${descriptor.package} ${descriptor.version}`,
    })
  }
  checkConfig({ spec, service, descriptor, config, origins, secrets: secretVariables(spec, service) })
  return { config, origins: Object.fromEntries([...origins].sort(([a], [b]) => (a < b ? -1 : 1))) }
}

/** Names of the variables in which a service gets its secrets, sorted. */
export function secretVariables(spec: EnvironmentSpec, serviceName: string): readonly string[] {
  const secrets = deliveredService(spec, serviceName)?.secrets ?? []
  return (Array.isArray(secrets) ? [...secrets] : Object.keys(secrets)).sort()
}

function mergeValues(
  levels: readonly Level[],
  path: string,
  pick: (level: Level) => Readonly<Record<string, Scalar | null>>,
  origins: Map<string, Origin>,
): Record<string, Scalar> {
  const merged = new Map<string, Scalar>()
  for (const level of levels) {
    for (const [key, value] of Object.entries(pick(level))) {
      if (value === null) {
        merged.delete(key)
        origins.delete(`${path}.${key}`)
      } else {
        merged.set(key, value)
        origins.set(`${path}.${key}`, { level: level.origin.level, where: at(level.origin, path) })
      }
    }
  }
  return Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function at(origin: Origin, path: string): string {
  if (origin.level === 'package') return origin.where
  return origin.where === '' ? path : `${origin.where}.${path}`
}

/** Only of declared dependencies: what a level says about another is a mistake that would never reach a process. */
function mergeDependencies(descriptor: Descriptor, levels: readonly Level[], origins: Map<string, Origin>) {
  const declared = Object.keys(descriptor.dependencies ?? {}).sort()
  const ownLevels = levels.filter((level) => level.origin.level === 'service' || level.origin.level === 'line')
  for (const level of ownLevels) {
    const stray = Object.keys(level.dependencies).find((name) => !declared.includes(name))
    if (stray !== undefined) {
      throw new EnvironmentFault('config-invalid', {
        where: `${level.origin.where}.dependencies.${stray}`,
        expected: `a dependency of ${descriptor.package} ${descriptor.version}${declared.length === 0 ? ' (it has none)' : `: ${declared.join(', ')}`}`,
        found: `\`${stray}\``,
        fix: 'Remove it, or declare the dependency in towpath.yaml',
      })
    }
  }
  return Object.fromEntries(
    declared.map((name) => [
      name,
      mergeValues(levels, `dependencies.${name}`, (level) => level.dependencies[name] ?? {}, origins),
    ]),
  )
}

function mergeInfrastructure(
  release: ReleaseToResolve,
  levels: readonly Level[],
  origins: Map<string, Origin>,
): ResolvedInfrastructure {
  const placement = findPlacement(release.spec, release.service, release.descriptor, release.line)
  const defaults = infrastructureDefaults
  origins.set('infrastructure.hosts', placement.origin)
  function strongest<Value>(key: string, pick: (said: Infrastructure) => Value | undefined): Value | undefined {
    const level = levels.findLast((candidate) => pick(candidate.infrastructure) !== undefined)
    origins.set(
      `infrastructure.${key}`,
      level === undefined ? ownDefault : { level: level.origin.level, where: at(level.origin, 'infrastructure') },
    )
    return level === undefined ? undefined : pick(level.infrastructure)
  }
  const optional = <Key extends string, Value>(key: Key, value: Value | undefined, path: string) => {
    if (value === undefined) origins.delete(`infrastructure.${path}`)
    return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value })
  }
  return {
    hosts: [...placement.hosts],
    perHost: strongest('perHost', (said) => said.perHost) ?? defaults.perHost,
    resources: {
      ...optional(
        'cpuMilli',
        strongest('resources.cpuMilli', (said) => said.resources?.cpuMilli),
        'resources.cpuMilli',
      ),
      ...optional(
        'memoryMiB',
        strongest('resources.memoryMiB', (said) => said.resources?.memoryMiB),
        'resources.memoryMiB',
      ),
    },
    state: [...(strongest('state', (said) => said.state) ?? defaults.state)],
    strategy: {
      kind: strongest('strategy.kind', (said) => said.strategy?.kind) ?? defaults.strategy.kind,
      batch: strongest('strategy.batch', (said) => said.strategy?.batch) ?? defaults.strategy.batch,
    },
    health: {
      startSeconds:
        strongest('health.startSeconds', (said) => said.health?.startSeconds) ?? defaults.health.startSeconds,
      intervalMs: strongest('health.intervalMs', (said) => said.health?.intervalMs) ?? defaults.health.intervalMs,
      timeoutMs: strongest('health.timeoutMs', (said) => said.health?.timeoutMs) ?? defaults.health.timeoutMs,
      successes: strongest('health.successes', (said) => said.health?.successes) ?? defaults.health.successes,
      settleSeconds:
        strongest('health.settleSeconds', (said) => said.health?.settleSeconds) ?? defaults.health.settleSeconds,
      ...optional(
        'command',
        strongest('health.command', (said) => said.health?.command),
        'health.command',
      ),
    },
    drainSeconds: strongest('drainSeconds', (said) => said.drainSeconds) ?? defaults.drainSeconds,
    stopSeconds: strongest('stopSeconds', (said) => said.stopSeconds) ?? defaults.stopSeconds,
    user: strongest('user', (said) => said.config?.user) ?? defaults.user,
    restartSeconds: strongest('restartSeconds', (said) => said.config?.restartSeconds) ?? defaults.restartSeconds,
  }
}

const ownDefault: Origin = { level: 'towpath', where: 'default of Towpath' }
