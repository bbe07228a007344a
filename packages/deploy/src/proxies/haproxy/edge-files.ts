import { environmentFolder, type HostLayout } from '@towpath/hosts'

/**
 * Where the proxy of an environment stands on an edge host; absolute paths. Besides, in its folder: `live/` and `next/` with the maps, `table`
 * (the committed one), `prepared` (the digest of the one that `next` was made from), and `pending` while what runs may lag behind the files: where a
 * killed run left it, a reload mends it.
 */
export interface EdgeFiles {
  readonly folder: string
  /** haproxy.cfg; its first line says which slot holds what. */
  readonly config: string
  readonly fault: string
  readonly fresh: string
  readonly vipConfig: string
  /** Relative to /run, as systemd wants it. */
  readonly runtimeDirectory: string
  readonly pid: string
  readonly masterSocket: string
  readonly statsSocket: string
  /** Holds haproxy's sockets. */
  readonly run: string
  readonly vipRuntimeDirectory: string
  readonly vipPid: string
  readonly vrrpPid: string
  /** Names of units, without `.service`. */
  readonly proxyUnit: string
  readonly vipUnit: string
}

export function edgeFiles(layout: HostLayout, environment: string): EdgeFiles {
  const folder = `${environmentFolder(layout, environment)}/proxy`
  const run = `${layout.run}/${environment}`
  const vipRun = `${layout.run}-vip/${environment}`
  return {
    folder,
    config: `${folder}/haproxy.cfg`,
    fault: `${folder}/fault`,
    fresh: `${folder}/fresh`,
    vipConfig: `${folder}/keepalived.conf`,
    runtimeDirectory: run.slice('/run/'.length),
    pid: `${run}/haproxy.pid`,
    masterSocket: `${run}/master.sock`,
    statsSocket: `${run}/stats.sock`,
    run,
    vipRuntimeDirectory: vipRun.slice('/run/'.length),
    vipPid: `${vipRun}/keepalived.pid`,
    vrrpPid: `${vipRun}/vrrp.pid`,
    proxyUnit: `towpath-proxy-${environment}`,
    vipUnit: `towpath-vip-${environment}`,
  }
}
