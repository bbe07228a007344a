import { contentDigest, type Descriptor, digestOf, digestOfDocument, type PackageRecord } from '@towpath/descriptor'
import { type EnvironmentSpec, parseEnvironmentSpec } from '@towpath/environment'

/** Many services that need each other, each with ten versions, in the documents in which a store keeps them. */
export interface Landscape {
  readonly names: readonly string[]
  readonly spec: EnvironmentSpec
  /** By name, then version. */
  readonly records: ReadonlyMap<string, ReadonlyMap<string, PackageRecord>>
}

export const versionsEach = 10

const at = '2026-11-23T08:00:00Z'

/** Service `n` needs up to three of those before it, in ranges that only versions from its own on satisfy. */
export function buildLandscape(services: number): Landscape {
  const names = Array.from({ length: services }, (_, index) => `service-${index}`)
  const records = new Map(
    names.map((name, index) => [
      name,
      new Map(
        Array.from({ length: versionsEach }, (_, minor) => {
          const record = recordOf(descriptorOf(name, `1.${minor}.0`, neededBy(names, index, minor)))
          return [`1.${minor}.0`, record] as const
        }),
      ),
    ]),
  )
  return { names, spec: specOf(names), records }
}

function neededBy(names: readonly string[], index: number, minor: number): Descriptor['dependencies'] {
  const needed = [Math.floor(index / 2), Math.floor(index / 3), Math.floor(index / 7)].filter(
    (one) => one >= 0 && one < index,
  )
  return Object.fromEntries(
    needed.map((one) => [names[one] ?? '', { range: `^1.${minor}.0`, provide: 'http', config: { TIMEOUT_MS: 300 } }]),
  )
}

function specOf(names: readonly string[]): EnvironmentSpec {
  const services = names.map((name) => `  ${name}: {hostGroup: web, config: {LOG_LEVEL: info}}`).join('\n')
  return parseEnvironmentSpec(
    `environment: staging
after: [dev]
address: {vip: 10.77.0.100/24, port: 80, domain: staging.internal}
proxies: {hostGroup: edge, interface: host0}
hostGroups:
  web: {hosts: [{name: app-1, address: 10.77.0.11}, {name: app-2, address: 10.77.0.12}]}
  edge: {hosts: [{name: edge-1, address: 10.77.0.21}, {name: edge-2, address: 10.77.0.22}]}
config: {REGION: eu}
policy: {soakMinutes: 30}
services:
${services}
`,
    'environments/staging.yaml',
  )
}

function descriptorOf(name: string, version: string, dependencies: Descriptor['dependencies']): Descriptor {
  return {
    schema: 1,
    package: name,
    version,
    code: { run: ['node', 'dist/server.js'], config: { defaults: { LOG_LEVEL: 'info', POOL_SIZE: 10 } } },
    provides: { http: { protocol: 'http', port: 'PORT', health: '/healthz' } },
    ...(dependencies === undefined ? {} : { dependencies }),
    infrastructure: { resources: { cpuMilli: 500, memoryMiB: 256 }, drainSeconds: 30 },
    files: digestOf(`files of ${name} ${version}`),
    archive: {
      digest: digestOf(`archive of ${name} ${version}`),
      sizeBytes: 14_000_000,
      mediaType: 'application/vnd.towpath.code.v1.tar+gzip',
    },
    notes: `- What ${name} ${version} brings\n- And what it leaves out`,
    source: { repository: `github.com/acme/${name}`, revision: digestOf(`${name} ${version}`).slice(7, 47) },
    created: at,
  }
}

function recordOf(descriptor: Descriptor): PackageRecord {
  return {
    schema: 1,
    descriptor,
    digest: digestOfDocument(descriptor),
    content: contentDigest(descriptor),
    archive: descriptor.archive,
    files: descriptor.files,
    reference: `acme/${descriptor.package}@${digestOf('manifest')}`,
    publication: {
      at,
      repository: descriptor.source.repository,
      revision: descriptor.source.revision,
      run: 'https://github.com/acme/delivery/actions/runs/1',
      by: 'ada',
    },
  }
}
