import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { createServer as createH2Server, type Http2Server, type ServerHttp2Session } from 'node:http2'
import type { AddressInfo } from 'node:net'

/** An instance in this process that answers with what it was sent, and with its own port. */
export interface TrialInstance extends AsyncDisposable {
  readonly port: number
}

/** Of http: `x-port`, `x-path` and `x-prefix` in the answer's head, the whole request in its body. */
export async function startHttp(): Promise<TrialInstance> {
  const server: Server = createServer({ maxHeaderSize: 64 * 1024 }, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method, url, headers } = request
      response.setHeader('x-port', own())
      response.setHeader('x-path', url ?? '')
      response.setHeader('x-prefix', String(headers['x-forwarded-prefix'] ?? ''))
      response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }))
    })
  })
  const own = () => portOf(server)
  await listen(server)
  return {
    port: own(),
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** What a gRPC instance answers when its health is asked. */
export type TrialHealth = 'serving' | 'not-serving' | 'unimplemented'

/** Of gRPC: the same in the answer's metadata. */
export async function startGrpc(health: () => TrialHealth = () => 'serving'): Promise<TrialInstance> {
  const server: Http2Server = createH2Server()
  const sessions = new Set<ServerHttp2Session>()
  server.on('session', (session) => {
    sessions.add(session)
    session.on('close', () => sessions.delete(session)).on('error', () => session.destroy())
  })
  server.on('stream', (stream, headers) => {
    stream.on('error', () => stream.destroy())
    stream.resume().on('end', () => {
      if (stream.destroyed) return
      const head = {
        ':status': 200,
        'content-type': 'application/grpc',
        'x-port': String(own()),
        'x-path': headers[':path'] ?? '',
        'x-prefix': String(headers['x-forwarded-prefix'] ?? ''),
      }
      const isAsked = headers[':path'] === '/grpc.health.v1.Health/Check'
      if (isAsked && health() === 'unimplemented') {
        stream.respond({ ...head, 'grpc-status': '12' }, { endStream: true })
        return
      }
      stream.respond(head, { waitForTrailers: true })
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
      stream.end(Buffer.from(isAsked && health() === 'not-serving' ? '00000000020802' : '00000000020801', 'hex'))
    })
  })
  const own = () => portOf(server)
  await listen(server)
  return {
    port: own(),
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const session of sessions) session.destroy()
      await closed
    },
  }
}

async function listen(server: Server | Http2Server): Promise<void> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return address.port
}
