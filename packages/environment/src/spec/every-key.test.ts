import { DescriptorFaults, renderJsonSchemas as descriptorSchemas, parseManifest } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { renderJsonSchemas } from '../json-schemas.ts'
import { parseEnvironmentSpec } from './parse-spec.ts'

/**
 * FORMATS: what a first version doesn't carry out yet is refused with "not yet: …", never ignored. So every key of the two
 * files that people write stands here, with where it is carried out, or with the text that is refused. A key that is added
 * to a schema and not to this table fails the test.
 */
interface Key {
  /** The file of this project that reads it. */
  readonly by?: string
  /** The file's text with the key in it, and what it is refused with. */
  readonly refused?: readonly [text: string, message: RegExp]
}

const notYet = (text: string): Key => ({ refused: [text, /not yet: /] })

const spec = (more: string, service = '') => `environment: staging
address: {vip: 10.77.0.100/24, port: 80, domain: staging.internal}
proxies: {hostGroup: edge, interface: host0}
hostGroups:
  web: {hosts: [{name: app-1, address: 10.77.0.11}]}
  edge: {hosts: [{name: edge-1, address: 10.77.0.21}]}
services:
  orders: {hostGroup: web${service}}
${more}`
const withTls = spec('').replace('domain:', 'tls: {certificate: /etc/tls.pem}, domain:')

const settings = (at: string): Record<string, Key> =>
  Object.fromEntries(
    Object.entries({
      config: { by: 'environment/config/resolve-release' },
      'dependencies.*.config': { by: 'environment/config/resolve-release' },
      ...infrastructure(`${at}infrastructure.`, (text) =>
        at === '' ? spec(`infrastructure: {${text}}\n`) : spec('', `, infrastructure: {${text}}`),
      ),
    }).map(([key, value]) => [key.startsWith(at) && at !== '' ? key : `${at}${key.replace(at, '')}`, value]),
  )

/** On the embedded default `resources` and `user` have no effect: its supervisor knows no limits and no users (hosts/units/supervised). */
function infrastructure(at: string, textWith: (text: string) => string): Record<string, Key> {
  const unit = { by: 'deploy: the unit that a host is given' }
  const waiting = { by: 'deploy/health' }
  return {
    [`${at}hostGroup`]: { by: 'environment/config/placement' },
    [`${at}hosts`]: { by: 'environment/config/placement' },
    [`${at}perHost`]: { by: 'deploy/instance' },
    [`${at}resources.cpuMilli`]: unit,
    [`${at}resources.memoryMiB`]: unit,
    [`${at}state`]: unit,
    [`${at}strategy.kind`]: { by: 'deploy/plan' },
    [`${at}strategy.batch`]: { by: 'deploy/plan' },
    [`${at}health.startSeconds`]: waiting,
    [`${at}health.intervalMs`]: waiting,
    [`${at}health.timeoutMs`]: waiting,
    [`${at}health.successes`]: waiting,
    [`${at}health.settleSeconds`]: waiting,
    [`${at}health.command`]: waiting,
    [`${at}drainSeconds`]: { by: 'embedded/proxy' },
    [`${at}stopSeconds`]: unit,
    [`${at}hooks`]: notYet(textWith('hooks: {before: [[node, migrate.js]]}')),
    [`${at}data`]: notYet(textWith('data: {orders-db: {to: 12}}')),
    [`${at}config.user`]: unit,
    [`${at}config.restartSeconds`]: unit,
  }
}

/** Carried out for HAProxy and over ssh by the same code; until that is there, deploy refuses both with not-yet. */
const onHosts: Key = { by: 'deploy and hosts refuse haproxy and ssh with not-yet' }

