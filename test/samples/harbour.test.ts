import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describeWith, go, python3 } from '@towpath/testing'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { get } from '../embedded/client.ts'
import { processesIn } from '../embedded/processes.ts'
import { Delivery } from '../machine/delivery.ts'
import { type Pings, startPinging } from '../traffic/pinging.ts'
import { freePort, Program } from './program.ts'

const limitMs = 180_000

describeWith([go, python3], 'the harbour, in Python and Go, delivered by the actions to one machine', () => {
  let delivery: Delivery
  let dev: string
  let pings: readonly Pings[] = []

  beforeAll(async () => {
    const opened = await Delivery.open('harbour')
    delivery = opened.delivery
    dev = opened.dev
  })
  afterAll(async () => {
    await Promise.all(pings.map((clients) => clients.end()))
    await delivery.close()
  })

  it('is built, published and runs', { timeout: limitMs }, async () => {
    for (const service of ['tides', 'ferry', 'logbook']) await delivery.publish(service)
    const report = await delivery.deliver('dev', 'tides\nferry\nlogbook')
    expect(report.status).toBe('deployed')
    expect((await get(`${dev}tides/`)).json).toMatchObject({ service: 'tides', version: '1.0.0' })
    expect((await get(`${dev}ferry/crossing`)).json).toMatchObject({
      service: 'ferry',
      tide: { service: 'tides', version: '1.0.0' },
    })
    expect(await beats()).toBeGreaterThan(0)
  })

  it('is upgraded while clients go on: requests and streams that are under way end well', {
    timeout: limitMs,
  }, async () => {
    for (const service of ['tides', 'ferry', 'logbook']) {
      delivery.edit(`${service}/towpath.yaml`, (text) => text.replace('version: 1.0.0', 'version: 1.1.0'))
    }
    delivery.commit('All of it, again')
    for (const service of ['tides', 'ferry', 'logbook']) await delivery.publish(service)
    const before = await beats()
    pings = [startPinging(`${dev}tides/`, 4), startPinging(`${dev}ferry/crossing`, 4)]
    const slow = get(`${dev}tides/slow?ms=6000`)
    const stream = get(`${dev}ferry/stream?stops=60&everyMs=100`)
    const report = await delivery.deliver('dev', 'tides\nferry\nlogbook')
    await Promise.all(pings.map((clients) => clients.end()))
    expect(report.status).toBe('deployed')
    for (const clients of pings) {
      expect(clients.failures).toEqual([])
      expect(clients.answered).toBeGreaterThan(100)
    }
    expect((await slow).json).toMatchObject({ version: '1.0.0' })
    expect((await stream).text.trim().split('\n').at(-1)).toBe('{"stop":60,"version":"1.0.0"}')
    expect((await get(`${dev}ferry/crossing`)).json).toMatchObject({ version: '1.1.0', tide: { version: '1.1.0' } })
    await sleep(1500)
    expect(await beats()).toBeGreaterThan(before)
  })

  it.each([
    ['tides', 'python3', ['tides.py'], '/slow?ms=500'],
    ['ferry', './ferry', [], '/stream?stops=10&everyMs=50'],
  ])('%s finishes what it has begun when it is told to end', async (service, command, args, path) => {
    const port = await freePort()
    await using program = await Program.start(delivery.path(service), [command, ...args], { PORT: String(port) })
    const url = `http://127.0.0.1:${port}`
    await vi.waitFor(() => get(`${url}/healthz`), 5000)
    const begun = get(`${url}${path}`)
    await sleep(100)
    expect(await program.end()).toBe(0)
    expect((await begun).status).toBe(200)
    await expect(get(`${url}/healthz`)).rejects.toThrow('ECONNREFUSED')
  })

  /** What the logbook has written; the same book for all versions. */
  async function beats(): Promise<number> {
    const running = await processesIn(delivery.folder)
    const folder = running
      .map(({ environment }) =>
        environment['TOWPATH_SERVICE'] === 'logbook' ? environment['TOWPATH_STATE_DIR'] : null,
      )
      .find((found) => typeof found === 'string')
    return Number(readFileSync(`${folder}/log/heartbeat`, 'utf8').split(' ')[0])
  }
})
