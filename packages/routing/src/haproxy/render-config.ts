import { renderAddress } from './address.ts'
import { grpcCheckAnswer, grpcCheckOpening } from './grpc-check.ts'
import type { Pool, SlotKind } from './pool.ts'
import { type ProxyState, renderStateLine, serverNames, slotsOf } from './proxy-state.ts'
import { renderRules } from './render-frontend.ts'
import {
  type HaproxySettings,
  healthMapFile,
  type MapFolder,
  type TcpPort,
  tableMapFile,
  verifySocket,
  verifyTcpSocket,
} from './settings.ts'

/**
 * haproxy.cfg. It reads `live/table.map`, `next/table.map` and `health.map` in the settings' folder, which must be there. Equal settings
 * and state give equal text; what it starts after a crash or a reboot serves what was committed, without any command.
 */
export function renderHaproxyConfig(settings: HaproxySettings, state: ProxyState): string {
  const sections = [
    global(settings),
    defaults(),
    ...frontends(settings),
    ...slotsOf(state).map(({ slot, kind }) => backend(settings, state, slot, kind)),
  ]
  return `${renderStateLine(state)}\n# Written by Towpath. Changes are overwritten.\n\n${sections.map(renderSection).join('\n')}`
}

interface Section {
  readonly head: string
  readonly lines: readonly string[]
}

function renderSection({ head, lines }: Section): string {
  return `${head}\n${lines.map((line) => `  ${line}\n`).join('')}`
}

function global(settings: HaproxySettings): Section {
  const { worker } = settings
  const become = worker === null ? [] : [`user ${worker.user}`, `group ${worker.group}`, `chroot ${worker.chroot}`]
  return {
    head: 'global',
    lines: [
      ...become,
      `stats socket ${settings.statsSocket} mode 600 level admin expose-fd listeners`,
      'stats timeout 1m',
      ...(settings.maxConnections === null ? [] : [`maxconn ${settings.maxConnections}`]),
      `hard-stop-after ${settings.hardStopSeconds}s`,
    ],
  }
}

function socketRights({ socketGroup }: HaproxySettings): string {
  return socketGroup === null ? 'mode 600' : `mode 660 group ${socketGroup}`
}

/*
 * A dead endpoint leaves within 2 s: at worst it dies right after a check began, the next one comes 0.5 s later and waits 0.5 s in vain,
 * and so does the second, 0.2 s after it (HAProxy takes the interval for the limit of the connection). One that connects and then says nothing has 2 s
 * for each check, as deploy gives it by default: a health path that is slow under load must not take all instances away at once. What is under way to a host that fell silent ends after some seconds without a sign of it; an
 * instance that only hangs is given time, since its checks may be wrong and a request that is cut is lost.
 *
 * A slot that is filled gets its first check when the server's clock ticks next, and a free one ticks as one that is down: every 0.2 s, so that a
 * deploy waits for no half second.
 *
 * An instance may close an idle connection just as a request is sent on it, and one with a body can't be repeated. Looking for idle
 * connections every 0.1 s closes them before that: of 883 POSTs, each sent when an instance with 2 s of keep-alive closes, 14 failed
 * with every 1 s, and of 1,614 none with 0.1 s, while 98% of connections were still used again under load.
 */
function defaults(): Section {
  return {
    head: 'defaults',
    lines: [
      'mode http',
      'timeout connect 1s',
      'timeout check 2s',
      'timeout http-request 60s',
      'timeout http-keep-alive 65s',
      'timeout queue 5s',
      'timeout client 1h',
      'timeout server 5m',
      'timeout tunnel 1d',
      'option http-keep-alive',
      'option redispatch 1',
      'option clitcpka',
      'clitcpka-idle 60s',
      'clitcpka-intvl 10s',
      'clitcpka-cnt 3',
      'option srvtcpka',
      'srvtcpka-idle 3s',
      'srvtcpka-intvl 1s',
      'srvtcpka-cnt 3',
      'retries 3',
      'retry-on conn-failure empty-response',
      'http-reuse safe',
      'default-server check inter 500ms fastinter 200ms downinter 200ms rise 2 fall 2 pool-purge-delay 100ms init-addr last,libc,none',
      httpError(400, 'bad-request', 'The request is not well formed'),
      httpError(408, 'bad-request', 'The request did not come in time'),
      httpError(502, 'instance-failed', 'The instance closed the connection'),
      httpError(503, 'no-endpoint', 'No instance accepts a connection'),
      httpError(504, 'instance-silent', 'The instance did not answer in 300 s'),
    ],
  }
}