const specKeys: Record<string, Key> = {
  environment: { by: 'environment/promotion' },
  after: { by: 'environment/gates/order-gate' },
  'after.any': { by: 'environment/gates/order-gate' },
  accept: { by: 'environment/promotion/resolve-wish' },
  prereleases: { by: 'environment/promotion/resolve-wish, routing/services' },
  'address.vip': { by: 'environment/process/dependency-address, embedded/proxy' },
  'address.vip.external': onHosts,
  'address.port': { by: 'environment/process/dependency-address, embedded/proxy' },
  'address.domain': { by: 'routing/authorities' },
  'address.names': onHosts,
  'address.tls': notYet(withTls),
  'proxies.kind': { by: 'environment/promotion/proxy-gate, deploy' },
  'proxies.hostGroup': { by: 'deploy' },
  'proxies.interface': onHosts,
  'proxies.advertIntervalMs': onHosts,
  'proxies.routerId': onHosts,
  'proxies.unreachable': onHosts,
  'hostGroups.*.connection': { by: 'hosts/open-hosts' },
  'hostGroups.*.root': { by: 'hosts/open-hosts' },
  'hostGroups.*.user': onHosts,
  'hostGroups.*.port': onHosts,
  'hostGroups.*.jump': onHosts,
  'hostGroups.*.ports': { by: 'hosts/open-hosts' },
  'hostGroups.*.hosts.name': { by: 'environment/config/placement' },
  'hostGroups.*.hosts.address': { by: 'environment/spec/hosts, deploy' },
  ...settings('hostGroups.*.'),
  ...settings(''),
  'services.*.hostGroup': { by: 'environment/config/placement' },
  'services.*.hosts': { by: 'environment/config/placement' },
  'services.*.versions': { by: 'environment/promotion/lines' },
  ...settings('services.*.'),
  ...settings('services.*.lines.*.'),
  'services.*.secrets': { by: 'deploy/instance/secrets' },
  'services.*.secrets.*.env': { by: 'deploy/instance/secrets' },
  'services.*.secrets.*.as': { by: 'deploy/instance/secrets' },
  'services.*.secrets.*.hostFile': { by: 'deploy/instance/secrets' },
  'services.*.ports': { by: 'environment/promotion/proxy-gate, environment/process/dependency-address' },
  'services.*.aliases': { by: 'routing/authorities' },
  'services.*.external.version': { by: 'environment/promotion/dependencies, routing/live-releases' },
  'services.*.external.endpoints': { by: 'routing/live-releases' },
  packages: { by: 'environment/promotion/wanted' },
  sets: { by: 'environment/sets' },
  'observe.zipkin': { by: 'environment/process/process-environment' },
  'policy.soakMinutes': { by: 'environment/gates/soak-gate' },
  'policy.approvals': { by: 'environment/gates/approvals-gate' },
  'policy.freeze': { by: 'environment/gates/freeze-gate' },
  'policy.gates.order': { by: 'environment/gates/order-gate' },
  'policy.gates.soak': { by: 'environment/gates/soak-gate' },
  'policy.gates.freeze': { by: 'environment/gates/freeze-gate' },
  'policy.gates.approvals': { by: 'environment/gates/approvals-gate' },
  'policy.gates.matrix': { by: 'environment/gates/matrix-gate' },
  'policy.gates.provenance': { by: 'environment/gates/provenance-gate' },
  'policy.allowed.promote': { by: 'environment/gates/allowed-gate' },
  'policy.allowed.override': { by: 'environment/gates/overrides' },
  'policy.keepRevisions': { by: 'environment/retention' },
}

const manifest = (more: string, code = '') =>
  `package: orders\nversion: 1.4.0\ncode: {include: [a], run: [a]${code}}\n${more}`

