import { type EnvironmentSpec, proxyKind } from '@towpath/environment'
import type { Host } from '@towpath/hosts'
import { type DeclaredEdge, findListener, planListeners, type RouteListener } from '@towpath/routing'
import { DeployFault } from '../deploy-fault.ts'
import type { Deployment } from '../deployment.ts'
import { findFreePorts } from '../proxies/free-ports.ts'
import { openEmbeddedProxy } from '../proxies/open-embedded-proxy.ts'
import type { CommittedTable, ReverseProxy } from '../proxies/proxy.ts'
import type { Site } from './site.ts'

/** The proxies of an environment, and what they serve by. */
export interface Proxies {
  readonly all: readonly ReverseProxy[]
  /** Null before the first deploy. */
  readonly table: CommittedTable | null
}

/** What a first version can't carry out, told before anything is touched. Fault: `not-yet`. Pure. */
export function refuseNotYet({ spec, revision }: Deployment): void {
  if (proxyKind(spec) === 'haproxy') {
    throw new DeployFault('not-yet', {
      where: `${spec.environment}, proxies.kind`,
      expected: '`embedded`',
      found: 'haproxy',
      fix: 'Not yet: HAProxy pairs; write `proxies: {kind: embedded}` for one machine',
    })
  }
  for (const { service, version, descriptor } of revision.releases) {
    for (const [name, { protocol }] of Object.entries(descriptor.provides ?? {})) {
      if (protocol === 'http') continue
      throw new DeployFault('not-yet', {
        where: `${service} ${version}, provides.${name}`,
        expected: '`http`, which is all that the embedded proxy speaks',
        found: protocol,
        fix: `Not yet: ${protocol} needs HAProxy`,
      })
    }
  }
}

/** Opens what the spec says; a proxy that runs as it should is left alone. */
export async function openProxies(spec: EnvironmentSpec, site: Site): Promise<Proxies> {
  const host = proxyHost(spec, site)
  const proxy = await site.phases.run(host.name, 'proxy', () => openEmbeddedProxy(host, spec, site.acting))
  return { all: [proxy], table: await proxy.table() }
}

/** The embedded proxy stands on the first host of its group, or of the first group on this machine. */
function proxyHost(spec: EnvironmentSpec, { hosts }: Site): Host {
  const { hostGroup } = spec.proxies
  const group =
    hostGroup === undefined
      ? Object.values(spec.hostGroups).find(({ connection }) => connection === 'local')
      : spec.hostGroups[hostGroup]
  const host = hosts.get(group?.hosts[0]?.name ?? '')
  if (host !== undefined) return host
  throw new DeployFault('host-unknown', {
    where: `${spec.environment}, proxies.hostGroup`,
    expected: 'a host group with `connection: local`',
    found: hostGroup ?? 'none',
  })
}

/**
 * A loopback listener for each dependency that these revisions declare. A process was told its port, so an existing one keeps it; the host is
 * asked for free ports only when there is a new one.
 */
export async function chooseListeners(
  deployments: readonly (Deployment | null)[],
  { all: [proxy], table }: Proxies,
  site: Site,
): Promise<readonly RouteListener[]> {
  const existing = table?.table.listeners ?? []
  const declared: readonly DeclaredEdge[] = deployments.flatMap((deployment) =>
    (deployment?.revision.releases ?? []).flatMap(({ descriptor }) =>
      Object.entries(descriptor.dependencies ?? {}).map(([service, { range }]) => ({ service, range })),
    ),
  )
  const host = site.hosts.get(proxy?.host ?? '')
  if (host === undefined) return existing
  const lacking = countLacking(declared, existing)
  const taken = existing.map(({ port }) => port)
  return planListeners({ declared, existing, freePorts: await findFreePorts(host, lacking, taken) })
}

function countLacking(declared: readonly DeclaredEdge[], existing: readonly RouteListener[]): number {
  // As many as there are new ones at most: two spellings of one range share a listener.
  return declared.filter((edge) => findListener(existing, edge) === undefined).length
}
