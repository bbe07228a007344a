/** What one of the keepalived processes that share a VIP has to know. */
export interface KeepalivedSettings {
  readonly environment: string
  readonly interface: string
  /** With its prefix length. */
  readonly vip: string
  /** This host's own address. */
  readonly address: string
  /** The addresses of the other proxies. Without any, adverts are sent by multicast, and nobody hears them. */
  readonly peers: readonly string[]
  /** Told apart by it from every other VRRP instance of the network segment. */
  readonly routerId: number
  /** VRRPv3 counts in hundredths of a second; shorter ones than 10 ms are not to be had. */
  readonly advertIntervalMs: number
  /** Watched by inotify: `fault` is not 0 while the proxy does not run; `fresh` is added to the priority. */
  readonly files: { readonly fault: string; readonly fresh: string }
}

/**
 * keepalived.conf. Equal priorities of 200, because the wait for a dead master shrinks with it (skew is (256 − priority)/256 of an advert); no
 * `nopreempt`, with which weights never move a live master; track files and no script, which can't run more often than once a second.
 * The new master tells its address at once and again, for switches and neighbours that lost the first. Pure.
 */
export function renderKeepalivedConfig(settings: KeepalivedSettings): string {
  const { environment, vip, address, peers, routerId, advertIntervalMs, files } = settings
  const name = `towpath_${environment.replaceAll('-', '_')}`
  const advertSeconds = Math.max(1, Math.round(advertIntervalMs / 10)) / 100
  const unicast =
    peers.length === 0
      ? []
      : [`  unicast_src_ip ${address}`, '  unicast_peer {', ...peers.map((peer) => `    ${peer}`), '  }']
  return [
    `# Written by Towpath for ${environment}; changes are overwritten by its next deploy.`,
    'global_defs {',
    `  router_id ${name}`,
    '  vrrp_version 3',
    '}',
    `track_file ${name}_fault {`,
    `  file "${files.fault}"`,
    '  weight 0',
    '}',
    `track_file ${name}_fresh {`,
    `  file "${files.fresh}"`,
    '  weight 1',
    '}',
    `vrrp_instance ${name} {`,
    '  state BACKUP',
    `  interface ${settings.interface}`,
    `  virtual_router_id ${routerId}`,
    '  priority 200',
    `  advert_int ${advertSeconds}`,
    '  garp_master_delay 1',
    '  garp_master_repeat 3',
    '  garp_master_refresh 10',
    ...unicast,
    '  virtual_ipaddress {',
    `    ${vip} dev ${settings.interface}`,
    '  }',
    '  track_file {',
    `    ${name}_fault`,
    `    ${name}_fresh`,
    '  }',
    '}',
    '',
  ].join('\n')
}
