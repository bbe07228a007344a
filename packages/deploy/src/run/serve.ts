import { type EnvironmentSpec, vipOf } from '@towpath/environment'
import type { Host } from '@towpath/hosts'
import { type RouteTable, routeTableDigest } from '@towpath/routing'
import type { ProxyAnswer, ProxyRequest, ReverseProxy } from '../proxies/proxy.ts'
import { askThroughHost } from '../verify/ask-through-host.ts'
import type { Expectation } from '../verify/expectations.ts'
import { verifyAnswers } from '../verify/verify-answers.ts'
import { isLeaseLost } from './endings.ts'
import { pause } from './pause.ts'
import { hostOf, type Site } from './site.ts'
import { together } from './together.ts'

/**
 * Every proxy takes the table, is asked by it beforehand, and only when all answer right, all commit. When one does not, all forget it. A
 * table that all serve already is not touched.
 */
export async function switchTo(
  table: RouteTable,
  expectations: readonly Expectation[],
  proxies: readonly ReverseProxy[],
  site: Site,
): Promise<void> {
  const digest = routeTableDigest(table)
  const current = await Promise.all(proxies.map(async (proxy) => (await proxy.table())?.digest))
  if (current.every((one) => one === digest)) return
  try {
    await together(proxies, site, (proxy, its) =>
      its.phases.run(proxy.host, 'verify routes', async () => {
        await proxy.prepare(table)
        await verifyAnswers(expectations, {
          name: `Proxy on ${proxy.host}`,
          ask: (request) => proxy.ask(request),
          pause: (milliseconds) => pause(milliseconds, its),
        })
      }),
    )
    site.signal.throwIfAborted()
  } catch (error) {
    // What is prepared may be another run's by now.
    if (!isLeaseLost(error)) await Promise.allSettled(proxies.map((proxy) => proxy.abort()))
    throw error
  }
  await together(proxies, site, (proxy, { phases }) =>
    phases.run(proxy.host, 'switch routes', () => proxy.commit(table)),
  )
}

/** Asks through the VIP what every client would get. Returns what the environment was verified through. */
export async function verifyThroughVip(
  spec: EnvironmentSpec,
  expectations: readonly Expectation[],
  [proxy]: readonly ReverseProxy[],
  site: Site,
): Promise<'vip' | 'host'> {
  if (expectations.length === 0 || proxy === undefined) return 'host'
  const host = hostOf(site, proxy.host)
  await site.phases.run(host.name, 'verify through the VIP', () =>
    verifyAnswers(expectations, {
      name: `${vipOf(spec)}:${spec.address.port}`,
      ask: (request) => askVip(spec, host, request),
      pause: (milliseconds) => pause(milliseconds, site),
    }),
  )
  return 'vip'
}

function askVip(spec: EnvironmentSpec, host: Host, request: ProxyRequest): Promise<ProxyAnswer> {
  return askThroughHost(host, { kind: 'tcp', host: vipOf(spec), port: spec.address.port }, request)
}
