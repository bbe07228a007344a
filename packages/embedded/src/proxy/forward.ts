import { Agent, type ClientRequest, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { systemCode } from '../fault.ts'
import { Balance, type Choice } from './balance.ts'
import { hasBody, requestHeaders, responseHeaders, trailerPairs } from './headers.ts'
import { type Refusal, type Route, type Routing, refuse } from './router.ts'
import type { LoadedTable } from './table.ts'
import type { Traffic } from './traffic.ts'

export const maxHeaderSize = 64 * 1024
const connectMs = 2000
const searchMs = 2000
const retryMs = 50

/** One request of a client, with what is needed to answer it. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The client's socket when it asks for another protocol. */
  readonly upgrade: { readonly socket: Duplex; readonly head: Buffer } | null
  /** Where the request goes by the table of this moment: asked again before each round, so that a switch counts at once. */
  readonly look: () => { readonly loaded: LoadedTable | null; readonly routing: Routing }
}

/** `unreachable`: nothing was sent. `stale`: an idle connection that the instance had closed. `done`: the client has its answer, or none can be given. */
type Outcome = 'unreachable' | 'stale' | 'done'

const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])

/**
 * Carries requests to instances. A connection that has been idle for long may be closed by the instance just as we write on it. What can be
 * repeated is repeated; what can't be (a POST, any body) only goes over a connection that is new or was idle for a moment.
 */
export class Forwarder {
  readonly #traffic: Traffic
  readonly #responseMs: number
  readonly #isLeaving: () => boolean
  readonly #balance = new Balance(() => performance.now())
  // Agents keep a pool for each address and port, and honour the instance's `Keep-Alive: timeout` hint.
  readonly #patient = new Agent({ keepAlive: true, timeout: 4000 })
  readonly #careful = new Agent({ keepAlive: true, timeout: 300 })

  constructor(traffic: Traffic, responseSeconds: number, isLeaving: () => boolean) {
    this.#traffic = traffic
    this.#responseMs = responseSeconds * 1000
    this.#isLeaving = isLeaving
  }

  async forward(exchange: Exchange): Promise<void> {
    exchange.response.once('close', () => {
      this.#traffic.served++
    })
    const until = performance.now() + searchMs
    for (let desperate = false; ; desperate = true) {
      const { loaded, routing } = exchange.look()
      if (loaded === null || routing.kind === 'refusal') {
        return this.refuse(
          exchange,
          routing.kind === 'refusal' ? routing : refuse(503, 'no-table', 'No route table yet'),
        )
      }
      const outcome = await this.#tryAll(exchange, loaded, routing, desperate)
      if (outcome === 'done' || exchange.response.destroyed) return
      if (performance.now() >= until)
        return this.refuse(exchange, refuse(503, 'no-endpoint', 'No instance accepts a connection'))
      await delay(retryMs)
    }
  }

