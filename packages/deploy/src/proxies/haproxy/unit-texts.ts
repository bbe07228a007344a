import { sliceName } from '@towpath/hosts'
import type { EdgeFiles } from './edge-files.ts'

/** Where Debian's packages put them. */
export const programs = { haproxy: '/usr/sbin/haproxy', keepalived: '/usr/sbin/keepalived' } as const

/*
 * Started as root, with `user` and `chroot` in its configuration: as another user its sockets could not share a port with those of a haproxy that
 * began as root. The file `fault` is how keepalived learns within milliseconds that the proxy has died; it is 1 from before the first start, so
 * that a VIP never comes to a host whose proxy is not yet there.
 */
/** haproxy's unit. Reload is hitless: a new worker takes the sockets over, the old one ends with its connections. */
export function renderProxyUnit(environment: string, files: EdgeFiles): string {
  const tell = (value: number) => `+/bin/sh -c 'echo ${value} > "${files.fault}"'`
  return [
    '[Unit]',
    `Description=Towpath proxy of ${environment}`,
    'Wants=network-online.target',
    'After=network-online.target',
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    'Type=notify',
    `ExecStartPre=${tell(1)}`,
    `ExecStart=${programs.haproxy} -Ws -f ${files.config} -p ${files.pid} -S ${files.masterSocket},mode,600`,
    `ExecStartPost=${tell(0)}`,
    `ExecReload=${programs.haproxy} -c -f ${files.config}`,
    'ExecReload=/bin/kill -USR2 $MAINPID',
    `ExecStopPost=${tell(1)}`,
    'KillMode=mixed',
    'Restart=always',
    'RestartSec=200ms',
    'SuccessExitStatus=143',
    // Two for each connection: haproxy takes as many connections as that allows, about 32,000.
    'LimitNOFILE=65536',
    `RuntimeDirectory=${files.runtimeDirectory}`,
    'RuntimeDirectoryMode=0751',
    'CapabilityBoundingSet=CAP_NET_BIND_SERVICE CAP_SETUID CAP_SETGID CAP_SYS_CHROOT CAP_KILL CAP_CHOWN CAP_FOWNER',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    ...identity(environment, 'towpath-proxy'),
    '',
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ].join('\n')
}

/** keepalived's unit: not before the proxy, else a booting host would hold the VIP with nothing behind it. */
export function renderVipUnit(environment: string, files: EdgeFiles): string {
  return [
    '[Unit]',
    `Description=Towpath VIP of ${environment}`,
    'Wants=network-online.target',
    `After=network-online.target ${files.proxyUnit}.service`,
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    'Type=notify',
    'NotifyAccess=all',
    `ExecStart=${programs.keepalived} -n -R -P -f ${files.vipConfig} -p ${files.vipPid} -r ${files.vrrpPid}`,
    'ExecReload=/bin/kill -HUP $MAINPID',
    'KillMode=mixed',
    'Restart=always',
    'RestartSec=1',
    `RuntimeDirectory=${files.vipRuntimeDirectory}`,
    'CapabilityBoundingSet=CAP_NET_ADMIN CAP_NET_RAW CAP_KILL CAP_SETUID CAP_SETGID CAP_DAC_OVERRIDE',
    'ProtectSystem=strict',
    'ProtectHome=yes',
    'PrivateTmp=yes',
    ...identity(environment, 'towpath-vip'),
    '',
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ].join('\n')
}

function identity(environment: string, identifier: string): readonly string[] {
  return [
    `Slice=${sliceName(`towpath-${environment}`)}`,
    `SyslogIdentifier=${identifier}`,
    `LogExtraFields=TOWPATH_ENVIRONMENT=${environment}`,
  ]
}
