import { archiveMediaTypes } from '@towpath/archive'
import { type Descriptor, type Digest, digestOf } from '@towpath/descriptor'
import { infrastructureDefaults, type Release, type ReleaseConfig } from '@towpath/environment'
import type { FoundInstance } from '@towpath/hosts'
import type { InstanceManifest } from '../instance/instance-manifest.ts'
import type { WantedInstance } from '../instance/wanted-instance.ts'
import type { LiveInstance } from '../plan/standing.ts'

export interface WantedTraits {
  readonly service: string
  readonly version?: string
  readonly host?: string
  /** All hosts of the service, for percentages. */
  readonly hosts?: readonly string[]
  readonly ordinal?: number
  readonly identity?: string
  readonly config?: string
  readonly strategy?: 'overlap' | 'replace'
  readonly batch?: number | string
  readonly dependencies?: readonly string[]
}

/** A wanted instance for plans: what they look at, and something right for the rest. */
export function wantedOf(traits: WantedTraits): WantedInstance {
  const {
    service,
    version = '1.0.0',
    host = 'a',
    hosts = [host],
    ordinal = 1,
    strategy = 'overlap',
    batch = 1,
  } = traits
  const identity = traits.identity ?? digestOf(`${service} ${version} ${traits.config}`).slice(7, 15)
  const suffix = ordinal > 1 ? `-${ordinal}` : ''
  const descriptor: Descriptor = {
    schema: 1,
    package: service,
    version,
    code: { run: ['node', 'server.js'] },
    provides: { http: { protocol: 'http', port: 'PORT', health: '/healthz' } },
    dependencies: Object.fromEntries((traits.dependencies ?? []).map((name) => [name, { range: '*' }])),
    files: digestOf('files'),
    archive: { digest: digestOf(`${service} ${version}`), sizeBytes: 1, mediaType: archiveMediaTypes.gzip },
    notes: 'notes',
    source: { repository: 'acme/x', revision: 'abc' },
    created: '2026-11-23T08:00:00Z',
  }
  const digest: Digest = digestOf(traits.config ?? 'config')
  const release: Release = {
    service,
    version,
    line: '*',
    isDefault: true,
    descriptor,
    content: digestOf(`content ${service} ${version}`),
    files: digestOf('files'),
    archive: { ...descriptor.archive, reference: 'x' },
    config: digest,
    dependencies: {},
    setOf: null,
  }
  const config: ReleaseConfig = {
    schema: 1,
    config: {},
    files: {},
    dependencies: {},
    infrastructure: { ...infrastructureDefaults, hosts: [...hosts], strategy: { kind: strategy, batch } },
  }
  const id = `dev_${service}_${version}_${identity}@${host}${ordinal > 1 ? `#${ordinal}` : ''}`
  const manifest: InstanceManifest = {
    schema: 1,
    id,
    service,
    version,
    isDefault: true,
    config: digest,
    archive: descriptor.archive.digest,
    provides: { http: { protocol: 'http' } },
    dependencies: {},
    drainSeconds: 1,
    stopSeconds: 1,
  }
  return {
    id,
    host,
    folder: `${identity}${suffix}`,
    unit: `towpath-dev_${service}_${version}_${identity}${suffix}`,
    release,
    config,
    manifest,
    environment: {},
    files: {},
    hostFiles: {},
    portVariables: { http: 'PORT' },
  }
}

/** The same instance as it stands on its host. */
export function liveOf(wanted: WantedInstance, state: FoundInstance['state'] = 'running', port = 18_000): LiveInstance {
  const found: FoundInstance = {
    service: wanted.release.service,
    release: wanted.folder,
    unit: wanted.unit,
    package: wanted.release.archive.digest.slice(7),
    state,
    ports: { http: port },
    manifest: JSON.stringify(wanted.manifest),
  }
  return { host: wanted.host, address: '127.0.0.1', found, manifest: wanted.manifest }
}
