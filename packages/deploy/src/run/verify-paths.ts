import { type EnvironmentSpec, environmentHosts, proxyKind } from '@towpath/environment'
import type { Host } from '@towpath/hosts'
import { DeployFault } from '../deploy-fault.ts'
import { connectWithin } from '../health/connect-within.ts'
import type { Arrival } from '../names/plan-names.ts'
import { allOf } from './all-of.ts'
import type { Entered } from './progress.ts'
import { isOutOfReach } from './reach.ts'
import { hostOf, type Site } from './site.ts'

/** A packet that is thrown away is answered by nobody: who has said nothing for so long is not reached. */
const pathLimitMs = 2000

/** The proxies that ways begin at; a ProxySet fits. */
export interface Edges {
  each(site: Site, work: (edge: { readonly host: string }, site: Site) => Promise<void>): Promise<void>
}

/**
 * Whether each proxy can reach each host that something routed comes up on, before anything is started. Nothing listens there yet: that a connection is
 * refused is an open way, silence is a blocked one. Fault: `path-blocked`.
 */
export async function verifyPaths(
  spec: EnvironmentSpec,
  arrivals: readonly Arrival[],
  edges: Edges,
  site: Site,
): Promise<void> {
  const serving = arrivals.filter(({ release }) => Object.keys(release.descriptor.provides ?? {}).length > 0)
  const ways = [...new Set(serving.map(({ host }) => host))].map((name) => {
    const { low, high } = environmentHosts(spec).get(name)?.ports ?? { low: 0, high: 0 }
    return { host: hostOf(site, name), port: low, ports: `${low}-${high}` }
  })
  await fromEachEdge(spec, ways, { phase: 'look for the way', mayBeRefused: true }, edges, site)
}

/** Whether each proxy can reach what has come up, at its very port: a firewall that refuses is seen only here. Fault: `path-blocked`. */
export async function verifyEndpoints(
  spec: EnvironmentSpec,
  entered: readonly Entered[],
  edges: Edges,
  site: Site,
): Promise<void> {
  const ways = entered.flatMap(({ entrance, ports }) =>
    Object.values(ports).map((port) => ({ host: hostOf(site, entrance.wanted.host), port, ports: String(port) })),
  )
  await fromEachEdge(spec, ways, { phase: 'reach the new', mayBeRefused: false }, edges, site)
}

interface Way {
  readonly host: Host
  readonly port: number
  /** For a firewall's rule. */
  readonly ports: string
}

async function fromEachEdge(
  spec: EnvironmentSpec,
  ways: readonly Way[],
  { phase, mayBeRefused }: { readonly phase: string; readonly mayBeRefused: boolean },
  edges: Edges,
  site: Site,
): Promise<void> {
  // The embedded proxy stands on the same machine.
  if (ways.length === 0 || proxyKind(spec) === 'embedded') return
  const stopped: DeployFault[] = []
  await edges.each(site, async ({ host: name }, its) => {
    const edge = hostOf(its, name)
    const others = ways.filter(({ host }) => host.name !== edge.name)
    if (others.length === 0) return
    await its.phases.run(
      edge.name,
      phase,
      async () => {
        const found = await Promise.all(others.map((way) => walk(edge, way, mayBeRefused)))
        const blocked = found.filter((fault) => fault !== null)
        stopped.push(...blocked)
        return blocked.length
      },
      (blocked) => (blocked === 0 ? '' : `${blocked} blocked`),
    )
  })
  if (stopped.length > 0) throw allOf(stopped)
}

/** Null for an open way. */
async function walk(edge: Host, way: Way, mayBeRefused: boolean): Promise<DeployFault | null> {
  const address = { kind: 'tcp', host: way.host.address, port: way.port } as const
  try {
    const connection = await connectWithin(edge, address, AbortSignal.timeout(pathLimitMs))
    connection.destroy()
    return null
  } catch (error) {
    if (isOutOfReach(error)) throw error
    const found = sayWhy(error)
    return mayBeRefused && !isBlocked(error, found) ? null : blocked(edge, way, found, error)
  }
}

/** Which of them it was, sshd says in words alone, and not always. */
function isBlocked(error: unknown, found: string): boolean {
  return isTimeout(error) || /no route|unreachable|timed? ?out|prohibited/i.test(found)
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError'
}

function sayWhy(error: unknown): string {
  if (isTimeout(error)) return `no answer within ${pathLimitMs / 1000} s`
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  return (cause instanceof Error && cause.message !== '' ? cause.message : error.message).replace(/\.$/, '')
}

function blocked(edge: Host, { host, ports }: Way, found: string, cause: unknown): DeployFault {
  return new DeployFault(
    'path-blocked',
    {
      where: `The way from proxy ${edge.name} (${edge.address}) to ${host.name} (${host.address}), TCP ports ${ports}`,
      expected: 'the proxy to reach what runs there',
      found,
      fix: `Let TCP from ${edge.address} to ${host.address} ports ${ports} through the firewalls between them, for instance on ${host.name}: \`nft add rule inet filter input ip saddr ${edge.address} tcp dport ${ports} accept\``,
    },
    { cause },
  )
}
