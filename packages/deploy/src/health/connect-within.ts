import type { Duplex } from 'node:stream'
import type { Host, HostAddress } from '@towpath/hosts'

/** A connection made from the host, that Node's clients take for a socket. One that comes after the limit is closed. */
export async function connectWithin(
  host: Pick<Host, 'connect'>,
  address: HostAddress,
  limit: AbortSignal,
): Promise<Duplex> {
  limit.throwIfAborted()
  let late = false
  const ended = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => {
      late = true
      reject(limit.reason)
    })
  })
  const connecting = host.connect(address)
  connecting.then(
    (connection) => late && connection.destroy(),
    () => undefined,
  )
  return asSocket(await Promise.race([connecting, ended]))
}

/** A channel of ssh lacks what Node's clients call on a socket; there, none of it means anything but to end what was written first. */
function asSocket(connection: Duplex): Duplex {
  const lend = (name: string, method: () => Duplex) => {
    if (!(name in connection)) Object.defineProperty(connection, name, { value: method })
  }
  for (const name of ['setTimeout', 'setNoDelay', 'setKeepAlive', 'ref', 'unref']) lend(name, () => connection)
  lend('destroySoon', () => connection.end(() => connection.destroy()))
  return connection
}
