import { createServer, type Server } from 'node:http'

/** Takes Zipkin v2 spans as a Zipkin server does (`POST`, 202) and keeps them. */
export class SpanCollector {
  readonly #server: Server
  readonly spans: unknown[] = []

  private constructor(server: Server) {
    this.#server = server
  }

  static async open(): Promise<SpanCollector> {
    const server = createServer()
    const collector = new SpanCollector(server)
    server.on('request', async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const spans: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'))
      if (Array.isArray(spans)) collector.spans.push(...spans)
      response.writeHead(202).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return collector
  }

  get url(): string {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new TypeError('the collector does not listen')
    return `http://127.0.0.1:${address.port}`
  }

  close(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}
