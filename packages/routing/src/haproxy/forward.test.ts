import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { connect, createServer, type Server } from 'node:net'
import { describeWith, haproxy } from '@towpath/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { verifySocket, verifyTcpSocket } from './settings.ts'
import { callH1, H2Client } from './testing/trial-client.ts'
import { freePort, TrialHaproxy } from './testing/trial-haproxy.ts'
import { startHttp, type TrialInstance } from './testing/trial-instances.ts'
import { tableOf } from './testing/trial-table.ts'

describeWith([haproxy], 'a request through HAProxy', () => {
  let proxy: TrialHaproxy
  let instance: TrialInstance
  let tcpPort: number

  beforeAll(async () => {
    tcpPort = await freePort()
    proxy = await TrialHaproxy.start({ tcpPorts: [{ service: 'stock', provide: 'feed', port: tcpPort }] })
    instance = await startHttp()
    await proxy.use(tableOf({ '2.1.0': { http: [instance.port] } }))
  })

  afterAll(async () => {
    await instance[Symbol.asyncDispose]()
    await proxy[Symbol.asyncDispose]()
  })

  const seen = async (headers: Record<string, string>, path = '/stock@2/x') => {
    const { body } = await callH1({ port: proxy.port, path, headers })
    const { headers: given }: { headers: Record<string, string> } = JSON.parse(body)
    return given
  }

  it('says who asked for what, whatever a client claims', async () => {
    const host = `127.0.0.1:${proxy.port}`
    const claims = { 'x-forwarded-proto': 'ftp', 'x-forwarded-host': 'evil', 'x-forwarded-prefix': '/evil' }
    expect(await seen(claims)).toMatchObject({
      host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': host,
      'x-forwarded-prefix': '/stock@2',
    })
    expect(await seen({ host: 'stock.staging.internal', ...claims })).not.toHaveProperty('x-forwarded-prefix')
    expect(await seen({ 'x-forwarded-for': '10.0.0.1' })).toMatchObject({ 'x-forwarded-for': '10.0.0.1, 127.0.0.1' })
  })

  it('in absolute form reaches the instance as a path', async () => {
    const answer = await callH1({
      port: proxy.port,
      path: 'http://stock.staging.internal/a?b',
      headers: { host: 'stock.staging.internal' },
    })
    expect(answer).toMatchObject({ status: 200, path: '/a?b', version: '2.1.0' })
  })

  it('that offers h2c goes on in http/1.1', async () => {
    const offer = {
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAMAAABkAAQAoAAAAAIAAAAA',
    }
    const answer = await callH1({ port: proxy.port, path: '/stock/x', method: 'POST', headers: offer }, 'body')
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ body: 'body' })
  })

  it.each([
    [
      '/nothing/x',
      404,
      '{"error":"service-unknown","message":"staging has no service \\"nothing\\"","available":["stock"]}\n',
    ],
    [
      '/stock@9/x',
      406,
      '{"error":"version-not-live","message":"No live version of stock is \\"9\\"","available":["2.1.0"]}\n',
    ],
    ['/%zz', 400, '{"error":"bad-request","message":"The path \\"/%zz\\" is not valid percent-encoding"}\n'],
  ])('for %s is refused in words', async (path, status, body) => {
    expect(await callH1({ port: proxy.port, path })).toMatchObject({ status, body, version: null })
  })

  it('is refused in few words and without control characters, whatever it names', async () => {
    const path = `/stock@${'9'.repeat(5000)}%00%0a"`
    const { status, body } = await callH1({ port: proxy.port, path })
    const { message }: { message: string } = JSON.parse(body)
    expect(status).toBe(406)
    expect(message.length).toBeLessThan(200)
    expect(message).not.toMatch(/\p{Cc}/u)
  })

  it('to an instance that breaks off is answered 502', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.destroy()))
    const port = await listen(server)
    await using broken = await TrialHaproxy.start()
    await broken.use(tableOf({ '1.0.0': { http: [port] } }, { http: { protocol: 'http' } }))
    const answer = await callH1({ port: broken.port, path: '/stock/x', method: 'POST' }, 'body')
    expect(answer).toMatchObject({ status: 502, version: null })
    expect(JSON.parse(answer.body)).toMatchObject({ error: 'instance-failed' })
    server.close()
  })

  it('carries a WebSocket', async () => {
    const server = createHttpServer()
    const sockets = new WebSocketServer({ server })
    sockets.on('connection', (socket, request) => socket.on('message', (data) => socket.send(`${request.url} ${data}`)))
    const port = await listen(server)
    await using upgraded = await TrialHaproxy.start()
    await upgraded.use(tableOf({ '1.0.0': { http: [port] } }, { http: { protocol: 'http' } }))
    const client = new WebSocket(`ws://127.0.0.1:${upgraded.port}/stock/chat`)
    await once(client, 'open')
    client.send('hello')
    const [data]: unknown[] = await once(client, 'message')
    expect(String(data)).toBe('/chat hello')
    expect(await upgraded.busy()).toEqual(new Set(['open-0']))
    client.close()
    await once(client, 'close')
    server.close()
  })

  it('streams: the first event comes before the last is made', async () => {
    let finish: () => void = () => undefined
    const server = createHttpServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: first\n\n')
      finish = () => response.end('data: last\n\n')
    })
    const port = await listen(server)
    await using streamed = await TrialHaproxy.start()
    await streamed.use(tableOf({ '1.0.0': { http: [port] } }, { http: { protocol: 'http' } }))
    const { body } = await fetch(`http://127.0.0.1:${streamed.port}/stock/events`)
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
    expect(await reader?.read()).toEqual({ done: false, value: 'data: first\n\n' })
    finish()
    expect(await reader?.read()).toEqual({ done: false, value: 'data: last\n\n' })
    server.close()
  })

  it('at the verify socket is answered by the prepared table, and nobody else is', async () => {
    await using other = await startHttp()
    const next = tableOf({ '3.0.0': { http: [other.port] } })
    await proxy.prepare(next)
    const path = verifySocket(proxy.settings.socketFolder)
    expect(await callH1({ socketPath: path, path: '/stock/x' })).toMatchObject({ version: '3.0.0', port: other.port })
    expect(await callH1({ port: proxy.port, path: '/stock/x' })).toMatchObject({
      version: '2.1.0',
      port: instance.port,
    })
    await using client = await H2Client.open({ path })
    expect(await client.call({ ':path': '/stock@3/x' })).toMatchObject({ version: '3.0.0', path: '/x' })
  })

  it('for a tunnel is refused: what comes through one, no proxy looks at any more', async () => {
    const server = createServer((socket) => socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n')))
    const port = await listen(server)
    await using willing = await TrialHaproxy.start()
    await willing.use(tableOf({ '1.0.0': { http: [port] } }, { http: { protocol: 'http' } }))
    const client = connect(willing.port, '127.0.0.1')
    client.write('CONNECT stock.staging.internal:80 HTTP/1.1\r\nHost: stock.staging.internal:80\r\n\r\n')
    const [answer]: unknown[] = await once(client, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /)
    client.destroy()
    server.close()
  })

  it('before the first table is answered 503', async () => {
    await using empty = await TrialHaproxy.start()
    const answer = await callH1({ port: empty.port, path: '/stock/x' })
    expect(answer).toMatchObject({ status: 503 })
    expect(JSON.parse(answer.body)).toEqual({ error: 'no-table', message: 'The proxy has no table' })
  })

  it('by tcp goes to the default line, and moves with a switch', async () => {
    const [first, second] = [await startTcp('first'), await startTcp('second')]
    const feed = { feed: { protocol: 'tcp' } } as const
    await proxy.use(tableOf({ '1.0.0': { feed: [first.port] } }, feed))
    expect(await readTcp({ port: tcpPort })).toBe('first')
    await proxy.prepare(tableOf({ '2.0.0': { feed: [second.port] } }, feed))
    expect(await readTcp({ path: verifyTcpSocket(proxy.settings.socketFolder, tcpPort) })).toBe('second')
    expect(await readTcp({ port: tcpPort })).toBe('first')
    await proxy.commit()
    expect(await readTcp({ port: tcpPort })).toBe('second')
    for (const { server } of [first, second]) server.close()
  })

  it('is served as before after a crash, from the files alone', async () => {
    await using one = await startHttp()
    await using crashed = await TrialHaproxy.start()
    await crashed.use(tableOf({ '1.0.0': { http: [one.port] } }))
    await crashed.crash()
    expect(await callH1({ port: crashed.port, path: '/stock/x' })).toMatchObject({ version: '1.0.0', port: one.port })
    expect(await crashed.differences()).toEqual([])
  })
})

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return address.port
}

async function startTcp(word: string): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.end(word)
  })
  return { server, port: await listen(server) }
}

async function readTcp(to: { readonly port: number } | { readonly path: string }): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: 0, ...to })
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  return text
}
