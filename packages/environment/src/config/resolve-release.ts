import type { Descriptor, Scalar } from '@towpath/descriptor'
import { EnvironmentFault } from '../fault.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'
import { checkConfig } from './check-config.ts'
import { type Level, levelsOf } from './levels.ts'
import { mergeInfrastructure } from './merge-infrastructure.ts'
import { keyOf, type Origin } from './origin.ts'
import { findPlacement } from './placement.ts'
import type { ReleaseConfig } from './release-config.ts'

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
    infrastructure: mergeInfrastructure(levels, findPlacement(spec, service, descriptor, line), origins),
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
        origins.set(`${path}.${key}`, { level: level.origin.level, where: keyOf(level.origin, path) })
      }
    }
  }
  return Object.fromEntries([...merged].sort(([a], [b]) => (a < b ? -1 : 1)))
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
