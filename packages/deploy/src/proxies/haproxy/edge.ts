import { type EnvironmentSpec, isExternal, vipOf } from '@towpath/environment'
import type { Acting, Host } from '@towpath/hosts'
import type { HaproxySettings, KeepalivedSettings } from '@towpath/routing'
import { type EdgeFiles, edgeFiles } from './edge-files.ts'

export interface EdgeRequest {
  readonly spec: EnvironmentSpec
  /** Addresses of the other edges. */
  readonly peers: readonly string[]
  readonly acting: Acting
}

/** One edge host of an environment, as its spec has it. */
export interface Edge {
  /** `staging on edge-1`, for messages. */
  readonly name: string
  readonly environment: string
  readonly files: EdgeFiles
  /** The address that clients use. */
  readonly vip: string
  readonly haproxy: HaproxySettings
  /** Null: somebody else owns the VIP. */
  readonly keepalived: KeepalivedSettings | null
}

/** An old worker whose connections last longer than this is ended. Until then what it serves goes on over a reload. */
const hardStopSeconds = 3600
/** Debian's package makes them. */
const worker = { user: 'haproxy', group: 'haproxy', chroot: '/var/lib/haproxy' }
const defaultRouterId = 51
const defaultAdvertIntervalMs = 300

/** `group`: whose members may ask the verify socket; null: root alone. Pure. */
export function planEdge(
  host: Pick<Host, 'name' | 'address' | 'layout'>,
  { spec, peers }: Pick<EdgeRequest, 'spec' | 'peers'>,
  group: string | null,
): Edge {
  const { environment, address } = spec
  const files = edgeFiles(host.layout, environment)
  const isOurs = typeof address.vip === 'string'
  return {
    name: `${environment} on ${host.name}`,
    environment,
    files,
    vip: vipOf(spec),
    haproxy: {
      environment,
      binds: [{ address: isOurs ? vipOf(spec) : host.address, port: address.port, isTransparent: isOurs }],
      tcpPorts: tcpPortsOf(spec),
      certificate: null,
      folder: files.folder,
      socketFolder: files.run,
      statsSocket: files.statsSocket,
      socketGroup: group,
      worker,
      hardStopSeconds,
      maxConnections: null,
    },
    keepalived: keepalivedOf(host.address, files, spec, peers),
  }
}

/** Everywhere that haproxy listens for clients. */
export function bindsOf({ haproxy: { binds, tcpPorts } }: Edge): readonly { address: string; port: number }[] {
  return binds.flatMap(({ address, port }) => [
    { address, port },
    ...tcpPorts.map((tcp) => ({ address, port: tcp.port })),
  ])
}

function tcpPortsOf(spec: EnvironmentSpec): HaproxySettings['tcpPorts'] {
  return Object.entries(spec.services).flatMap(([service, one]) =>
    isExternal(one) ? [] : Object.entries(one.ports ?? {}).map(([provide, port]) => ({ service, provide, port })),
  )
}

function keepalivedOf(
  address: string,
  { fault, fresh }: EdgeFiles,
  { environment, address: { vip }, proxies }: EnvironmentSpec,
  peers: readonly string[],
): KeepalivedSettings | null {
  // A VIP of ours has its interface in every spec that was parsed.
  if (typeof vip !== 'string' || proxies.interface === undefined) return null
  return {
    environment,
    interface: proxies.interface,
    vip,
    address,
    peers,
    routerId: proxies.routerId ?? defaultRouterId,
    advertIntervalMs: proxies.advertIntervalMs ?? defaultAdvertIntervalMs,
    files: { fault, fresh },
  }
}
