import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { Agent } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { startLoad } from '../trial/trial-load.ts'
import { startTrialProxy } from '../trial/trial-proxy.ts'
import { eventually } from '../trial/trial-root.ts'
import { call, freePort, startEcho, startService } from '../trial/trial-service.ts'
import { makeTable } from '../trial/trial-table.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function makeTrial(settings = {}) {
  const trial = await startTrialProxy(settings)
  ends.push(() => trial.end())
  return trial
}

describe('a switch', () => {
  it('loses no request of keep-alive and other clients while instances come and go', async () => {
    const trial = await makeTrial()
    let current = await startEcho('0')
    await trial.use(makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: current.port }] }] }))
    const load = startLoad(trial.port, '/orders')
    let switches = 0
    for (const until = performance.now() + 3000; performance.now() < until; switches++) {
      const next = await startEcho(String(switches + 1))
      await trial.use(makeTable({ orders: [{ version: `1.0.${switches + 1}`, endpoints: [{ port: next.port }] }] }))
      const [old] = Object.keys(trial.proxy.state().inFlight).filter((instance) =>
        instance.endsWith(`-${current.port}`),
      )
      if (old !== undefined) expect((await trial.proxy.drain([old], 5)).closed).toBe(0)
      await current.end()
      current = next
      await delay(20)
    }
    const { count, failures } = await load.end()
    ends.push(() => current.end())
    expect(failures).toEqual([])
    expect(switches).toBeGreaterThan(10)
    expect(count).toBeGreaterThan(switches)
  })

  it('counts at once on a connection that the client keeps, and lets what is under way end', async () => {
    const trial = await makeTrial()
    const release = Promise.withResolvers<void>()
    const slow = await startService((asked, response) => {
      if (asked.url === '/slow') release.promise.then(() => response.end('old'))
      else response.end('old')
    })
    const fast = await startService((_, response) => response.end('new'))
    ends.push(
      () => slow.end(),
      () => fast.end(),
    )
    await trial.use(makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: slow.port }] }] }))
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    ends.push(() => agent.destroy())
    expect((await call({ port: trial.port, path: '/orders', agent })).text).toBe('old')
    const underWay = call({ port: trial.port, path: '/orders/slow' })
    await eventually(() => Object.keys(trial.proxy.state().inFlight).length === 1)
    await trial.use(makeTable({ orders: [{ version: '2.0.0', endpoints: [{ port: fast.port }] }] }))
    const next = await call({ port: trial.port, path: '/orders', agent })
    expect([next.text, next.headers['towpath-version']]).toEqual(['new', '2.0.0'])
    const drained = trial.proxy.drain([`orders-1.0.0-${slow.port}`], 5)
    release.resolve()
    expect((await underWay).text).toBe('old')
    expect(await drained).toEqual({ closed: 0, requests: 1 })
  })

  it('is two steps: what is prepared answers only where it is verified, and an abort forgets it', async () => {
    const trial = await makeTrial()
    const [one, two] = [await startEcho('one'), await startEcho('two')]
    ends.push(
      () => one.end(),
      () => two.end(),
    )
    const first = await trial.use(makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: one.port }] }] }))
    const { digest } = await trial.proxy.prepare(
      JSON.stringify(makeTable({ orders: [{ version: '2.0.0', endpoints: [{ port: two.port }] }] })),
    )
    expect(trial.proxy.state()).toMatchObject({ digest: first, prepared: digest })
    expect(() => trial.proxy.commit(`sha256:${'0'.repeat(64)}`)).toThrow(/prepared route table/)
    expect(JSON.parse((await call({ port: trial.port, path: '/orders' })).text).name).toBe('one')
    expect(trial.proxy.abort()).toEqual({ aborted: true })
    expect(existsSync(join(trial.folder, 'prepared.json'))).toBe(false)
    expect(() => trial.proxy.commit(digest)).toThrow(/expected the prepared table/)
    expect(trial.proxy.commit(first)).toEqual({ digest: first, changed: false })
  })

  it('writes the table byte for byte as it was given', async () => {
    const trial = await makeTrial()
    const text = `${JSON.stringify(makeTable({}))}\n `
    trial.proxy.commit((await trial.proxy.prepare(text)).digest)
    expect(readFileSync(join(trial.folder, 'table.json'), 'utf8')).toBe(text)
  })

  it('binds new listeners beforehand, and keeps those it takes away for the time of a drain', async () => {
    const trial = await makeTrial({ drainSeconds: 0.4 })
    const service = await startEcho('a')
    ends.push(() => service.end())
    const services = { orders: [{ version: '1.0.0', endpoints: [{ port: service.port }], ranges: ['1'] }] }
    const port = await freePort()
    const { digest } = await trial.proxy.prepare(
      JSON.stringify(makeTable(services, [{ address: '127.0.0.1', port, service: 'orders', range: '1' }])),
    )
    expect((await call({ port, path: '/x', agent: false })).status).toBe(503)
    trial.proxy.commit(digest)
    expect((await call({ port, path: '/x', agent: false })).status).toBe(200)
    await trial.use(makeTable(services))
    expect((await call({ port, path: '/x', agent: false })).status).toBe(200)
    await eventually(() => trial.proxy.state().listeners.length === 0)
    await expect(call({ port, path: '/x', agent: false })).rejects.toThrow(/ECONNREFUSED/)
  })

  it('is refused when a listener has its port taken, with who holds it, and nothing is prepared', async () => {
    const trial = await makeTrial()
    const holder = createServer().listen(0, '127.0.0.1')
    ends.push(() => holder.close())
    await once(holder, 'listening')
    const address = holder.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const table = makeTable({ orders: [{ version: '1.0.0', endpoints: [{ port: 1 }], ranges: ['1'] }] }, [
      { address: '127.0.0.1', port, service: 'orders', range: '1' },
    ])
    await expect(trial.proxy.prepare(JSON.stringify(table))).rejects.toThrow(
      new RegExp(`127.0.0.1:${port}: expected a free port, found it is held by pid ${process.pid} \\(`),
    )
    expect(trial.proxy.state()).toMatchObject({ prepared: null, listeners: [] })
  })
})
