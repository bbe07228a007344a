import { compileRouteTable } from '../../compile.ts'
import type { ProvideToRoute } from '../../compile-input.ts'
import { release, shop } from '../../fixtures/shop.ts'
import type { RouteTable } from '../../route-table.ts'

/** A table of one service `stock`: by version and provide the ports of its instances on loopback. */
export function tableOf(
  versions: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>,
  provides: Readonly<Record<string, ProvideToRoute>> = {
    http: { protocol: 'http', health: '/healthz' },
    rpc: { protocol: 'grpc', health: '' },
  },
): RouteTable {
  const known = Object.entries(versions).map(([version, ports]) => ({ version, ports }))
  return compileRouteTable(
    shop({
      releases: known.map(({ version, ports }) =>
        release(`stock@${version}`, {
          provides: Object.fromEntries(Object.entries(provides).filter(([name]) => Object.hasOwn(ports, name))),
        }),
      ),
      instances: known.flatMap(({ version, ports }) => {
        const count = Math.max(...Object.values(ports).map((all) => all.length))
        return Array.from({ length: count }, (_, n) => ({
          instance: `staging_stock_${version}_0a1b2c3d@app-${n + 1}`,
          service: 'stock',
          version,
          address: '127.0.0.1',
          ports: Object.fromEntries(Object.entries(ports).map(([name, all]) => [name, all[n] ?? 0])),
        }))
      }),
    }),
  )
}