function httpError(status: number, error: string, message: string): string {
  return `http-error status ${status} content-type application/json string "{\\"error\\":\\"${error}\\",\\"message\\":\\"${message}\\"}\\n"`
}

function frontends(settings: HaproxySettings): readonly Section[] {
  const { environment, folder, socketFolder, tcpPorts, certificate } = settings
  const secure = certificate === null ? '' : ` ssl crt ${certificate} alpn h2,http/1.1`
  const verifyRights = socketRights(settings)
  return [
    {
      head: 'frontend public',
      lines: [...binds(settings, null, secure), ...renderRules(environment, folder, 'live')],
    },
    {
      head: 'frontend verify',
      lines: [`bind unix@${verifySocket(socketFolder)} ${verifyRights}`, ...renderRules(environment, folder, 'next')],
    },
    ...tcpPorts.flatMap((tcp) => [
      tcpFrontend(`tcp_${tcp.port}`, binds(settings, tcp.port, ''), folder, 'live', tcp),
      tcpFrontend(
        `verify_${tcp.port}`,
        [`bind unix@${verifyTcpSocket(socketFolder, tcp.port)} ${verifyRights}`],
        folder,
        'next',
        tcp,
      ),
    ]),
  ]
}

function binds({ binds: all }: HaproxySettings, tcpPort: number | null, more: string): readonly string[] {
  return all.map(
    ({ address, port, isTransparent }) =>
      `bind ${renderAddress(address)}:${tcpPort ?? port}${isTransparent ? ' transparent' : ''}${more}`,
  )
}

function tcpFrontend(
  name: string,
  listens: readonly string[],
  folder: string,
  which: MapFolder,
  { service, provide }: TcpPort,
): Section {
  const slot = `str(tcp/${service}/${provide}),map_str(${tableMapFile(folder, which)})`
  return {
    head: `frontend ${name}`,
    lines: [
      ...listens,
      'mode tcp',
      `tcp-request content set-var(txn.slot) ${slot}`,
      'tcp-request content reject if !{ var(txn.slot) -m found } or { var(txn.slot) -m str none }',
      'use_backend %[var(txn.slot)]',
    ],
  }
}

function backend(settings: HaproxySettings, state: ProxyState, slot: string, kind: SlotKind): Section {
  const pool = state.pools[slot]
  const names = serverNames(state.sizes[kind])
  const filled = (pool?.endpoints ?? []).map(
    ({ address, port }, index) => `server ${names[index]} ${renderAddress(address)}:${port}${traits(kind)}`,
  )
  const free = names.slice(filled.length).map((name) => `server ${name} 0.0.0.0:1${traits(kind)} disabled`)
  return { head: `backend ${slot}`, lines: [...note(pool), ...checks(settings, kind), ...filled, ...free] }
}

function note(pool: Pool | undefined): readonly string[] {
  return pool === undefined ? [] : [`# ${pool.release} ${pool.provide}`]
}

/** HAProxy 2.6 reads `tcp-ut` in `default-server` too, and then does not go by it. */
function traits(kind: SlotKind): string {
  return `${kind === 'grpc' ? ' proto h2' : ''} tcp-ut 3s`
}

function checks({ folder }: HaproxySettings, kind: SlotKind): readonly string[] {
  const health = `be_name,map_str(${healthMapFile(folder)})`
  switch (kind) {
    case 'http':
      return [
        'option httpchk',
        // It ends when the status is known. With a reset, which is the default, services complain twice a second of a client that is gone.
        'http-check connect linger',
        `http-check send meth GET uri-lf "%[${health},url_dec]" ver HTTP/1.1 hdr Host localhost hdr User-Agent towpath`,
      ]
    // Its answer counts as none when the time is up; and it is said from memory, so that half a second is long.
    case 'grpc':
      return [
        'timeout server 1h',
        'timeout check 500ms',
        'option tcp-check',
        'tcp-check connect',
        `tcp-check send-binary-lf '${grpcCheckOpening()}%[${health}]'`,
        `tcp-check expect rbinary '${grpcCheckAnswer}'`,
      ]
    case 'open':
      return []
    case 'tcp':
      return ['mode tcp', 'timeout server 1h']
  }
}
