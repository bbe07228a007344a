import { open } from 'node:fs/promises'
import { connect, type NetConnectOpts, type Socket } from 'node:net'
import { basename, dirname } from 'node:path'
import type { HostAddress } from '../host.ts'
import { connectRefused, fitsSocketAddress } from '../host-address.ts'

/** Connects from this machine. @throws HostFault `connect-refused`. */
export async function connectLocally(host: string, address: HostAddress): Promise<Socket> {
  try {
    if (address.kind === 'tcp') return await connected({ host: address.host, port: address.port })
    if (fitsSocketAddress(address.path)) return await connected({ path: address.path })
    return await connectThroughFolder(address.path)
  } catch (cause) {
    throw connectRefused(host, address, cause instanceof Error ? cause.message || String(cause) : String(cause), cause)
  }
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
