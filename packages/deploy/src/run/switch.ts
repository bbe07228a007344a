import { type EnvironmentSpec, vipOf } from '@towpath/environment'
import type { Host } from '@towpath/hosts'
import { type RouteTable, routeTableDigest } from '@towpath/routing'
import { getThroughHost } from '../health/http-over-host.ts'
import type { ProxyAnswer, ReverseProxy } from '../proxies/proxy.ts'
import { type Expectation, planExpectations } from '../verify/expectations.ts'
import { isExpected, verifyProxy, wrong } from '../verify/verify-proxy.ts'
import type { PhaseLog } from './phase-log.ts'

/** By release key: the path at which an http release is asked. */
export type HealthPaths = Readonly<Record<string, string>>

export interface Switching {
  readonly proxies: readonly ReverseProxy[]
  readonly phases: PhaseLog
  readonly healthPaths: HealthPaths
  readonly sleep: (milliseconds: number) => Promise<void>
}

const tries = 40
const pauseMs = 50

/**
 * Every proxy takes the table, is asked by it beforehand, and only when all answer right, all commit. When one does not, all forget it. A
 * table that all serve already is not touched.
 */
export async function switchTo(table: RouteTable, switching: Switching): Promise<void> {
  const { proxies, phases } = switching
  const digest = routeTableDigest(table)
  const current = await Promise.all(proxies.map(async (proxy) => (await proxy.table())?.digest))
  if (current.every((one) => one === digest)) return
  const expectations = planExpectations(table, switching.healthPaths)
  const options = { tries, pause: () => switching.sleep(pauseMs) }
  try {
    await Promise.all(
      proxies.map((proxy) =>
        phases.run(proxy.host, 'verify routes', async () => {
          await proxy.prepare(table)
          await verifyProxy(proxy, expectations, options)
        }),
      ),
    )
  } catch (error) {
    await Promise.allSettled(proxies.map((proxy) => proxy.abort()))
    throw error
  }
  await Promise.all(proxies.map((proxy) => phases.run(proxy.host, 'switch routes', () => proxy.commit(digest))))
}

/** Asks through the VIP what every client would get. Returns what the environment was verified through. */
export async function verifyThroughVip(
  table: RouteTable,
  spec: EnvironmentSpec,
  host: Host,
  switching: Switching,
): Promise<'vip' | 'host'> {
  const expectations = planExpectations(table, switching.healthPaths)
  if (expectations.length === 0) return 'host'
  await switching.phases.run(host.name, 'verify through the VIP', async () => {
    for (const expectation of expectations) {
      const answer = await askVip(spec, host, expectation)
      if (!isExpected(answer, expectation)) throw wrong(`${vipOf(spec)}:${spec.address.port}`, expectation, answer)
    }
  })
  return 'vip'
}

async function askVip(spec: EnvironmentSpec, host: Host, { request }: Expectation): Promise<ProxyAnswer> {
  const address = { kind: 'tcp', host: vipOf(spec), port: spec.address.port } as const
  const { status, headers, body } = await getThroughHost(host, address, { ...request, timeoutMs: 5000 })
  const version = headers['towpath-version']
  return { status, version: typeof version === 'string' ? version : null, body }
}
