// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates of config files are meant
import type { Descriptor } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { EnvironmentFault } from '../fault.ts'
import { descriptorOf, needs, type PackageTraits, specOf, web } from '../fixtures/builders.ts'
import { resolveRelease } from './resolve-release.ts'

const resolve = (services: Record<string, unknown>, traits: PackageTraits = {}, more = {}, line = '*') =>
  resolveRelease({
    spec: specOf(services, more),
    service: 'orders',
    descriptor: descriptorOf('orders', '1.4.2', traits),
    line,
  })

function faultOf(act: () => unknown): EnvironmentFault {
  try {
    act()
  } catch (error) {
    if (error instanceof EnvironmentFault) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('the config of a release', () => {
  it('takes the strongest level of each key, and says which', () => {
    const levels = (origin: string) =>
      Object.fromEntries(
        ['package', 'environment', 'group', 'service', 'line']
          .slice(['package', 'environment', 'group', 'service', 'line'].indexOf(origin))
          .map((name) => [name.toUpperCase(), origin]),
      )
    const { config, origins } = resolve(
      {
        orders: {
          ...web,
          versions: ['^1.4'],
          config: levels('service'),
          lines: { '^1.4': { config: { LINE: 'line' } } },
        },
      },
      { config: { defaults: levels('package') } },
      {
        config: levels('environment'),
        hostGroups: {
          web: { config: levels('group'), hosts: [{ name: 'app-1', address: '10.77.0.11' }] },
          edge: { hosts: [{ name: 'edge-1', address: '10.77.0.21' }] },
        },
      },
      '^1.4',
    )
    expect(config.config).toEqual({
      PACKAGE: 'package',
      ENVIRONMENT: 'environment',
      GROUP: 'group',
      SERVICE: 'service',
      LINE: 'line',
    })
    expect(origins['config.LINE']).toEqual({ level: 'line', where: 'services.orders.lines["^1.4"].config' })
    expect(origins['config.GROUP']).toEqual({ level: 'host-group', where: 'hostGroups.web.config' })
    expect(origins['infrastructure.drainSeconds']).toEqual({ level: 'towpath', where: 'default of Towpath' })
  })

  it('lets null take away what weaker levels say of the infrastructure, one key or a whole map', () => {
    const said = {
      resources: { cpuMilli: 500, memoryMiB: 256 },
      health: { startSeconds: 9, command: ['check'] },
      drainSeconds: 5,
      config: { user: 'orders' },
      state: ['data'],
    }
    const taken = {
      resources: { memoryMiB: null },
      health: null,
      drainSeconds: null,
      config: { user: null },
      state: null,
    }
    const { config, origins } = resolve({ orders: { ...web, infrastructure: taken } }, { infrastructure: said })
    expect(config.infrastructure).toMatchObject({
      resources: { cpuMilli: 500 },
      health: { startSeconds: 60 },
      drainSeconds: 30,
      user: null,
      state: [],
    })
    expect(config.infrastructure.resources).not.toHaveProperty('memoryMiB')
    expect(config.infrastructure.health).not.toHaveProperty('command')
    expect(origins['infrastructure.drainSeconds']).toEqual({ level: 'towpath', where: 'default of Towpath' })
    expect(origins).not.toHaveProperty(['infrastructure.resources.memoryMiB'])
  })

  it('merges maps by key, replaces lists, removes by null', () => {
    const { config } = resolve(
      {
        orders: {
          ...web,
          config: { DROPPED: null, KEPT: 2 },
          infrastructure: { state: ['b'], health: { successes: 5 } },
        },
      },
      {
        config: { defaults: { DROPPED: 'x', KEPT: 1 } },
        infrastructure: { state: ['a'], health: { startSeconds: 5 } },
      },
    )
    expect(config.config).toEqual({ KEPT: 2 })
    expect(config.infrastructure).toMatchObject({
      state: ['b'],
      health: { startSeconds: 5, successes: 5, timeoutMs: 2000 },
    })
  })

  it('fills in every default', () => {
    expect(resolve({ orders: web }).config.infrastructure).toEqual({
      hosts: ['app-1', 'app-2'],
      perHost: 1,
      resources: {},
      state: [],
      strategy: { kind: 'overlap', batch: 1 },
      health: { startSeconds: 60, intervalMs: 500, timeoutMs: 2000, successes: 2, settleSeconds: 3 },
      drainSeconds: 30,
      stopSeconds: 10,
      user: null,
      restartSeconds: 2,
    })
  })

  it('merges the config of a dependency by the same levels', () => {
    const traits = needs('stock', '^2', { config: { TIMEOUT_MS: 300, RETRIES: 1 } })
    const { config } = resolve({ orders: { ...web, dependencies: { stock: { config: { TIMEOUT_MS: 500 } } } } }, traits)
    expect(config.dependencies).toEqual({ stock: { TIMEOUT_MS: 500, RETRIES: 1 } })
  })

  it('lets the service choose hosts over the package', () => {
    expect(
      resolve({ orders: { hosts: ['app-2'] } }, { infrastructure: { hostGroup: 'web' } }).config.infrastructure.hosts,
    ).toEqual(['app-2'])
    expect(resolve({ orders: {} }, { infrastructure: { hostGroup: 'web' } }).config.infrastructure.hosts).toEqual([
      'app-1',
      'app-2',
    ])
  })
})

describe('what is refused', () => {
  const withFile = (text: string): PackageTraits => ({ config: { defaults: { KNOWN: 'x' }, files: { 'a.yml': text } } })
  const dependency: Pick<Descriptor, 'dependencies'> = needs('stock', '^2', { env: { STOCK: 'url' } })
  const cases: [string, () => unknown, RegExp][] = [
    [
      'a key that is a port',
      () => resolve({ orders: { ...web, config: { PORT: 1 } } }),
      /services.orders.config: PORT: expected a name used once, found it is also the name of the port of provide http/,
    ],
    [
      'HOST',
      () => resolve({ orders: { ...web, config: { HOST: 'x' } } }),
      /HOST: expected a name that Towpath does not set itself/,
    ],
    [
      'TOWPATH_ANYTHING',
      () => resolve({ orders: web }, { config: { defaults: { TOWPATH_X: 1 } } }),
      /towpath.yaml of orders 1.4.2: TOWPATH_X/,
    ],
    [
      'a key that is a secret',
      () => resolve({ orders: { ...web, config: { KEY: 'x' }, secrets: ['KEY'] } }),
      /KEY: expected a name used once, found it is also the name of a secret/,
    ],
    [
      'a key that a dependency sets',
      () => resolve({ orders: { ...web, config: { STOCK: 'x' } } }, dependency),
      /STOCK: .* the dependency stock/,
    ],
    [
      'a secret that a dependency sets',
      () => resolve({ orders: { ...web, secrets: { STOCK: 'S' } } }, dependency),
      /services.orders.secrets: STOCK/,
    ],
    [
      'two dependencies of one variable',
      () =>
        resolve(
          { orders: web },
          { dependencies: { stock: { range: '*', config: { EU_URL: 'x' } }, 'stock-eu': { range: '*' } } },
        ),
      /TOWPATH_STOCK_EU_URL: expected a name used once/,
    ],
    [
      'a template of unknown names',
      () => resolve({ orders: web }, withFile('a: ${KNOWN} ${NOPE} ${NEITHER}')),
      /Config file a.yml of orders 1.4.2: expected only names of its config and dependencies, found `\$\{NEITHER\}`, `\$\{NOPE\}`/,
    ],
    [
      'a template of a port',
      () => resolve({ orders: web }, withFile('port: ${PORT}')),
      /Read PORT from the environment/,
    ],
    [
      'config of what is no dependency',
      () => resolve({ orders: { ...web, dependencies: { stok: {} } } }, needs('stock', '^2')),
      /services.orders.dependencies.stok: expected a dependency of orders 1.4.2: stock/,
    ],
    [
      'what the schema of the package refuses',
      () =>
        resolve(
          { orders: { ...web, config: { LEVEL: 7 } } },
          { config: { schema: '{"type":"object","properties":{"LEVEL":{"type":"string"}}}' } },
        ),
      /services.orders.config: LEVEL: expected a text \(config schema of orders 1.4.2\), found `7`/,
    ],
    [
      'no place to run',
      () => resolve({ orders: {} }),
      /services.orders.hostGroup: expected one of `web`, `edge`, found neither a host group nor hosts/,
    ],
  ]
  it.each(cases)('%s', (_name, act, message) => {
    expect(faultOf(act).message).toMatch(message)
  })
})
