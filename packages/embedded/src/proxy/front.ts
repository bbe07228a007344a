import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Forwarder, maxHeaderSize } from './forward.ts'
import { hasBody } from './headers.ts'
import { type Asked, type Refusal, type Routing, refuse, route } from './router.ts'
import type { LoadedTable } from './table.ts'

export type Look = (asked: Omit<Asked, 'listener'>) => {
  readonly loaded: LoadedTable | null
  readonly routing: Routing
}

/** An HTTP server whose requests go where `look` says. */
export function createFront(forwarder: Forwarder, look: Look): Server {
  const serve = (
    request: IncomingMessage,
    response: ServerResponse,
    upgrade: { socket: Duplex; head: Buffer } | null,
  ) => {
    const ambiguous = findAmbiguity(request)
    const asked = {
      target: request.url ?? '',
      host: request.headers.host,
      acceptVersion: request.headers['accept-version']?.toString().trim(),
    }
    const exchange = {
      request,
      response,
      upgrade,
      look: () => (ambiguous === null ? look(asked) : { loaded: null, routing: ambiguous }),
    }
    forwarder.forward(exchange).catch((error: unknown) => {
      console.error(error)
      response.destroy()
      upgrade?.socket.destroy()
    })
  }
  const server = createServer({
    maxHeaderSize,
    keepAliveTimeout: 65_000,
    // An upload may take as long as it takes.
    requestTimeout: 0,
    headersTimeout: 60_000,
    noDelay: true,
    // Some clients offer h2c with any request and go on in http/1.1 when it is not taken up. Of a request that is taken for
    // an upgrade node reads no body, so the instance would wait for it for ever.
    shouldUpgradeCallback: (request) => !/\bh2c?\b/i.test(request.headers.upgrade ?? '') && !hasBody(request),
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => serve(request, response, null))
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => serve(request, response, null))
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    serve(request, answerOn(request, socket), { socket, head })
  })
  return server
}

/** Two hosts in one request are read differently by different programs. */
function findAmbiguity(request: IncomingMessage): Refusal | null {
  const hosts = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host')
  return hosts.length > 1 ? refuse(400, 'bad-request', 'The request has more than one Host') : null
}

/** A response on a socket that node gave out of its hands for an upgrade, for when the upgrade is refused. */
function answerOn(request: IncomingMessage, socket: Duplex): ServerResponse {
  const response = new ServerResponse(request)
  response.shouldKeepAlive = false
  response.assignSocket(request.socket)
  request.socket.setTimeout(0)
  socket.on('error', () => socket.destroy())
  response.once('finish', () => {
    response.detachSocket(request.socket)
    socket.end()
  })
  return response
}

/** How a table answers; without one it is 503. */
export function lookIn(loaded: LoadedTable | null, asked: Asked, missing: string): ReturnType<Look> {
  return {
    loaded,
    routing:
      loaded === null ? refuse(503, missing, `The proxy has ${missing.replace('-', ' ')}`) : route(loaded.table, asked),
  }
}
