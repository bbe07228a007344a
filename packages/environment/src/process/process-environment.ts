import type { Descriptor } from '@towpath/descriptor'
import type { ReleaseConfig } from '../config/release-config.ts'
import { EnvironmentFault } from '../fault.ts'
import type { DependencyAddress } from './dependency-address.ts'
import { type InstanceName, instanceId } from './instance-id.ts'
import { dependencyVariables } from './variable-names.ts'

export interface ProcessToStart {
  readonly instance: InstanceName
  readonly descriptor: Pick<Descriptor, 'dependencies'>
  readonly config: ReleaseConfig
  readonly addresses: Readonly<Record<string, DependencyAddress>>
  /** `zipkinEndpoint(spec)`. */
  readonly zipkin: string | null
  /** Absolute, on the host. */
  readonly configFolder: string
  readonly stateFolder: string
  /** By variable. May be empty while they are not chosen yet: the host adds them. */
  readonly ports: Readonly<Record<string, number>>
  /** By variable; empty where they are added on the host. */
  readonly secrets: Readonly<Record<string, string>>
  /** The address that it listens on. */
  readonly host?: string
}

/** All variables that Towpath gives a process (FORMATS "What a process is given"). Throws `config-invalid` where two clash. */
export function processEnvironment(process: ProcessToStart): Record<string, string> {
  const given = new Map<string, string>()
  const groups = [
    { HOST: process.host ?? '0.0.0.0' },
    textOf(process.ports),
    ownVariables(process),
    templateValues(process),
    process.secrets,
    telemetry(process),
  ]
  for (const [name, value] of groups.flatMap((group) => Object.entries(group))) {
    if (given.has(name)) {
      throw new EnvironmentFault('config-invalid', {
        where: `Variable ${name} of ${process.instance.service}`,
        expected: 'one value',
        found: 'two things that want to set it',
      })
    }
    given.set(name, value)
  }
  return Object.fromEntries([...given].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What `${NAME}` in a config file can mean: config and dependencies. */
export function templateValues({
  descriptor,
  config,
  addresses,
}: Pick<ProcessToStart, 'descriptor' | 'config' | 'addresses'>): Record<string, string> {
  const values: Record<string, string> = textOf(config.config)
  for (const [name, { env }] of Object.entries(descriptor.dependencies ?? {})) {
    const { url, address } = addresses[name] ?? unaddressed(name)
    values[dependencyVariables.url(name)] = url
    if (address !== null) values[dependencyVariables.address(name)] = address
    for (const [variable, form] of Object.entries(env ?? {})) {
      const value = form === 'url' ? url : address
      if (value !== null) values[variable] = value
    }
    for (const [key, value] of Object.entries(config.dependencies[name] ?? {})) {
      values[dependencyVariables.config(name, key)] = String(value)
    }
  }
  return values
}

function unaddressed(name: string): never {
  throw new EnvironmentFault('config-invalid', {
    where: `Dependency ${name}`,
    expected: 'its URL among `addresses`',
    found: 'none',
  })
}

function ownVariables({ instance, configFolder, stateFolder }: ProcessToStart): Record<string, string> {
  return {
    TOWPATH_ENVIRONMENT: instance.environment,
    TOWPATH_SERVICE: instance.service,
    TOWPATH_VERSION: instance.version,
    TOWPATH_INSTANCE: instanceId(instance),
    TOWPATH_CONFIG_DIR: configFolder,
    TOWPATH_STATE_DIR: stateFolder,
  }
}

/** So that a span names its instance exactly. Only what W3C Baggage must not have is percent-encoded: a `+` here. */
function telemetry({ instance, zipkin }: ProcessToStart): Record<string, string> {
  const attributes = {
    'service.version': instance.version,
    'service.instance.id': instanceId(instance),
    'deployment.environment.name': instance.environment,
  }
  return {
    OTEL_SERVICE_NAME: instance.service,
    OTEL_RESOURCE_ATTRIBUTES: Object.entries(attributes)
      .map(([key, value]) => `${key}=${value.replace(/[^A-Za-z0-9._@#-]/g, encodeURIComponent)}`)
      .join(','),
    ...(zipkin === null ? {} : { OTEL_EXPORTER_ZIPKIN_ENDPOINT: zipkin }),
  }
}

function textOf(values: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
}
