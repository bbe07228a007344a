import type { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import type { HostAddress } from '../host.ts'
import { connectRefused, fitsSocketAddress, renderAddress } from '../host-address.ts'
import { HostFault } from '../host-fault.ts'
import { ConnectionStream } from './connection-stream.ts'
import { relay } from './relay.ts'
import type { SshConnection } from './ssh-connection.ts'
import { Turns } from './turns.ts'

/** SSH_OPEN_ADMINISTRATIVELY_PROHIBITED of RFC 4254, 5.1. */
const prohibited = 1

/** Of the sessions that sshd takes (ten by default), so that scripts have theirs. */
const relaysAtOnce = 6

/** What sshd was found not to do for us. */
export class Forwarding {
  readonly #byTool = new Set<HostAddress['kind']>()
  readonly #relays = new Turns(relaysAtOnce)

  /**
   * A connection from the host, made by sshd; by a tool on the host where sshd doesn't make it: it may be forbidden, and the user
   * that ssh logs in as may have no right to a socket that root has.
   * @throws HostFault `connect-refused` (retryable), `relay-missing`, `connection-lost`.
   */
  async connect(connection: SshConnection, address: HostAddress): Promise<Duplex> {
    if (this.#byTool.has(address.kind) || !fits(address)) return await this.#connectByTool(connection, address)
    try {
      const channel = await forward(connection, address)
      return new ConnectionStream(channel, () => connection.isLost)
    } catch (cause) {
      if (connection.isLost) throw connection.lost('connect')
      // Of a socket sshd never says why.
      if (address.kind === 'tcp' && reasonOf(cause) !== prohibited) {
        throw connectRefused(connection.target.name, address, wordsOf(cause), cause)
      }
    }
    const byTool = await this.#connectByTool(connection, address)
    this.#byTool.add(address.kind)
    return byTool
  }

  async #connectByTool(connection: SshConnection, address: HostAddress): Promise<Duplex> {
    const done = await this.#relays.take()
    const answer = await relay(connection, address).catch((cause: unknown) => {
      done()
      throw cause
    })
    if (!('kind' in answer)) return answer.once('close', done)
    done()
    if (answer.kind === 'refused') throw connectRefused(connection.target.name, address, answer.said, undefined)
    throw new HostFault('relay-missing', {
      where: `Host ${connection.target.name}, ${renderAddress(address)}`,
      expected: 'sshd to forward connections, or perl on the host to make them',
      found: 'neither',
      fix: 'Set `AllowTcpForwarding local` and `AllowStreamLocalForwarding local` in its sshd_config, or install perl-base',
    })
  }
}

function fits(address: HostAddress): boolean {
  return address.kind === 'tcp' || fitsSocketAddress(address.path)
}

async function forward({ client }: SshConnection, address: HostAddress): Promise<ClientChannel> {
  return await new Promise((resolve, reject) => {
    const done = (cause: Error | undefined, channel: ClientChannel) => {
      if (cause === undefined || cause === null) resolve(channel)
      else reject(cause)
    }
    if (address.kind === 'tcp') client.forwardOut('127.0.0.1', 0, address.host, address.port, done)
    else client.openssh_forwardOutStreamLocal(address.path, done)
  })
}

function reasonOf(cause: unknown): unknown {
  return cause instanceof Error && 'reason' in cause ? cause.reason : undefined
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace('(SSH) Channel open failure: ', '') : String(cause)
}
