import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type RequestOptions,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import { findFreePorts } from '../ports/free-ports.ts'

export interface TrialService {
  readonly port: number
  readonly server: Server
  end(): Promise<void>
}

export async function startService(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  port = 0,
): Promise<TrialService> {
  const server = createServer({ maxHeaderSize: 128 * 1024 }, answer).listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return {
    port: address.port,
    server,
    end: async () => {
      server.closeAllConnections()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Answers with what it was sent, under a name. */
export function startEcho(name: string, port = 0): Promise<TrialService> {
  return startService((asked, response) => {
    asked.setEncoding('utf8')
    let body = ''
    asked.on('data', (text: string) => {
      body += text
    })
    asked.on('end', () => {
      response.end(JSON.stringify({ name, method: asked.method, url: asked.url, headers: asked.headers, body }))
    })
  }, port)
}

export async function freePort(): Promise<number> {
  const [port = 0] = await findFreePorts({ range: null, count: 1, avoid: new Set() })
  return port
}

export interface Answered {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly trailers: IncomingMessage['trailers']
  readonly text: string
}

/** One request with node's client; `body` may be sent in parts. */
export function call(options: RequestOptions, body?: string | AsyncIterable<string>): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', ...options })
    asked.once('error', reject)
    asked.once('response', (response) => {
      response.setEncoding('utf8')
      let text = ''
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.once('error', reject)
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, trailers: response.trailers, text }),
      )
    })
    if (body === undefined || typeof body === 'string') {
      asked.end(body)
      return
    }
    const send = async () => {
      for await (const part of body) asked.write(part)
      asked.end()
    }
    send().catch(reject)
  })
}
