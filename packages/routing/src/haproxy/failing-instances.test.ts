import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { describeWith, haproxy } from '@towpath/testing'
import { expect, it } from 'vitest'
import type { ProvideToRoute } from '../compile-input.ts'
import { parseServersState } from './answers.ts'
import { callH1 } from './testing/trial-client.ts'
import { TrialHaproxy } from './testing/trial-haproxy.ts'
import { startGrpc, type TrialHealth } from './testing/trial-instances.ts'
import { TrialProcess } from './testing/trial-process.ts'
import { tableOf } from './testing/trial-table.ts'

const asked: Record<string, ProvideToRoute> = { http: { protocol: 'http', health: '/healthz' } }
const reached: Record<string, ProvideToRoute> = { http: { protocol: 'http' } }

describeWith([haproxy], 'an instance that fails', () => {
  it.each([
    ['is killed', 2, 'SIGKILL', asked],
    ['is killed, without a health path,', 2, 'SIGKILL', reached],
    ['hangs', 6, 'SIGSTOP', asked],
  ] as const)('when it %s leaves within %d s', async (_how, seconds, signal, provides) => {
    await using proxy = await TrialHaproxy.start()
    await using one = await TrialProcess.start()
    await using other = await TrialProcess.start()
    await proxy.use(tableOf({ '1.0.0': { http: [one.port, other.port] } }, provides))
    await delay(1200)
    expect(await upPorts(proxy)).toEqual([one.port, other.port])
    one.signal(signal)
    const since = performance.now()
    while ((await upPorts(proxy)).includes(one.port)) await delay(20)
    expect(performance.now() - since).toBeLessThan(seconds * 1000)
    for (let n = 0; n < 6; n += 1) {
      expect(await callH1({ port: proxy.port, path: '/stock/x' })).toMatchObject({ status: 200, port: other.port })
    }
  })

  it('costs no request when it is killed, since a connection that is refused is tried elsewhere', async () => {
    await using proxy = await TrialHaproxy.start()
    await using one = await TrialProcess.start()
    await using other = await TrialProcess.start()
    await proxy.use(tableOf({ '1.0.0': { http: [one.port, other.port] } }))
    await one.kill()
    await delay(50)
    for (let n = 0; n < 30; n += 1) {
      expect(await callH1({ port: proxy.port, path: '/stock/x', method: 'POST' }, 'body')).toMatchObject({
        status: 200,
      })
    }
  })

  it('and dies with requests under way costs those that can not be repeated', async () => {
    await using proxy = await TrialHaproxy.start()
    await using one = await TrialProcess.start()
    await using other = await TrialProcess.start()
    await proxy.use(tableOf({ '1.0.0': { http: [one.port, other.port] } }))
    one.signal('SIGSTOP')
    const ask = (method: string) =>
      callH1({ port: proxy.port, path: '/stock/x', method }, method === 'POST' ? 'body' : '')
    const gets = Array.from({ length: 8 }, () => ask('GET'))
    const posts = Array.from({ length: 8 }, () => ask('POST'))
    await delay(200)
    one.signal('SIGKILL')
    for (const get of gets) expect(await get).toMatchObject({ status: 200, port: other.port })
    const statuses = (await Promise.all(posts)).map(({ status }) => status)
    expect(new Set(statuses)).toEqual(new Set([200, 502]))
  })

  it('by its own word, in gRPC, leaves within 2 s; one that has no health service stays', async () => {
    let health: TrialHealth = 'unimplemented'
    await using proxy = await TrialHaproxy.start()
    await using one = await startGrpc(() => health)
    await using other = await startGrpc()
    await proxy.use(tableOf({ '1.0.0': { rpc: [one.port, other.port] } }))
    await delay(1500)
    expect(await upPorts(proxy)).toEqual([one.port, other.port])
    health = 'not-serving'
    const since = performance.now()
    while ((await upPorts(proxy)).includes(one.port)) await delay(20)
    expect(performance.now() - since).toBeLessThan(2000)
    health = 'serving'
    while (!(await upPorts(proxy)).includes(one.port)) await delay(20)
  })

  it('comes back by itself', async () => {
    await using proxy = await TrialHaproxy.start()
    await using one = await TrialProcess.start()
    await proxy.use(tableOf({ '1.0.0': { http: [one.port] } }))
    one.signal('SIGSTOP')
    while ((await upPorts(proxy)).length > 0) await delay(20)
    expect(await callH1({ port: proxy.port, path: '/stock/x' })).toMatchObject({ status: 503 })
    one.signal('SIGCONT')
    const since = performance.now()
    while ((await upPorts(proxy)).length === 0) await delay(20)
    expect(performance.now() - since).toBeLessThan(3000)
  })
})

describeWith([haproxy], 'an instance that is asked for its health', () => {
  it.each([
    [
      'in two parts',
      (response: ServerResponse) => {
        response.flushHeaders()
        setTimeout(() => response.end('well'), 20)
      },
    ],
    ['with a body that is longer than a buffer', (response: ServerResponse) => response.end('well '.repeat(20_000))],
    ['without a body', (response: ServerResponse) => response.writeHead(204).end()],
  ])('and answers %s meets no reset', async (_how, answer) => {
    const resets: string[] = []
    let asked = 0
    const server = createServer((_request, response) => {
      asked += 1
      response.setHeader('connection', 'close')
      answer(response)
    })
    server.on('connection', (socket) => socket.on('error', ({ message }) => resets.push(message)))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    try {
      await using proxy = await TrialHaproxy.start()
      await proxy.use(
        tableOf({ '1.0.0': { http: [address.port] } }, { http: { protocol: 'http', health: '/healthz' } }),
      )
      while (asked < 5) await delay(20)
      expect(await upPorts(proxy)).toEqual([address.port])
      expect(resets).toEqual([])
    } finally {
      server.close()
    }
  })
})

async function upPorts(proxy: TrialHaproxy): Promise<readonly number[]> {
  const servers = parseServersState(await proxy.ask('show servers state'))
  return servers.filter((server) => server.isUp && !server.isInMaintenance).map(({ port }) => port)
}
