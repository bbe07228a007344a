import { once } from 'node:events'
import { Agent } from 'node:http'
import { connect, createServer as createTcpServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer, WebSocket as WsClient } from 'ws'
import { startTrialProxy, type TrialProxy } from '../trial/trial-proxy.ts'
import { eventually } from '../trial/trial-root.ts'
import { call, freePort, startEcho, startService, type TrialService } from '../trial/trial-service.ts'
import { makeTable } from '../trial/trial-table.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function proxyFor(service: TrialService, settings = {}): Promise<TrialProxy> {
  const trial = await startTrialProxy(settings)
  ends.push(
    () => service.end(),
    () => trial.end(),
  )
  const listeners = [{ address: '127.0.0.1', port: await freePort(), service: 'orders', range: 'v1' }]
  await trial.use(
    makeTable({ orders: [{ version: '1.4.2', endpoints: [{ port: service.port }], ranges: ['1', 'v1'] }] }, listeners),
  )
  return trial
}

/** Writes bytes and gives back all that comes until the other side closes. */
async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.setEncoding('latin1')
  let seen = ''
  socket.on('data', (part: string) => {
    seen += part
  })
  socket.write(text)
  await once(socket, 'close')
  return seen
}

describe('the proxy', () => {
  it('sends a request without its prefix, says who asked, and which version answered', async () => {
    const { port, proxy } = await proxyFor(await startEcho('a'))
    const answer = await call({
      port,
      path: '/orders@1/x?y',
      headers: { 'X-Forwarded-For': '10.0.0.1', 'X-Forwarded-Prefix': '/forged', Connection: 'X-Hop', 'X-Hop': '1' },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers['towpath-version']).toBe('1.4.2')
    const seen = JSON.parse(answer.text)
    expect(seen).toMatchObject({
      url: '/x?y',
      headers: {
        host: `127.0.0.1:${port}`,
        'x-forwarded-for': '10.0.0.1, 127.0.0.1',
        'x-forwarded-proto': 'http',
        'x-forwarded-host': `127.0.0.1:${port}`,
        'x-forwarded-prefix': '/orders@1',
      },
    })
    expect(seen.headers).not.toHaveProperty('x-hop')
    const [listener] = proxy.state().listeners
    const direct = JSON.parse((await call({ port: listener?.port, path: '/orders/x' })).text)
    expect(direct.url).toBe('/orders/x')
    expect(direct.headers).not.toHaveProperty('x-forwarded-prefix')
    const authority = await call({ port, path: '/y', headers: { Host: 'v1.orders.test.internal' } })
    expect(JSON.parse(authority.text)).toMatchObject({ url: '/y', headers: { host: 'v1.orders.test.internal' } })
  })

  it('names the host by which it routed, also for absolute targets and clients that name none', async () => {
    const service = await startEcho('a')
    const { port } = await proxyFor(service)
    const absolute = await raw(
      port,
      'GET http://orders.test.internal/x HTTP/1.1\r\nHost: other\r\nConnection: close\r\n\r\n',
    )
    expect(absolute).toMatch(/"url":"\/x".*"host":"orders.test.internal"/)
    expect(await raw(port, 'GET /orders/x HTTP/1.0\r\n\r\n')).toMatch(new RegExp(`"host":"127.0.0.1:${service.port}"`))
  })

  it.each([
    [
      'a reason with control characters',
      'HTTP/1.1 200 O\x01K\r\nContent-Length: 2\r\n\r\nok',
      /^HTTP\/1.1 200 O\?K\r\n/,
    ],
    ['a status that is none', 'HTTP/1.1 099 What\r\nContent-Length: 2\r\n\r\nok', /^HTTP\/1.1 502 /],
  ])('answers when an instance sends %s', async (_, answer, expected) => {
    const service = createTcpServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.once('data', () => socket.end(answer, 'latin1'))
    }).listen(0, '127.0.0.1')
    await once(service, 'listening')
    const at = service.address()
    const trial = await startTrialProxy()
    ends.push(
      () => service.close(),
      () => trial.end(),
    )
    const port = typeof at === 'object' && at !== null ? at.port : 0
    await trial.use(makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port }] }] }))
    expect(await raw(trial.port, 'GET /orders/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(expected)
  })

  it('reads the body of a request that also offers another protocol', async () => {
    const { port } = await proxyFor(await startEcho('a'))
    const head =
      'POST /orders/ HTTP/1.1\r\nHost: x\r\nConnection: upgrade, close\r\nUpgrade: other\r\nContent-Length: 4\r\n\r\n'
    expect(await raw(port, `${head}body`)).toMatch(/"body":"body"/)
  })

  it('refuses with a JSON body what it does not know', async () => {
    const { port } = await proxyFor(await startEcho('a'))
    const unknown = await call({ port, path: '/none/"x"' })
    expect([unknown.status, JSON.parse(unknown.text)]).toMatchObject([
      404,
      { error: 'service-unknown', available: ['orders'] },
    ])
    const version = await call({ port, path: '/orders/', headers: { 'Accept-Version': '7' } })
    expect([version.status, JSON.parse(version.text)]).toMatchObject([
      406,
      { error: 'version-not-live', available: ['1.4.2'] },
    ])
  })

  it('answers 503 after two seconds when no instance accepts, and serves one that comes up meanwhile', async () => {
    const trial = await startTrialProxy()
    ends.push(() => trial.end())
    const late = await freePort()
    await trial.use(makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: late }] }] }))
    const began = performance.now()
    const refused = await call({ port: trial.port, path: '/orders', method: 'POST' }, 'body')
    expect([refused.status, JSON.parse(refused.text).error]).toEqual([503, 'no-endpoint'])
    expect(performance.now() - began).toBeGreaterThan(1900)
    const waiting = call({ port: trial.port, path: '/orders', method: 'POST' }, 'body')
    await delay(200)
    const service = await startEcho('late', late)
    ends.push(() => service.end())
    expect(JSON.parse((await waiting).text)).toMatchObject({ name: 'late', body: 'body' })
  })

  it('moves on to the next endpoint when one refuses', async () => {
    const service = await startEcho('a')
    const trial = await startTrialProxy()
    ends.push(
      () => service.end(),
      () => trial.end(),
    )
    const closed = await freePort()
    await trial.use(
      makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: closed }, { port: service.port }] }] }),
    )
    for (let count = 0; count < 4; count++) {
      const answer = await call({ port: trial.port, path: '/orders', method: 'POST' }, 'body')
      expect(JSON.parse(answer.text)).toMatchObject({ name: 'a', body: 'body' })
    }
  })

  it('answers 502 when an instance breaks off, and 504 when it is silent', async () => {
    const service = await startService((asked) => {
      if (asked.url === '/break') asked.socket.destroy()
    })
    const { port, proxy } = await proxyFor(service, { responseSeconds: 0.2 })
    const broken = await call({ port, path: '/orders/break', method: 'POST' }, 'x')
    expect([broken.status, JSON.parse(broken.text).error]).toEqual([502, 'instance-failed'])
    const silent = await call({ port, path: '/orders/silent' })
    expect([silent.status, JSON.parse(silent.text).error]).toEqual([504, 'instance-silent'])
    await eventually(() => Object.keys(proxy.state().inFlight).length === 0)
  })

  it('streams both ways as it comes, with trailers', async () => {
    const service = await startService((asked, response) => {
      response.writeHead(200, { Trailer: 'X-Sum' })
      asked.on('data', (part: Buffer) => response.write(`got ${part};`))
      asked.on('end', () => {
        response.addTrailers({ 'X-Sum': String(asked.trailers['x-in']) })
        response.end()
      })
    })
    const { port } = await proxyFor(service)
    const socket = connect(port, '127.0.0.1')
    socket.setEncoding('latin1')
    let seen = ''
    socket.on('data', (part: string) => {
      seen += part
    })
    socket.write(
      'POST /orders HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\none\r\n',
    )
    await eventually(() => seen.includes('got one;'))
    socket.write('3\r\ntwo\r\n')
    await eventually(() => seen.includes('got two;'))
    socket.write('0\r\nX-In: 7\r\n\r\n')
    await once(socket, 'close')
    expect(seen).toMatch(/X-Sum: 7/)
  })

  it('sends the head of an event stream before its first event', async () => {
    const { port } = await proxyFor(
      await startService((_, response) =>
        response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders(),
      ),
    )
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /orders HTTP/1.1\r\nHost: x\r\n\r\n')
    const [head] = await once(socket, 'data')
    expect(String(head)).toMatch(/^HTTP\/1.1 200 OK\r\n.*text\/event-stream/s)
    socket.destroy()
  })

  it('does not read what a slow client does not take', async () => {
    let written = 0
    const { port } = await proxyFor(
      await startService((_, response) => {
        const part = Buffer.alloc(64 * 1024)
        const more = () => {
          while (written < 1e9 && response.write(part)) written += part.length
        }
        response.on('drain', more)
        more()
      }),
    )
    const socket = connect(port, '127.0.0.1')
    socket.write('GET /orders HTTP/1.1\r\nHost: x\r\n\r\n')
    await once(socket, 'readable')
    let last = -1
    await eventually(async () => {
      const still = written === last
      last = written
      await delay(100)
      return still
    })
    expect(written).toBeLessThan(64e6)
    socket.destroy()
  })

  it('keeps HEAD, 304, 204, repeated headers and large headers as they are', async () => {
    const large = 'x'.repeat(40_000)
    const { port } = await proxyFor(
      await startService((asked, response) => {
        if (asked.url === '/304') response.writeHead(304, { ETag: '"a"' }).end()
        else if (asked.url === '/204') response.writeHead(204).end()
        else
          response
            .writeHead(
              200,
              [
                ['Set-Cookie', 'a'],
                ['Set-Cookie', 'b'],
                ['Content-Length', '5'],
                ['X-Large', String(asked.headers['x-large']?.length)],
              ].flat(),
            )
            .end(asked.method === 'HEAD' ? undefined : 'hello')
      }),
    )
    const head = await call({ port, path: '/orders', method: 'HEAD', headers: { 'X-Large': large } })
    expect(head).toMatchObject({
      status: 200,
      text: '',
      headers: { 'content-length': '5', 'set-cookie': ['a', 'b'], 'x-large': '40000' },
    })
    expect(await call({ port, path: '/orders/304' })).toMatchObject({ status: 304, text: '', headers: { etag: '"a"' } })
    expect(await call({ port, path: '/orders/204' })).toMatchObject({ status: 204, text: '' })
    expect((await call({ port, path: '/orders', headers: { 'X-Large': large + large } })).status).toBe(431)
  })

  it('passes 100-continue on, and a refusal instead of it', async () => {
    const service = await startService(() => undefined)
    service.server.on('checkContinue', (asked, response) => {
      if (asked.url === '/no') {
        response.writeHead(417).end()
        return
      }
      response.writeContinue()
      asked.pipe(response)
    })
    const { port } = await proxyFor(service)
    const ask = (path: string) =>
      raw(
        port,
        `POST ${path} HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok`,
      )
    expect(await ask('/orders')).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 OK.*ok/s)
    expect(await ask('/orders/no')).toMatch(/^HTTP\/1.1 417/)
    expect(await ask('/none')).toMatch(/^HTTP\/1.1 404/)
  })

  it.each([
    ['a length and chunks at once', 'Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'],
    ['a header folded into the next line', 'X-A: b\r\n c\r\nContent-Length : 3\r\n\r\nabc'],
    ['two hosts', 'Host: orders.test.internal\r\nConnection: close\r\n\r\n'],
  ])('refuses %s', async (_, rest) => {
    const { port } = await proxyFor(await startEcho('a'))
    expect(await raw(port, `POST /orders HTTP/1.1\r\nHost: x\r\n${rest}`)).toMatch(/^HTTP\/1.1 400/)
  })

  it('carries WebSockets, and closes them at the end of a drain', async () => {
    const service = await startService((_, response) => response.writeHead(404).end('no socket here'))
    new WebSocketServer({ server: service.server, path: '/ws' }).on('connection', (socket: WebSocket) =>
      socket.on('message', (text) => socket.send(`echo ${text}`)),
    )
    const trial = await proxyFor(service)
    const client = new WsClient(`ws://127.0.0.1:${trial.port}/orders/ws`)
    await once(client, 'open')
    client.send('hello')
    expect(String((await once(client, 'message'))[0])).toBe('echo hello')
    const instance = `orders-1.4.2-${service.port}`
    expect(trial.proxy.state().inFlight).toEqual({ [instance]: 1 })
    expect(() => trial.proxy.drain([instance], 0)).toThrow(/still|no route names/)
    await trial.use(makeTable({}))
    const closed = once(client, 'close')
    expect(await trial.proxy.drain([instance], 0.1)).toEqual({ closed: 1, requests: 0 })
    await closed
    expect(trial.proxy.state()).toMatchObject({ inFlight: {}, closed: 1 })
  })

  it('answers a refused upgrade as the instance did, and does not take up h2c', async () => {
    const { port } = await proxyFor(
      await startService((asked, response) => response.writeHead(418).end(asked.headers.upgrade ?? 'none')),
    )
    const ask = (upgrade: string) =>
      raw(port, `GET /orders HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: ${upgrade}\r\n\r\n`)
    expect(await ask('websocket')).toMatch(/^HTTP\/1.1 418.*websocket/s)
    expect(await ask('h2c')).toMatch(/^HTTP\/1.1 418.*none/s)
    expect(
      await raw(port, 'GET /none HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
    ).toMatch(/^HTTP\/1.1 404/)
  })

  it('never costs a client an error when an instance closes idle connections', async () => {
    const service = await startEcho('a')
    service.server.keepAliveTimeout = 1
    const { port } = await proxyFor(service)
    const agent = new Agent({ keepAlive: true })
    ends.push(() => agent.destroy())
    for (let count = 0; count < 40; count++) {
      const method = count % 2 === 0 ? 'POST' : 'GET'
      expect((await call({ port, path: '/orders', method, agent }, method === 'POST' ? 'x' : undefined)).status).toBe(
        200,
      )
      await delay(count)
    }
  })

  it('repeats a GET on a new connection when an idle one was closed without a word, and only then', async () => {
    let connections = 0
    const service = createTcpServer((socket) => {
      connections++
      let requests = 0
      socket.on('error', () => socket.destroy())
      socket.on('data', () => {
        // Answers once on each connection and resets it when it is used again.
        if (requests++ === 0) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
        else socket.resetAndDestroy()
      })
    }).listen(0, '127.0.0.1')
    await once(service, 'listening')
    const address = service.address()
    const trial = await startTrialProxy()
    ends.push(
      () => service.close(),
      () => trial.end(),
    )
    await trial.use(
      makeTable({
        orders: [{ version: '1.0.0', endpoints: [{ port: typeof address === 'object' ? (address?.port ?? 0) : 0 }] }],
      }),
    )
    for (let count = 0; count < 4; count++) expect((await call({ port: trial.port, path: '/orders' })).status).toBe(200)
    expect(connections).toBeGreaterThanOrEqual(3)
  })

  it('ends its request to the instance when the client goes away', async () => {
    let gone = false
    const service = await startService((asked) => {
      asked.socket.on('close', () => {
        gone = true
      })
    })
    const trial = await proxyFor(service)
    const socket = connect(trial.port, '127.0.0.1')
    socket.write('GET /orders HTTP/1.1\r\nHost: x\r\n\r\n')
    await eventually(() => Object.keys(trial.proxy.state().inFlight).length === 1)
    socket.destroy()
    await eventually(() => gone)
    await eventually(() => Object.keys(trial.proxy.state().inFlight).length === 0)
  })

  it('gives a client a broken answer as broken', async () => {
    const { port } = await proxyFor(
      await startService((_, response) => {
        response.writeHead(200, { 'Content-Length': '10' }).write('12345')
        setImmediate(() => response.destroy())
      }),
    )
    await expect(call({ port, path: '/orders' })).rejects.toThrow(/aborted|hang up|ECONNRESET/)
  })
})
