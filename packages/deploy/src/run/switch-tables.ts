import { type RouteTable, routeTableDigest } from '@towpath/routing'
import type { ReverseProxy } from '../proxies/proxy.ts'
import type { Expectation } from '../verify/expectations.ts'
import { verifyAnswers } from '../verify/verify-answers.ts'
import { isLeaseLost } from './endings.ts'
import { pause } from './pause.ts'
import type { ProxySet } from './proxy-set.ts'
import { beyondCancel, type Site } from './site.ts'

/**
 * Every proxy takes the table, is asked by it beforehand, and only when all answer right, all commit. When one does not, all forget it; when one
 * can't commit, the others go back to what they had. A proxy that serves by it already is not touched. Returns whether one was.
 */
export async function switchTo(
  table: RouteTable,
  expectations: readonly Expectation[],
  proxies: ProxySet,
  site: Site,
): Promise<boolean> {
  const digest = routeTableDigest(table)
  const isBehind = ({ host }: ReverseProxy): boolean => proxies.tableOf(host)?.digest !== digest
  const behind = new Set(proxies.present.filter(isBehind))
  if (behind.size === 0) return false
  try {
    await proxies.each(site, async (proxy, its) => {
      if (behind.has(proxy)) await prepare(proxy, table, expectations, its)
    })
    site.signal.throwIfAborted()
  } catch (error) {
    // What is prepared may be another run's by now.
    if (!isLeaseLost(error)) await Promise.allSettled([...behind].map((proxy) => proxy.abort()))
    throw error
  }
  const before = new Map(proxies.present.map(({ host }) => [host, proxies.tableOf(host)]))
  try {
    await proxies.each(site, async (proxy, { phases }) => {
      if (behind.has(proxy)) await phases.run(proxy.host, 'switch routes', () => proxies.commit(proxy, table))
    })
  } catch (error) {
    if (isLeaseLost(error)) throw error
    await Promise.allSettled(
      [...behind].map(async (proxy) => {
        const old = before.get(proxy.host)?.table
        if (old !== undefined) await goBack(proxy, old, proxies, beyondCancel(site))
      }),
    )
    throw error
  }
  return true
}

function prepare(
  proxy: ReverseProxy,
  table: RouteTable,
  expectations: readonly Expectation[],
  site: Site,
): Promise<void> {
  return site.phases.run(proxy.host, 'verify routes', async () => {
    await proxy.prepare(table)
    await verifyAnswers(expectations, {
      name: `Proxy on ${proxy.host}`,
      ask: (request) => proxy.ask(request),
      pause: (milliseconds) => pause(milliseconds, site),
    })
  })
}

/** Right away, so that clients do not meet two tables until all else is put back. */
function goBack(proxy: ReverseProxy, table: RouteTable, proxies: ProxySet, { phases }: Site): Promise<void> {
  return phases.run(proxy.host, 'switch routes back', async () => {
    await proxy.prepare(table)
    await proxies.commit(proxy, table)
  })
}

/**
 * Once all in reach have the table: they go before one that may have another, and level with one another as soon as nobody is left behind. Where it
 * can't be known and nothing was switched, all stays as it is. Returns whether one was changed.
 */
export async function settleFreshness(
  table: RouteTable,
  { hasSwitched }: { readonly hasSwitched: boolean },
  proxies: ProxySet,
  site: Site,
): Promise<boolean> {
  const isFresh = proxies.mayDisagree(table) ?? (hasSwitched ? true : null)
  if (isFresh === null || proxies.present.every((proxy) => proxy.isFresh === isFresh)) return false
  await proxies.each(site, async (proxy, { phases }) => {
    if (proxy.isFresh === isFresh) return
    const name = isFresh ? 'go before the one out of reach' : 'go level'
    await phases.run(proxy.host, name, () => proxy.setFresh(isFresh))
  })
  return true
}
