import { labelOfRange } from '@towpath/descriptor'
import fc from 'fast-check'
import { compileRouteTable } from '../../compile.ts'
import type { InstanceToRoute, ReleaseToRoute } from '../../compile-input.ts'
import { ranges, versions } from '../../fixtures/arbitraries.ts'
import { release, shop } from '../../fixtures/shop.ts'
import type { RouteRequest } from '../../request-target.ts'
import type { RouteTable } from '../../route-table.ts'

/** Ports of instances in this process, each of which may be any release's. */
export interface TrialPorts {
  readonly http: readonly number[]
  readonly grpc: readonly number[]
}

const services = ['stock', 'orders', 'basket'] as const

const offer = fc.record({
  provides: fc.constantFrom<readonly ('http' | 'rpc')[]>(['http'], ['rpc'], ['http', 'rpc']),
  isDefault: fc.boolean(),
  asked: fc.boolean(),
  count: fc.integer({ min: 0, max: 2 }),
})

const scenario = fc.record({
  lines: fc.array(fc.record({ service: fc.constantFrom(...services), version: versions, offer }), { maxLength: 7 }),
  declared: fc.array(fc.tuple(fc.constantFrom(...services, 'absent'), ranges), { maxLength: 5 }),
  external: fc.boolean(),
  prereleases: fc.constantFrom('exclude' as const, 'include' as const),
  shift: fc.nat({ max: 30 }),
})

/** Any route table whose endpoints are instances in this process. */
export function tables(ports: TrialPorts): fc.Arbitrary<RouteTable> {
  return scenario.map(({ lines, declared, external, prereleases, shift }) => {
    let next = shift
    const take = (kind: keyof TrialPorts) => ports[kind][next++ % ports[kind].length] ?? 0
    const unique = [...new Map(lines.map((line) => [`${line.service}@${line.version}`, line])).values()]
    const releases = unique.map(({ service, version, offer: { provides, isDefault, asked } }): ReleaseToRoute => {
      const http = { protocol: 'http', ...(asked ? { health: '/healthz?a=%20&b' } : {}) } as const
      const rpc = { protocol: 'grpc', ...(asked ? { health: '' } : {}) } as const
      return release(`${service}@${version}`, {
        isDefault,
        provides: Object.fromEntries(provides.map((name) => [name, name === 'http' ? http : rpc])),
      })
    })
    const instances = unique.flatMap(({ service, version, offer: { provides, count } }) =>
      Array.from(
        { length: count },
        (_, n): InstanceToRoute => ({
          instance: `staging_${service}_${version}_0a1b2c3d@app-${n}`,
          service,
          version,
          address: '127.0.0.1',
          ports: Object.fromEntries(provides.map((name) => [name, take(name === 'http' ? 'http' : 'grpc')])),
        }),
      ),
    )
    const callers = declared.map(([service, range], n) =>
      release(`caller-${n}@1.0.0`, { provides: {}, dependencies: { [service]: { range } } }),
    )
    const known = releases[0]?.service
    return compileRouteTable(
      shop({
        prereleases,
        releases: [...releases, ...callers],
        externals: external ? [{ service: 'billing', version: '2.3.0', endpoints: [`127.0.0.1:${take('http')}`] }] : [],
        aliases: known === undefined ? {} : { [known]: ['Shop.corp.example'] },
        instances,
      }),
    )
  })
}

const spelt = fc.oneof(
  ranges,
  ranges.map(labelOfRange),
  versions,
  versions.map((version) => `^${version}`),
  fc.constantFrom('', '9', 'v9', 'v1-9', 'r0a1b2c3d', '>9 || ^7', 'constructor', '1@2', 'é\u0000"\\', 'x'.repeat(150)),
)
const named = fc.oneof(
  fc.constantFrom(...services),
  fc.constantFrom('billing', 'absent', 'nothing', '', 'constructor', 'é"<', 'stock '),
)
const rest = fc.constantFrom('', '/', '/a/b', '//a', '?q=/x', '/a?b=%20@', '/%zz', '/a%2Fb/../c')
const raw = fc.string({
  unit: fc.constantFrom('/', '@', '%', '4', '0', 'E', 'a', '~', '?', '+', '.', ':', 's'),
  maxLength: 12,
})

const path = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(named, spelt, rest)
      .map(([service, range, more]) => `/${encodeURIComponent(`${service}@${range}`)}${more}`),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(named, spelt, rest)
      .map(([service, range, more]) => `/${encodeURIComponent(service)}@${encodeURIComponent(range)}${more}`),
  },
  { weight: 2, arbitrary: fc.tuple(named, rest).map(([service, more]) => `/${encodeURIComponent(service)}${more}`) },
  { weight: 1, arbitrary: raw.map((text) => `/${text}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('/%E0%A4%A/x', '/%C0%80', '/%ED%A0%80', '/%F4%90%80%80', '/stock%', '/%F0%9F%9A%A2@1'),
  },
)

const authority = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(null, '10.77.0.100:80', '[::1]:80', 'else.example') },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom('', 'v1.', 'v2.', 'V2-1.', 'v9.', 'r0a1b2c3d.', 'v1.v2.', 'x.'),
        named,
        fc.constantFrom('', '.', ':8443', '.:1'),
      )
      .map(([label, service, end]) => `${label}${service.replace(/[^a-z]/g, '')}.Staging.internal${end}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(spelt, fc.constantFrom(...services))
      .map(([range, service]) => `${/^[\w-]+$/.test(range) ? range : 'v1'}.${service}.staging.internal`),
  },
  { weight: 1, arbitrary: fc.constantFrom('shop.corp.example', 'v1.SHOP.corp.example:80') },
)

/** Any request that a client can send. */
export const requests: fc.Arbitrary<RouteRequest & { readonly protocol: 'http' | 'grpc' }> = fc.record({
  path,
  authority,
  acceptVersion: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: spelt.filter((range) => /^[\x20-\x7e]*$/.test(range)) },
  ),
  protocol: fc.constantFrom('http' as const, 'http' as const, 'grpc' as const),
})
