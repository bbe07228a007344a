import type { Provide } from '@towpath/descriptor'
import {
  addressedRange,
  dependencyAddresses,
  type InstanceName,
  instanceFolder,
  instanceId,
  portVariables,
  processEnvironment,
  type Release,
  type ReleaseConfig,
  releaseIdentity,
  renderConfigFile,
  templateValues,
  unitName,
  zipkinEndpoint,
} from '@towpath/environment'
import { configFolder, type HostLayout, hostSecretFile, stateFolder } from '@towpath/hosts'
import { findListener, type RouteListener } from '@towpath/routing'
import { DeployFault } from '../deploy-fault.ts'
import type { Deployment } from '../deployment.ts'
import type { InstanceManifest } from './instance-manifest.ts'
import { hmacsOf, type ServiceSecrets } from './secrets.ts'
import type { WantedInstance } from './wanted-instance.ts'

export interface WantedInput {
  readonly deployment: Deployment
  /** By host. */
  readonly hosts: Readonly<
    Record<string, { readonly layout: HostLayout; readonly hmacs: Readonly<Record<string, string>> }>
  >
  /** By service. */
  readonly secrets: Readonly<Record<string, ServiceSecrets>>
  /** Of the embedded proxy; empty for HAProxy. */
  readonly listeners: readonly RouteListener[]
}

/** Every instance that a revision wants, on every host, down to the last variable but for its ports. Pure. */
export function planWanted(input: WantedInput): readonly WantedInstance[] {
  return input.deployment.revision.releases.flatMap((release) => {
    const config = configOf(input.deployment, release)
    return config.infrastructure.hosts.flatMap((host) =>
      Array.from({ length: config.infrastructure.perHost }, (_, index) =>
        wantOne(input, { release, config, host, ordinal: index + 1 }),
      ),
    )
  })
}

export function configOf({ configs, revision }: Deployment, release: Release): ReleaseConfig {
  const config = configs[release.config]
  if (config !== undefined) return config
  throw new DeployFault('revision-broken', {
    where: `${revision.environment}@${revision.number}, config of ${release.service}`,
    expected: `a blob ${release.config}`,
    found: 'none',
  })
}

interface Place {
  readonly release: Release
  readonly config: ReleaseConfig
  readonly host: string
  readonly ordinal: number
}

function wantOne(
  { deployment, hosts, secrets, listeners }: WantedInput,
  { release, config, host, ordinal }: Place,
): WantedInstance {
  const { spec, revision } = deployment
  const there = hosts[host]
  if (there === undefined) throw unknownHost(host, release.service)
  const told = rangesTold(release, revision.releases)
  const addresses = dependencyAddresses({
    spec,
    release,
    releases: revision.releases,
    listeners: listenersOf(told, listeners),
  })
  const zipkin = zipkinEndpoint(spec)
  const release8 = releaseIdentity({
    content: release.content,
    config: release.config,
    addresses: { dependencies: addresses, zipkin },
    secrets: hmacsOf(release.service, there.hmacs),
  })
  const name: InstanceName = {
    environment: revision.environment,
    service: release.service,
    version: release.version,
    release8,
    host,
    ordinal,
  }
  const folder = instanceFolder(name)
  const unit = unitName(name).replace(/\.service$/, '')
  const own = secrets[release.service] ?? { variables: {}, files: {}, hostFiles: {} }
  const configuration = configFolder(there.layout, revision.environment, release.service, folder)
  const place = { environment: revision.environment, service: release.service, release: folder, unit }
  const values = templateValues({ descriptor: release.descriptor, config, addresses })
  const files = Object.entries(config.files).map(([path, template]) => [path, renderConfigFile(template, values)])
  const secretFiles = Object.entries(own.files).map(([variable, content]) => [`secrets/${variable}`, content])
  return {
    id: instanceId(name),
    host,
    folder,
    unit,
    release,
    config,
    manifest: manifestOf(instanceId(name), release, told, config),
    environment: processEnvironment({
      instance: name,
      descriptor: release.descriptor,
      config,
      addresses,
      zipkin,
      configFolder: configuration,
      stateFolder: stateFolder(there.layout, revision.environment, release.service),
      ports: {},
      secrets: {
        ...own.variables,
        ...Object.fromEntries(
          Object.keys(own.files).map((variable) => [variable, `${configuration}/secrets/${variable}`]),
        ),
        ...Object.fromEntries(
          Object.keys(own.hostFiles).map((name) => [name, hostSecretFile(there.layout, { ...place, name })]),
        ),
      },
    }),
    files: Object.fromEntries([...files, ...secretFiles]),
    hostFiles: own.hostFiles,
    portVariables: Object.fromEntries(
      [...portVariables(release.descriptor)].map(([variable, provide]) => [provide, variable]),
    ),
  }
}

/** By dependency: the range by which a process is told of it, which its address and the routes are made of. */
type RangesTold = InstanceManifest['dependencies']

function rangesTold(release: Release, releases: readonly Release[]): RangesTold {
  return Object.fromEntries(
    Object.entries(release.descriptor.dependencies ?? {}).map(([name, { range }]) => [
      name,
      { range: addressedRange(release, { name, range }, releases) },
    ]),
  )
}

/** By dependency: where the embedded proxy listens for it. */
function listenersOf(told: RangesTold, listeners: readonly RouteListener[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(told).flatMap(([service, { range }]) => {
      const listener = findListener(listeners, { service, range })
      return listener === undefined ? [] : [[service, `${listener.address}:${listener.port}`]]
    }),
  )
}

function manifestOf(
  id: string,
  release: Release,
  told: RangesTold,
  { infrastructure }: ReleaseConfig,
): InstanceManifest {
  const { service, version, isDefault, descriptor, config, archive } = release
  return {
    schema: 1,
    id,
    service,
    version,
    isDefault,
    config,
    archive: archive.digest,
    provides: mapValues(descriptor.provides ?? {}, provideOf),
    dependencies: told,
    drainSeconds: infrastructure.drainSeconds,
    stopSeconds: infrastructure.stopSeconds,
  }
}

function provideOf(provide: Provide): InstanceManifest['provides'][string] {
  const health = provide.protocol === 'tcp' ? undefined : provide.health
  return { protocol: provide.protocol, ...(health === undefined ? {} : { health }) }
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
}

function unknownHost(host: string, service: string): DeployFault {
  return new DeployFault('host-unknown', {
    where: `${service} on ${host}`,
    expected: 'a host of the spec',
    found: 'a name that no host group has',
  })
}
