import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** What a test's server saw of one request. */
export interface SeenRequest {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

/** An HTTP server on loopback that answers as a test wants, for what a real registry does not do on demand. */
export interface LoopbackServer {
  readonly host: string
  readonly seen: readonly SeenRequest[]
  stop(): Promise<void>
}

export type Handler = (request: IncomingMessage, response: ServerResponse, nth: number) => void | Promise<void>

/** `nth` counts requests from 1. A handler that throws breaks the connection. */
export async function startLoopbackServer(handle: Handler): Promise<LoopbackServer> {
  const seen: SeenRequest[] = []
  const server = createServer((request, response) => {
    seen.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers })
    Promise.resolve(handle(request, response, seen.length)).catch(() => request.socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { host: `127.0.0.1:${portOf(server)}`, seen, stop: () => stop(server) }
}

export function portOf(server: Pick<Server, 'address'>): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

async function stop(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