  async #tryAll(exchange: Exchange, loaded: LoadedTable, route: Route, desperate: boolean): Promise<Outcome> {
    for (const choice of this.#balance.order(loaded.table, route, desperate)) {
      if (exchange.response.destroyed) return 'done'
      // After a switch the old table's other instances may be drained already.
      if (exchange.look().loaded !== loaded) return 'unreachable'
      let outcome = await this.#attempt(exchange, route, choice, false)
      if (outcome === 'stale') outcome = await this.#attempt(exchange, route, choice, true)
      if (outcome === 'done') return outcome
      this.#balance.refused(choice.endpoint)
    }
    return 'unreachable'
  }

  #attempt(exchange: Exchange, route: Route, choice: Choice, fresh: boolean): Promise<Outcome> {
    const { request: asked, response, upgrade } = exchange
    const repeatable = idempotent.has(asked.method ?? '') && !hasBody(asked)
    const upstream = request({
      agent: fresh || upgrade !== null ? false : repeatable ? this.#patient : this.#careful,
      host: choice.endpoint.address,
      port: choice.endpoint.port,
      method: asked.method,
      path: route.path,
      headers: requestHeaders(asked, route, {
        upgrade: upgrade !== null,
        host: `${choice.endpoint.address}:${choice.endpoint.port}`,
      }),
      setHost: false,
      maxHeaderSize,
    })
    const cut = () => {
      upstream.destroy()
      response.destroy()
      upgrade?.socket.destroy()
    }
    const flight = this.#traffic.open(choice.endpoint.instance, cut)
    return new Promise((resolve) => {
      const abandon = () => upstream.destroy()
      const retry = (outcome: Outcome) => {
        response.off('close', abandon)
        flight.end()
        resolve(outcome)
      }
      let connected = false
      let answered = false
      response.once('close', abandon)
      this.#whenConnected(upstream, () => {
        connected = true
        this.#balance.served(choice.endpoint)
        sendBody(asked, upstream)
      })
      upstream.on('continue', () => response.writeContinue())
      upstream.once('response', (answer) => {
        answered = true
        response.once('close', () => flight.end())
        if (response.destroyed) flight.end()
        this.#answer(exchange, answer, choice.version)
        resolve('done')
      })
      upstream.once('upgrade', (answer, socket, head) => {
        answered = true
        response.off('close', abandon)
        switchProtocols(exchange, answer, { socket, head }, choice.version, () => flight.end())
        resolve('done')
      })
      this.#limitWaiting(upstream, exchange)
      upstream.once('error', (error) => {
        asked.unpipe(upstream)
        if (response.headersSent) return resolve('done')
        if (response.destroyed) return retry('done')
        if (!connected) return retry('unreachable')
        const closedWhileIdle = upstream.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(systemCode(error) ?? '')
        if (closedWhileIdle && repeatable) return retry('stale')
        this.refuse(
          exchange,
          refuse(502, 'instance-failed', `The instance closed the connection: ${systemCode(error) ?? 'no reason'}`),
        )
        return retry('done')
      })
      // Whatever else ended it, a time limit of ours for one: nothing is under way any more.
      upstream.once('close', () => {
        if (!answered) retry('done')
      })
    })
  }

  #whenConnected(upstream: ClientRequest, then: () => void): void {
    upstream.once('socket', (socket) => {
      if (!socket.connecting) return then()
      const timer = setTimeout(() => upstream.destroy(new Error('no connection in time')), connectMs)
      socket.once('connect', () => {
        clearTimeout(timer)
        then()
      })
      socket.once('close', () => clearTimeout(timer))
    })
  }

  /** 504 when a request was sent and no answer begins. */
  #limitWaiting(upstream: ClientRequest, exchange: Exchange): void {
    let timer: NodeJS.Timeout | undefined
    upstream.once('finish', () => {
      timer = setTimeout(() => {
        this.refuse(
          exchange,
          refuse(504, 'instance-silent', `The instance did not answer in ${this.#responseMs / 1000} s`),
        )
        upstream.destroy()
      }, this.#responseMs)
    })
    for (const event of ['response', 'upgrade', 'close']) upstream.once(event, () => clearTimeout(timer))
  }

  #answer(exchange: Exchange, answer: IncomingMessage, version: string): void {
    const { request: asked, response } = exchange
    const status = answer.statusCode ?? 0
    if (status < 100) {
      answer.destroy()
      this.refuse(exchange, refuse(502, 'instance-failed', `The instance answered with status ${status}`))
      return
    }
    // Set before the answer ends: a finished answer may come before the request's body was read.
    const headers = responseHeaders(answer, version, this.#isLeaving() || !response.shouldKeepAlive)
    response.writeHead(status, reasonOf(answer), headers)
    answer.pipe(response, { end: false })
    answer.once('end', () => {
      const trailers = trailerPairs(answer)
      if (trailers.length > 0) response.addTrailers(trailers)
      response.end()
    })
    answer.once('close', () => {
      if (!answer.complete) response.destroy()
      asked.resume()
    })
    // What an event stream waits for with its first event: the head of the answer.
    setImmediate(() => {
      if (!response.writableEnded && !response.destroyed) response.flushHeaders()
    })
  }

  refuse({ request: asked, response }: Exchange, refusal: Refusal): void {
    if (response.headersSent || response.destroyed) return
    const body = `${JSON.stringify(refusal.body)}\n`
    response.writeHead(refusal.status, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      ...(this.#isLeaving() || !response.shouldKeepAlive ? { Connection: 'close' } : {}),
    })
    response.end(body)
    asked.resume()
  }
}

/** node's parser takes any bytes as a reason, and its server throws at those that HTTP forbids there. */
function reasonOf(answer: IncomingMessage): string {
  return (answer.statusMessage ?? '').replace(/[^\t\x20-\x7e\x80-\xff]/g, '?')
}

function sendBody(asked: IncomingMessage, upstream: ClientRequest): void {
  if (!hasBody(asked)) {
    upstream.end()
    return
  }
  upstream.flushHeaders()
  asked.pipe(upstream, { end: false })
  asked.once('end', () => {
    const trailers = trailerPairs(asked)
    if (trailers.length > 0) upstream.addTrailers(trailers)
    upstream.end()
  })
}

/** From here on both sides speak another protocol; we carry bytes until one of them ends. */
function switchProtocols(
  { response, upgrade }: Exchange,
  answer: IncomingMessage,
  instance: { readonly socket: Duplex; readonly head: Buffer },
  version: string,
  ended: () => void,
): void {
  const client = upgrade?.socket
  if (client === undefined || client.destroyed) {
    instance.socket.destroy()
    response.destroy()
    ended()
    return
  }
  const headers = [
    ...responseHeaders(answer, version, false),
    'Connection',
    'Upgrade',
    'Upgrade',
    String(answer.headers.upgrade),
  ]
  const lines = headers.reduce((text, part, index) => text + (index % 2 === 0 ? `${part}: ` : `${part}\r\n`), '')
  client.write(`HTTP/1.1 101 ${reasonOf(answer)}\r\n${lines}\r\n`, 'latin1')
  if (instance.head.length > 0) client.write(instance.head)
  if (upgrade !== null && upgrade.head.length > 0) instance.socket.write(upgrade.head)
  for (const [one, other] of [[client, instance.socket] as const, [instance.socket, client] as const]) {
    one.on('error', () => one.destroy())
    one.on('close', () => {
      other.destroy()
      ended()
    })
    one.pipe(other)
  }
}
