import { createServer } from 'node:http'
import { catalogue } from './catalogue.mjs'
import { callerOf, flush, traced } from './tracing.mjs'

const version = process.env.TOWPATH_VERSION ?? 'dev'

const server = createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok\n')
  const answering = { kind: 'SERVER', name: `${request.method} ${request.url}`, parent: callerOf(request) }
  return traced(answering, async () => answer(response, { service: 'stock', version, ...catalogue() }))
})

server.listen(Number(process.env.PORT), process.env.HOST ?? '127.0.0.1', () => console.log(`stock ${version} listens`))

process.on('SIGTERM', () => {
  server.close(async () => {
    await flush()
    process.exit(0)
  })
  server.closeIdleConnections()
})

function answer(response, body) {
  response.setHeader('content-type', 'application/json')
  response.end(`${JSON.stringify(body)}\n`)
}