const manifestKeys: Record<string, Key> = {
  package: { by: 'descriptor/descriptor' },
  version: { by: 'descriptor/manifest/release-version' },
  'version.from': { by: 'descriptor/manifest/release-version' },
  notes: { by: 'descriptor/notes, steps/building' },
  'notes.from': { by: 'descriptor/notes, steps/building' },
  kind: { by: 'descriptor/manifest', ...notYet(manifest('kind: job\n')) },
  schedule: notYet(manifest('schedule: daily\n')),
  'code.build': { by: 'steps/building' },
  'code.include': { by: 'archive' },
  'code.exclude': { by: 'archive' },
  'code.run': { by: 'deploy' },
  'code.requires': { by: 'deploy/run/requirements' },
  'code.config.schema': { by: 'environment/config/check-config' },
  'code.config.defaults': { by: 'environment/config/levels' },
  'code.config.files': { by: 'environment/config/config-file' },
  'provides.*.protocol': { by: 'environment/promotion/proxy-gate (grpc and tcp are refused on the embedded proxy)' },
  'provides.*.port': { by: 'environment/process' },
  'provides.*.health': { by: 'deploy/health' },
  'provides.*.contract': { by: 'descriptor/descriptor/assemble' },
  'dependencies.*.range': { by: 'environment/promotion/dependencies' },
  'dependencies.*.provide': { by: 'environment/promotion/dependencies' },
  'dependencies.*.optional': { by: 'environment/promotion/dependencies' },
  'dependencies.*.env': { by: 'environment/process/process-environment' },
  'dependencies.*.config': { by: 'environment/config/resolve-release' },
  ...infrastructure('infrastructure.', (text) => manifest(`infrastructure: {${text}}\n`)),
}

const jsonSchema = z.looseObject({
  type: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
})

/** Dotted paths of all keys of a JSON Schema: `*` for a name that people choose. */
function keysOf(schema: unknown, path: string): readonly string[] {
  const parsed = jsonSchema.safeParse(schema)
  if (!parsed.success) return path === '' ? [] : [path]
  const { type, properties, additionalProperties, items, anyOf, oneOf } = parsed.data
  if (type === 'null') return []
  const inside = [
    ...Object.entries(properties ?? {}).flatMap(([key, member]) =>
      keysOf(member, path === '' ? key : `${path}.${key}`),
    ),
    ...(isMap(additionalProperties)
      ? keysOf(additionalProperties, `${path}.*`).filter((key) => key !== `${path}.*`)
      : []),
    ...(items === undefined ? [] : keysOf(items, path).filter((key) => key !== path)),
    ...[...(anyOf ?? []), ...(oneOf ?? [])].flatMap((branch) => keysOf(branch, path)),
  ]
  return inside.length === 0 ? [path] : [...new Set(inside)]
}

function isMap(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null
}

function refusalOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof DescriptorFaults) return error.message
    throw error
  }
  return 'nothing is refused'
}

const schemas = { ...renderJsonSchemas('https://example.com/'), ...descriptorSchemas('https://example.com/') }

const schemaOf = (name: string): unknown => JSON.parse(schemas[name] ?? 'null')

describe('every key of a spec', () => {
  it('is carried out somewhere, or refused', () => {
    expect([...keysOf(schemaOf('environment.schema.json'), '')].sort()).toEqual(Object.keys(specKeys).sort())
  })

  it.each(
    Object.entries(specKeys).flatMap(([key, { refused }]) => (refused === undefined ? [] : [[key, refused] as const])),
  )('%s of later is refused', (_key, [text, message]) =>
    expect(refusalOf(() => parseEnvironmentSpec(text, 'a.yaml'))).toMatch(message),
  )
})

describe('every key of a manifest', () => {
  it('is carried out somewhere, or refused', () => {
    expect([...keysOf(schemaOf('towpath.schema.json'), '')].sort()).toEqual(Object.keys(manifestKeys).sort())
  })

  it.each(
    Object.entries(manifestKeys).flatMap(([key, { refused }]) =>
      refused === undefined ? [] : [[key, refused] as const],
    ),
  )('%s of later is refused', (_key, [text, message]) =>
    expect(refusalOf(() => parseManifest(text, 'towpath.yaml'))).toMatch(message),
  )
})
