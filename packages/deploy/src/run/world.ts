import { type Host, type Inspection, inspectCommand, runCommand } from '@towpath/hosts'
import { type DeclaredEdge, planListeners, type RouteListener } from '@towpath/routing'
import { DeployFault } from '../deploy-fault.ts'
import { secretDocuments } from '../instance/secrets.ts'
import { findFreePorts } from '../proxies/free-ports.ts'
import { openEmbeddedProxy } from '../proxies/open-embedded-proxy.ts'
import type { CommittedTable, ReverseProxy } from '../proxies/proxy.ts'
import type { DeployPorts, DeployRequest } from './deploy-request.ts'
import type { PhaseLog } from './phase-log.ts'

/** What stands where, as it was found when the deploy began. */
export interface World {
  /** By host. */
  readonly inspections: Readonly<Record<string, Inspection>>
  readonly proxies: readonly ReverseProxy[]
  /** What the first proxy serves by; null before the first deploy. */
  readonly table: CommittedTable | null
  readonly listeners: readonly RouteListener[]
}

/** Looks at every host and proxy; the fence of this deploy is known to all of them afterwards. */
export async function readWorld(request: DeployRequest, ports: DeployPorts, phases: PhaseLog): Promise<World> {
  const { acting, target, secrets } = request
  const tools = [
    ...new Set(target.revision.releases.flatMap(({ descriptor }) => Object.keys(descriptor.code.requires ?? {}))),
  ].filter((tool) => tool !== 'arch')
  const documents = secretDocuments(secrets)
  const inspected = await Promise.all(
    [...ports.hosts.values()].map(async (host) => {
      const command = inspectCommand({ environment: acting.environment, acting, tools, secrets: documents })
      const inspection = await phases.run(host.name, 'inspect', () =>
        runCommand(host, command, { signal: ports.signal }),
      )
      return [host.name, inspection] as const
    }),
  )
  const proxyHost = findProxyHost(request, ports)
  const proxy = await phases.run(proxyHost.name, 'proxy', () => openEmbeddedProxy(proxyHost, target.spec, acting))
  const table = await proxy.table()
  return {
    inspections: Object.fromEntries(inspected),
    proxies: [proxy],
    table,
    listeners: await chooseListeners(request, proxyHost, table?.table.listeners ?? []),
  }
}

/** The embedded proxy stands on the first host of its group, or of the first one on this machine. */
function findProxyHost({ target }: DeployRequest, { hosts }: DeployPorts): Host {
  const { spec } = target
  if (spec.proxies.kind !== 'embedded') {
    throw new DeployFault('not-yet', {
      where: `${spec.environment}, proxies.kind`,
      expected: '`embedded`',
      found: 'haproxy',
      fix: 'Not yet: HAProxy pairs; write `proxies: {kind: embedded}` for one machine',
    })
  }
  const group =
    spec.proxies.hostGroup === undefined
      ? Object.values(spec.hostGroups).find(({ connection }) => connection === 'local')
      : spec.hostGroups[spec.proxies.hostGroup]
  const host = hosts.get(group?.hosts[0]?.name ?? '')
  if (host !== undefined) return host
  throw new DeployFault('host-unknown', {
    where: `${spec.environment}, proxies.hostGroup`,
    expected: 'a host group with `connection: local`',
    found: 'none',
  })
}

/** A loopback listener for each declared dependency of what runs and what will. A process was told its port, so it keeps it. */
async function chooseListeners(
  { target, base }: DeployRequest,
  host: Host,
  existing: readonly RouteListener[],
): Promise<readonly RouteListener[]> {
  const declared: readonly DeclaredEdge[] = [target, base].flatMap((deployment) =>
    (deployment?.revision.releases ?? []).flatMap(({ descriptor }) =>
      Object.entries(descriptor.dependencies ?? {}).map(([service, { range }]) => ({ service, range })),
    ),
  )
  const freePorts = await findFreePorts(
    host,
    declared.length,
    existing.map(({ port }) => port),
  )
  return planListeners({ declared, existing, freePorts })
}
