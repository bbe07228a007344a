import type { Duplex } from 'node:stream'
import type { Client, ClientErrorExtensions, ServerHostKeyAlgorithm } from 'ssh2'
import { authenticate, authenticationFault, type Identity } from './authentication.ts'
import { hostKeyFault, judgeHostKey, pinnedTypes, readHostKey } from './host-key.ts'
import type { KnownHost } from './known-hosts.ts'
import { type SshTarget, type SshTiming, unanswered } from './ssh-target.ts'
import type { Ssh2 } from './ssh2.ts'
import { unreachable } from './unreachable.ts'

export interface HandshakeOptions {
  readonly ssh2: Ssh2
  readonly identity: Identity
  readonly known: readonly KnownHost[]
  readonly timing: SshTiming
  /** Gives it up. */
  readonly signal: AbortSignal
}

/** What ssh2 offers, newest first; those of the pinned keys go before them. */
const hostKeyAlgorithms: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
]

/** The other side went before anything was decided, as sshd does when too many knock at once. */
export class HungUp extends Error {}

/**
 * Speaks ssh on a socket until it is let in.
 * @throws HungUp; HostFault `host-key-unknown`, `host-key-changed`, `authentication-failed`, `host-unreachable`.
 */
export async function handshake(target: SshTarget, socket: Duplex, options: HandshakeOptions): Promise<Client> {
  const { ssh2, identity, known, timing, signal } = options
  const client = new ssh2.Client()
  const { promise: ready, resolve, reject } = Promise.withResolvers<void>()
  let agentTrouble: Error | null = null
  const giveUp = () => reject(signal.reason)
  signal.addEventListener('abort', giveUp, { once: true })
  client.once('ready', resolve)
  client.on('error', (cause) => {
    // It then goes on to the next way in.
    if (cause.level === 'agent') agentTrouble = cause
    else reject(failure(target, identity, cause))
  })
  client.once('close', () => reject(new HungUp('it closed the connection')))
  client.connect({
    sock: socket,
    username: target.user,
    readyTimeout: timing.connectMs,
    keepaliveInterval: timing.keepAliveMs,
    keepaliveCountMax: unanswered,
    algorithms: {
      cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes128-ctr', 'aes192-ctr', 'aes256-ctr'],
      serverHostKey: preferred(pinnedTypes(known, target)),
    },
    hostVerifier: (bytes: Buffer) => {
      const key = readHostKey(bytes)
      const fault = hostKeyFault(judgeHostKey(known, target, key), target, key)
      if (fault !== null) reject(fault)
      return fault === null
    },
    authHandler: authenticate(target.user, identity, (accepted) =>
      reject(authenticationFault(target, identity, accepted, agentTrouble)),
    ),
  })
  try {
    await ready
    return client
  } catch (cause) {
    client.destroy()
    throw cause
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}

function failure(target: SshTarget, identity: Identity, cause: Error & ClientErrorExtensions): Error {
  const { level, message } = cause
  if (level === 'client-timeout')
    return unreachable(target, 'something that accepts connections and then says nothing', cause)
  if (level === 'handshake') return unreachable(target, `no common way to speak: ${message}`, cause)
  if (/authentication failures/i.test(message)) return authenticationFault(target, identity, [], cause)
  return new HungUp(message, { cause })
}

/** Hosts have keys of several types: asked for the pinned one, they show it. */
function preferred(types: readonly string[]): ServerHostKeyAlgorithm[] {
  const isPinned = (algorithm: ServerHostKeyAlgorithm) =>
    types.includes(algorithm.startsWith('rsa-') ? 'ssh-rsa' : algorithm)
  return [...hostKeyAlgorithms].sort((a, b) => Number(isPinned(b)) - Number(isPinned(a)))
}
