import { type EnvironmentSpec, proxyKind } from '@towpath/environment'
import type { Host, HostFault } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import type { Deployment } from '../deployment.ts'
import { edgesOf, type UnreachablePolicy } from '../plan/edges.ts'
import { openEmbeddedProxy } from '../proxies/open-embedded-proxy.ts'
import type { ReverseProxy, SeenProxy } from '../proxies/proxy.ts'
import { allOf } from './all-of.ts'
import { type KnownTables, type LostProxy, type OpenedProxy, ProxySet } from './proxy-set.ts'
import { isOutOfReach } from './reach.ts'
import { hostOf, type Site } from './site.ts'

/** What the environment's proxy can't serve, told before anything is touched. Fault: `not-yet`. Pure. */
export function refuseNotYet({ spec, revision }: Deployment): void {
  if (proxyKind(spec) === 'haproxy') return
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

export interface OpenRequest {
  readonly policy: UnreachablePolicy
  /** By host: those that could not be looked at, so that they are not tried again. */
  readonly unreached: ReadonlyMap<string, HostFault>
  /** What one may send to that is out of reach from the beginning. */
  readonly known: (host: string) => KnownTables
  /** Edges that were looked at already. */
  readonly seen?: SeenEdges
}

/** By host; null where the look failed: it is looked at again, and then the failure is told. */
export type SeenEdges = ReadonlyMap<string, Promise<SeenProxy | null>>

/** Looks at the edges of a spec at once, while what else is to be known is found out. */
export function seeEdges(spec: EnvironmentSpec, site: Site): SeenEdges {
  const edges = edgesOf(spec).filter(({ name }) => site.hosts.has(name))
  return new Map(edges.map(({ name }) => [name, seeOne(spec, name, site).catch(() => null)]))
}

async function seeOne(spec: EnvironmentSpec, name: string, site: Site): Promise<SeenProxy> {
  const peers = edgesOf(spec).filter((edge) => edge.name !== name)
  return site.seeEdge(hostOf(site, name), { spec, peers: peers.map(({ address }) => address), acting: site.acting })
}

/** Opens what the spec says; a proxy that runs as it should is left alone. */
export async function openProxies(spec: EnvironmentSpec, request: OpenRequest, site: Site): Promise<ProxySet> {
  if (proxyKind(spec) === 'embedded') return openEmbedded(spec, site)
  const edges = edgesOf(spec)
  const opened: OpenedProxy[] = []
  const lost: LostProxy[] = []
  const wrong: unknown[] = []
  await Promise.all(
    edges.map(async ({ name }) => {
      try {
        const unreached = request.unreached.get(name)
        if (unreached !== undefined) throw unreached
        opened.push(
          await openOne(name, site, async () => {
            const seen = (await request.seen?.get(name)) ?? (await seeOne(spec, name, site))
            return seen.open()
          }),
        )
      } catch (error) {
        const mayGoOn = request.policy === 'proceed' || request.unreached.has(name)
        if (isOutOfReach(error) && mayGoOn) lost.push({ host: name, fault: error, known: request.known(name) })
        else wrong.push(error)
      }
    }),
  )
  if (wrong.length > 0) throw allOf(wrong)
  const [first] = lost
  if (opened.length === 0 && first !== undefined) throw first.fault
  return new ProxySet(inOrder(opened, edges), lost, request.policy)
}

async function openEmbedded(spec: EnvironmentSpec, site: Site): Promise<ProxySet> {
  const { name } = proxyHost(spec, site)
  const opened = await openOne(name, site, (host) => openEmbeddedProxy(host, spec, site.acting))
  return new ProxySet([opened], [], 'refuse')
}

async function openOne(name: string, site: Site, open: (host: Host) => Promise<ReverseProxy>): Promise<OpenedProxy> {
  return site.phases.run(name, 'proxy', async () => {
    const proxy = await open(hostOf(site, name))
    return { proxy, table: await proxy.table() }
  })
}

function inOrder(opened: readonly OpenedProxy[], edges: readonly { readonly name: string }[]): readonly OpenedProxy[] {
  return edges.flatMap(({ name }) => opened.filter(({ proxy }) => proxy.host === name))
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
