import { closeProxyCommand } from '../proxies/close-proxy.ts'
import { hostOf, runPhase, type Site } from './site.ts'
import { together } from './together.ts'

/** Ends the environment's proxies on these hosts, as far as they are in reach: nothing of them stays. */
export async function closeProxies(names: readonly string[], site: Site): Promise<void> {
  const hosts = names.filter((host) => site.hosts.has(host))
  await together(hosts, site, (host, its) =>
    runPhase(its, { host, name: 'end its proxy' }, closeProxyCommand(hostOf(its, host), its.acting)),
  )
}
