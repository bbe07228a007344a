import { createServer } from 'node:http'
import { callerOf, flush, headersOf, traced } from './tracing.mjs'

const version = process.env.TOWPATH_VERSION ?? 'dev'
/** Address of stock: the VIP, the service's name and the range that the manifest declares. */
const stock = process.env.TOWPATH_STOCK_URL
const timeoutMs = Number(process.env.TOWPATH_STOCK_TIMEOUT_MS ?? '1000')

const server = createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok\n')
  const answering = { kind: 'SERVER', name: `${request.method} ${request.url}`, parent: callerOf(request) }
  return traced(answering, async (span) => {
    try {
      answer(response, 200, { service: 'orders', version, orders: 3, stock: await askStock(span) })
    } catch (cause) {
      answer(response, 502, { service: 'orders', version, error: String(cause) })
    }
  })
})

server.listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1', () => console.log(`orders ${version} listens`))

process.on('SIGTERM', () => {
  server.close(async () => {
    await flush()
    process.exit(0)
  })
  server.closeIdleConnections()
})

function askStock(parent) {
  return traced(
    { kind: 'CLIENT', name: 'GET /items', parent, peer: 'stock', tags: { 'http.url': `${stock}/items` } },
    async (span) => {
      const reply = await fetch(`${stock}/items`, { headers: headersOf(span), signal: AbortSignal.timeout(timeoutMs) })
      if (!reply.ok) throw new Error(`stock answered ${reply.status}`)
      return reply.json()
    },
  )
}

function answer(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(`${JSON.stringify(body)}\n`)
}
