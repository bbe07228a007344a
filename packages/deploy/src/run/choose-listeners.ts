import { addressedRange, type EnvironmentSpec, proxyKind } from '@towpath/environment'
import { type DeclaredEdge, findListener, planListeners, type RouteListener } from '@towpath/routing'
import type { Deployment } from '../deployment.ts'
import { findFreePorts } from '../proxies/free-ports.ts'
import type { ProxySet } from './proxy-set.ts'
import { hostOf, type Site } from './site.ts'

/**
 * The embedded proxy's loopback listeners, one for each dependency that these revisions declare; none with HAProxy, where names lead to the VIP. A
 * process was told its port, so an existing one keeps it; the host is asked for free ports only when there is a new one.
 */
export async function chooseListeners(
  spec: EnvironmentSpec,
  deployments: readonly (Deployment | null)[],
  proxies: ProxySet,
  site: Site,
): Promise<readonly RouteListener[]> {
  const [proxy] = proxies.present
  if (proxyKind(spec) === 'haproxy' || proxy === undefined) return []
  const existing = proxies.tableOf(proxy.host)?.table.listeners ?? []
  const declared: readonly DeclaredEdge[] = deployments.flatMap((deployment) =>
    (deployment?.revision.releases ?? []).flatMap((release, _index, releases) =>
      Object.entries(release.descriptor.dependencies ?? {}).map(([service, { range }]) => ({
        service,
        range: addressedRange(release, { name: service, range }, releases),
      })),
    ),
  )
  const lacking = countLacking(declared, existing)
  const taken = existing.map(({ port }) => port)
  return planListeners({
    declared,
    existing,
    freePorts: await findFreePorts(hostOf(site, proxy.host), lacking, taken),
  })
}

function countLacking(declared: readonly DeclaredEdge[], existing: readonly RouteListener[]): number {
  // As many as there are new ones at most: two spellings of one range share a listener.
  return declared.filter((edge) => findListener(existing, edge) === undefined).length
}
