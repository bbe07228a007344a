import { once } from 'node:events'
import { connect, type Server } from 'node:net'
import { duplexPair } from 'node:stream'
import type { Host } from '@towpath/hosts'

type Connector = Pick<Host, 'connect'>

/** As a host on this machine connects: by a socket. */
export const bySocket: Connector = {
  connect: async (address) => {
    const socket = address.kind === 'tcp' ? connect(address.port, address.host) : connect(address.path)
    await once(socket, 'connect')
    return socket
  },
}

/** As a host behind ssh connects: by a stream that is no socket and lacks a socket's methods. */
export const byChannel: Connector = {
  connect: async (address) => {
    const socket = await bySocket.connect(address)
    const [near, far] = duplexPair()
    far.pipe(socket).pipe(far)
    near.once('close', () => socket.destroy())
    socket.once('close', () => far.destroy())
    return near
  },
}

/** Listens on a free port of 127.0.0.1, for as long as it is in use. */
export async function listening(server: Server): Promise<AsyncDisposable & { readonly port: number }> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    [Symbol.asyncDispose]: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}
