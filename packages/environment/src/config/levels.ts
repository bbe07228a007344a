import type { Descriptor, Scalar } from '@towpath/descriptor'
import { type DeliveredService, deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'
import type { InfrastructureSettings } from '../spec/infrastructure-settings.ts'
import type { Origin } from './origin.ts'
import { findPlacement } from './placement.ts'

/** What one level says about a release (FORMATS "Config of a release"). `null` removes. */
export interface Level {
  readonly origin: Origin
  readonly config: Readonly<Record<string, Scalar | null>>
  readonly dependencies: Readonly<Record<string, Readonly<Record<string, Scalar | null>>>>
  readonly infrastructure: InfrastructureSettings
}

/** The levels of a release, weakest first. */
export function levelsOf(
  spec: EnvironmentSpec,
  serviceName: string,
  descriptor: Descriptor,
  line: string,
): readonly Level[] {
  const service = deliveredService(spec, serviceName)
  const group = findPlacement(spec, serviceName, descriptor, line).hostGroup
  const groupSettings = group === null ? undefined : spec.hostGroups[group]
  return [
    packageLevel(descriptor),
    level({ level: 'environment', where: '' }, spec),
    ...(group === null || groupSettings === undefined
      ? []
      : [level({ level: 'host-group', where: `hostGroups.${group}` }, groupSettings)]),
    level({ level: 'service', where: `services.${serviceName}` }, service ?? {}),
    level({ level: 'line', where: `services.${serviceName}.lines["${line}"]` }, service?.lines?.[line] ?? {}),
  ]
}

function packageLevel(descriptor: Descriptor): Level {
  const dependencies = Object.entries(descriptor.dependencies ?? {}).map(([name, { config }]) => [name, config ?? {}])
  return {
    origin: { level: 'package', where: `towpath.yaml of ${descriptor.package} ${descriptor.version}` },
    config: descriptor.code.config?.defaults ?? {},
    dependencies: Object.fromEntries(dependencies),
    infrastructure: descriptor.infrastructure ?? {},
  }
}

type Settings = Pick<DeliveredService, 'config' | 'dependencies' | 'infrastructure'>

function level(origin: Origin, settings: Settings): Level {
  const dependencies = Object.entries(settings.dependencies ?? {}).map(([name, { config }]) => [name, config ?? {}])
  return {
    origin,
    config: settings.config ?? {},
    dependencies: Object.fromEntries(dependencies),
    infrastructure: settings.infrastructure ?? {},
  }
}
