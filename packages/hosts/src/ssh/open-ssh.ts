import type { Duplex } from 'node:stream'
import type { EnvironmentHost } from '@towpath/environment'
import type { Host } from '../host.ts'
import { HostFault } from '../host-fault.ts'
import { systemdUnits } from '../units/systemd.ts'
import type { Identity } from './authentication.ts'
import { dial } from './dial.ts'
import { type KnownHost, parseKnownHosts } from './known-hosts.ts'
import { readPrivateKey } from './private-key.ts'
import { SshConnection } from './ssh-connection.ts'
import { SshHost } from './ssh-host.ts'
import { defaultTiming, type SshTarget, type SshTiming } from './ssh-target.ts'
import { loadSsh2, type Ssh2 } from './ssh2.ts'
import { Turns } from './turns.ts'
import { unreachable } from './unreachable.ts'

export interface SshOptions {
  /** OpenSSH or PEM text. */
  readonly privateKey: string | null
  readonly passphrase?: string
  /** Path of the socket of an ssh-agent. */
  readonly agentSocket: string | null
  /** Text as in a known_hosts file. */
  readonly knownHosts: string
  readonly timing?: Partial<SshTiming>
}

const defaultUser = 'root'

/**
 * So many handshakes at once: each costs the processor some milliseconds, and behind one address sshd takes about ten. Counted by way: hosts
 * behind another one wait for its handshake, so that must never wait for theirs.
 */
const handshakesAtOnce = 8

/**
 * Opens hosts that are reached by ssh, one at a time, so that all share a key, pinned keys and turns. `hostNamed` finds the host to jump through.
 * @throws HostFault `known-hosts-wrong`, `key-missing`.
 */
export function sshOpener(options: SshOptions | undefined, hostNamed: (name: string) => Host | undefined) {
  let ways: Ways | undefined
  return (host: EnvironmentHost): Host => {
    ways ??= readWays(host, options)
    return openOne(host, ways, hostNamed)
  }
}

interface Ways {
  readonly known: readonly KnownHost[]
  readonly timing: SshTiming
  /** By the host that is jumped through, null for none. */
  readonly turns: Map<string | null, Turns>
  /** Reads the key when it is first needed. */
  readonly prove: () => Promise<{ readonly ssh2: Ssh2; readonly identity: Identity }>
}

function readWays(host: EnvironmentHost, options: SshOptions | undefined): Ways {
  const { privateKey = null, passphrase, agentSocket = null } = options ?? {}
  if (options === undefined || (privateKey === null && agentSocket === null)) throw keyMissing(host)
  let proof: ReturnType<Ways['prove']> | undefined
  return {
    known: parseKnownHosts(options.knownHosts),
    timing: { ...defaultTiming, ...options.timing },
    turns: new Map(),
    prove: () => (proof ??= readIdentity(privateKey, passphrase, agentSocket)),
  }
}

async function readIdentity(privateKey: string | null, passphrase: string | undefined, agentSocket: string | null) {
  const ssh2 = await loadSsh2()
  const key = privateKey === null ? null : readPrivateKey(ssh2, privateKey, passphrase)
  return { ssh2, identity: { key, agent: agentSocket === null ? null : ssh2.createAgent(agentSocket) } }
}

function openOne(host: EnvironmentHost, ways: Ways, hostNamed: (name: string) => Host | undefined): Host {
  const { name, address } = host
  const target: SshTarget = { name, address, port: host.sshPort, user: host.user ?? defaultUser }
  const { jump } = host
  const options = {
    ...ways,
    jump: jump === null ? null : () => connectThrough(jump, hostNamed(jump), target),
    random: Math.random,
  }
  return new SshHost({
    name,
    address,
    manager: systemdUnits(),
    dial: async (signal) => {
      const proof = await ways.prove()
      const done = await turnsOf(ways, jump).take()
      try {
        return new SshConnection(await dial(target, { ...options, ...proof, signal }), target, ways.timing)
      } finally {
        done()
      }
    },
  })
}

function turnsOf({ turns }: Ways, jump: string | null): Turns {
  const known = turns.get(jump) ?? new Turns(handshakesAtOnce)
  turns.set(jump, known)
  return known
}

async function connectThrough(name: string, host: Host | undefined, target: SshTarget): Promise<Duplex> {
  if (host === undefined) {
    throw new HostFault('connection-unsupported', {
      where: `Host ${target.name}, jump`,
      expected: 'a host that is reached by ssh',
      found: `${name}, which is not`,
    })
  }
  try {
    return await host.connect({ kind: 'tcp', host: target.address, port: target.port })
  } catch (cause) {
    if (!(cause instanceof HostFault) || cause.code !== 'connect-refused') throw cause
    throw unreachable(target, `no connection from ${name} to there (${cause.explanation.found})`, cause)
  }
}

function keyMissing(host: EnvironmentHost): HostFault {
  return new HostFault('key-missing', {
    where: `Host ${host.name} (${host.address}), reached by ssh`,
    expected: 'a private key for it, or an agent that has one',
    found: 'neither',
    fix: 'Give `ssh-private-key`, or start an agent and pass its SSH_AUTH_SOCK on to the step',
  })
}
