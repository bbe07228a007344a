import { once } from 'node:events'
import { Agent, type RequestOptions, request } from 'node:http'
import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from 'node:http2'
import { connect as connectSocket } from 'node:net'

export interface TrialAnswer {
  readonly status: number
  /** The `x-port` of the instance that answered; null when HAProxy did. */
  readonly port: number | null
  readonly path: string | undefined
  readonly prefix: string | undefined
  readonly version: string | null
  readonly body: string
}

/** One request by http/1.1. */
export function callH1(options: RequestOptions, body?: string): Promise<TrialAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', ...options }, (response) => {
      response.setEncoding('utf8')
      let text = ''
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('error', reject)
      response.on('end', () => resolve(answerOf(response.statusCode ?? 0, response.headers, text)))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** A connection of h2 by prior knowledge. */
export class H2Client implements AsyncDisposable {
  readonly #session: ClientHttp2Session

  private constructor(session: ClientHttp2Session) {
    this.#session = session
  }

  static async open(to: { readonly port: number } | { readonly path: string }): Promise<H2Client> {
    const session = connect('http://127.0.0.1', {
      createConnection: () => ('path' in to ? connectSocket(to.path) : connectSocket(to.port, '127.0.0.1')),
    })
    session.on('error', () => session.destroy())
    await once(session, 'connect')
    return new H2Client(session)
  }

  /** Whether the other side asked to go elsewhere. */
  get isLeft(): boolean {
    return this.#session.closed || this.#session.destroyed
  }

  call(headers: Readonly<Record<string, string>>, body?: Buffer): Promise<TrialAnswer> {
    return new Promise((resolve, reject) => {
      const stream = this.#session.request({ ':method': body === undefined ? 'GET' : 'POST', ...headers })
      let head: IncomingHttpHeaders = {}
      let text = ''
      stream.setEncoding('latin1')
      stream.on('response', (received) => {
        head = received
      })
      stream.on('data', (chunk: string) => {
        text += chunk
      })
      stream.on('error', reject)
      stream.on('end', () => resolve(answerOf(Number(head[':status']), head, text)))
      stream.end(body)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#session.destroy()
  }
}

export function keepAliveAgent(): Agent {
  return new Agent({ keepAlive: true, maxSockets: 1 })
}

function answerOf(status: number, headers: IncomingHttpHeaders, body: string): TrialAnswer {
  const text = (name: string) => (headers[name] === undefined ? undefined : String(headers[name]))
  const port = text('x-port')
  return {
    status,
    port: port === undefined ? null : Number(port),
    path: text('x-path'),
    prefix: text('x-prefix'),
    version: text('towpath-version') ?? null,
    body,
  }
}
