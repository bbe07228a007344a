import { open } from 'node:fs/promises'
import { connect, type NetConnectOpts, type Socket } from 'node:net'
import { basename, dirname } from 'node:path'
import type { HostAddress } from '../host.ts'
import { HostFault } from '../host-fault.ts'

/** `sun_path` of unix(7) takes 108 bytes with its NUL. */
const longestSocketPath = 107

/** Connects from this machine. @throws HostFault `connect-refused`. */
export async function connectLocally(host: string, address: HostAddress): Promise<Socket> {
  try {
    if (address.kind === 'tcp') return await connected({ host: address.host, port: address.port })
    if (Buffer.byteLength(address.path) <= longestSocketPath) return await connected({ path: address.path })
    return await connectThroughFolder(address.path)
  } catch (cause) {
    throw new HostFault(
      'connect-refused',
      {
        where: `Host ${host}, ${renderAddress(address)}`,
        expected: 'something that accepts connections',
        found: cause instanceof Error ? cause.message || String(cause) : String(cause),
      },
      { retryable: true, cause },
    )
  }
}

function renderAddress(address: HostAddress): string {
  return address.kind === 'tcp' ? `${address.host}:${address.port}` : address.path
}

/** A path of any length: its folder, held open, has a short name in /proc. */
async function connectThroughFolder(path: string): Promise<Socket> {
  const folder = await open(dirname(path), 'r')
  try {
    return await connected({ path: `/proc/self/fd/${folder.fd}/${basename(path)}` })
  } finally {
    await folder.close()
  }
}

async function connected(options: NetConnectOpts): Promise<Socket> {
  return await new Promise((resolve, reject) => {
    const socket = connect(options)
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}
