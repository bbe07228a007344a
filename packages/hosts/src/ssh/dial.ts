import { once } from 'node:events'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type HandshakeOptions, HungUp, handshake } from './handshake.ts'
import type { SshTarget } from './ssh-target.ts'
import { unreachable } from './unreachable.ts'

export interface DialOptions extends HandshakeOptions {
  /** A connection to the target's port by way of another host; null goes there directly. */
  readonly jump: ((target: SshTarget) => Promise<Duplex>) | null
  /** From 0 to 1, for pauses that differ. */
  readonly random: () => number
}

/** sshd drops connections by chance once about ten are not let in yet (MaxStartups). */
const attempts = 12

/**
 * Connects and is let in. A host that hangs up before it has said who it is is asked again after a pause; what it says is final.
 * @throws HostFault `host-unreachable` (retryable), `host-key-unknown`, `host-key-changed`, `authentication-failed`.
 */
export async function dial(target: SshTarget, options: DialOptions) {
  for (let attempt = 1; ; attempt += 1) {
    const socket = options.jump === null ? await connectTcp(target, options) : await options.jump(target)
    try {
      return await handshake(target, socket, options)
    } catch (cause) {
      socket.destroy()
      if (!(cause instanceof HungUp)) throw cause
      if (attempt === attempts) throw unreachable(target, `it hung up ${attempts} times: ${cause.message}`, cause)
    }
    await sleep(pauseMs(attempt, options.random()), undefined, { signal: options.signal })
  }
}

/** Between a half and the whole of a time that doubles up to 2 s. */
function pauseMs(attempt: number, random: number): number {
  return Math.min(2_000, 100 * 2 ** (attempt - 1)) * (0.5 + random / 2)
}

async function connectTcp(target: SshTarget, { timing, signal }: DialOptions): Promise<Duplex> {
  const socket = connect({ host: target.address, port: target.port, noDelay: true })
  try {
    await once(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(timing.connectMs)]) })
    return socket
  } catch (cause) {
    socket.destroy()
    throw unreachable(target, reason(cause, timing.connectMs), cause)
  }
}

function reason(cause: unknown, limitMs: number): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'AbortError') return `no answer within ${limitMs / 1000} s`
  const code = 'code' in cause ? String(cause.code) : ''
  return words[code] ?? cause.message
}

const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (ECONNREFUSED)',
  EHOSTUNREACH: 'no such host on its network (EHOSTUNREACH)',
  ENETUNREACH: 'no route to it (ENETUNREACH)',
  EINVAL: 'no route to it (EINVAL)',
  ETIMEDOUT: 'no answer (ETIMEDOUT)',
  ENOTFOUND: 'an address that no name server knows (ENOTFOUND)',
}
