import { digestOf } from '@towpath/descriptor'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { resolveRelease } from '../config/resolve-release.ts'
import { descriptorOf, needs, specOf, web } from '../fixtures/builders.ts'
import { zipkinEndpoint } from '../spec/address.ts'
import { dependencyAddresses, dependencyAuthority, dependencyUrl } from './dependency-address.ts'
import { instanceFolder, instanceId, parseInstanceId, unitName } from './instance-id.ts'
import { processEnvironment } from './process-environment.ts'
import { releaseIdentity } from './release-identity.ts'

const spec = specOf({ orders: { ...web, config: { LOG_LEVEL: 'info', QUOTED: 'a "b" $c\nd' } }, stock: web })
const instance = {
  environment: 'staging',
  service: 'orders',
  version: '1.4.2',
  release8: '0123abcd',
  host: 'app-1',
  ordinal: 1,
}

describe('an instance', () => {
  it('is named so that its parts can be read again', () => {
    const label = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}[a-z0-9]$/)
    const version = fc.constantFrom('1.4.2', '1.0.0-rc.1', '2.0.0+build.5', '0.1.0-a-b')
    const made = fc.record({
      environment: label,
      service: label,
      version,
      release8: fc.stringMatching(/^[0-9a-f]{8}$/),
      host: label,
      ordinal: fc.integer({ min: 1, max: 12 }),
    })
    fc.assert(
      fc.property(made, (one) => {
        expect(parseInstanceId(instanceId(one))).toEqual(one)
      }),
    )
  })

  it.each([
    '',
    'staging_orders_1.4.2_0123abcd',
    'staging_orders_1.4_0123abcd@app-1',
    'staging_orders_1.4.2_0123ABCD@app-1',
    'staging_orders_1.4.2_0123abcd@app-1#1',
    'staging_orders_1.4.2_0123abcd@app-1#0',
    'a_b_c_d_e',
  ])('is not %j', (text) => {
    expect(parseInstanceId(text)).toBeNull()
  })

  it('has a unit without build metadata, and a second one has its own', () => {
    expect(unitName({ ...instance, version: '1.4.2+b5' })).toBe('towpath-staging_orders_1.4.2_0123abcd.service')
    expect(unitName({ ...instance, ordinal: 2 })).toBe('towpath-staging_orders_1.4.2_0123abcd-2.service')
    expect(instanceFolder({ ...instance, ordinal: 2 })).toBe('0123abcd-2')
  })
})

describe('where a dependency is', () => {
  it('is the VIP with the label of the range, or the authority', () => {
    expect(dependencyUrl(spec, 'stock', '^2')).toBe('http://10.77.0.100:80/stock@v2')
    expect(dependencyAuthority(spec, 'stock', '~2.1')).toBe('v2-1.stock.staging.internal:80')
    expect(dependencyAuthority({ ...spec, address: { vip: '10.0.0.1', port: 80 } }, 'stock', '2')).toBeNull()
  })

  it('is the listener of the embedded proxy there', () => {
    const embedded = { ...spec, proxies: { kind: 'embedded' as const } }
    const release = { descriptor: descriptorOf('orders', '1.4.2', needs('stock', '^2')), setOf: null }
    expect(
      dependencyAddresses({ spec: embedded, release, releases: [], listeners: { stock: '127.0.0.1:4001' } }),
    ).toEqual({
      stock: { url: 'http://10.77.0.100:80/stock@v2', address: '127.0.0.1:4001' },
    })
  })

  it('sends spans to the v2 API', () => {
    const to = (zipkin: string) => zipkinEndpoint({ ...spec, observe: { zipkin } })
    expect(to('http://10.77.0.30:9411')).toBe('http://10.77.0.30:9411/api/v2/spans')
    expect(to('http://10.77.0.30:9411/zipkin/spans')).toBe('http://10.77.0.30:9411/zipkin/spans')
    expect(zipkinEndpoint(spec)).toBeNull()
  })
})

describe('what a process is given', () => {
  const descriptor = descriptorOf(
    'orders',
    '1.4.2',
    needs('stock', '^2.1', { env: { STOCK_ADDR: 'address', STOCK_URL: 'url' }, config: { TIMEOUT_MS: 300 } }),
  )
  const { config } = resolveRelease({ spec, service: 'orders', descriptor, line: '*' })
  const process = {
    instance,
    descriptor,
    config,
    addresses: { stock: { url: 'http://10.77.0.100:80/stock@r1', address: 'r1.stock.staging.internal:80' } },
    zipkin: 'http://10.77.0.30:9411/api/v2/spans',
    configFolder: '/etc/towpath/staging/orders/0123abcd',
    stateFolder: '/var/lib/towpath/state/staging/orders',
    ports: { PORT: 18001 },
    secrets: { DB_URL: 'postgres://' },
  }

  it('is all that the formats promise, values unchanged', () => {
    expect(processEnvironment(process)).toEqual({
      DB_URL: 'postgres://',
      HOST: '0.0.0.0',
      LOG_LEVEL: 'info',
      OTEL_EXPORTER_ZIPKIN_ENDPOINT: 'http://10.77.0.30:9411/api/v2/spans',
      OTEL_RESOURCE_ATTRIBUTES:
        'service.version=1.4.2,service.instance.id=staging_orders_1.4.2_0123abcd@app-1,deployment.environment.name=staging',
      OTEL_SERVICE_NAME: 'orders',
      PORT: '18001',
      QUOTED: 'a "b" $c\nd',
      STOCK_ADDR: 'r1.stock.staging.internal:80',
      STOCK_URL: 'http://10.77.0.100:80/stock@r1',
      TOWPATH_CONFIG_DIR: '/etc/towpath/staging/orders/0123abcd',
      TOWPATH_ENVIRONMENT: 'staging',
      TOWPATH_INSTANCE: 'staging_orders_1.4.2_0123abcd@app-1',
      TOWPATH_SERVICE: 'orders',
      TOWPATH_STATE_DIR: '/var/lib/towpath/state/staging/orders',
      TOWPATH_STOCK_ADDRESS: 'r1.stock.staging.internal:80',
      TOWPATH_STOCK_TIMEOUT_MS: '300',
      TOWPATH_STOCK_URL: 'http://10.77.0.100:80/stock@r1',
      TOWPATH_VERSION: '1.4.2',
    })
  })

  it('has one owner for each name', () => {
    expect(() => processEnvironment({ ...process, secrets: { LOG_LEVEL: 'x' } })).toThrow(
      /Variable LOG_LEVEL of orders: expected one value/,
    )
  })
})

describe('the identity of a release', () => {
  const identity = {
    content: digestOf('a'),
    config: digestOf('b'),
    addresses: { dependencies: {}, zipkin: null },
    secrets: { DB: 'h1' },
  }

  it('changes with a rotated secret, an address or a config, and with nothing else', () => {
    expect(releaseIdentity(identity)).toMatch(/^[0-9a-f]{8}$/)
    expect(releaseIdentity({ ...identity })).toBe(releaseIdentity(identity))
    const others = [
      { ...identity, secrets: { DB: 'h2' } },
      { ...identity, config: digestOf('c') },
      { ...identity, addresses: { dependencies: {}, zipkin: 'http://z' } },
    ]
    expect(new Set([identity, ...others].map(releaseIdentity)).size).toBe(4)
  })
})
