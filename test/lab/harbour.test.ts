import { once } from 'node:events'
import { join } from 'node:path'
import type { DeployReport } from '@towpath/environment'
import { describeWith, go } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Delivery } from '../machine/delivery.ts'
import type { Load, Traffic } from '../traffic/load.ts'
import { LabClient } from '../workflows/lab-client.ts'

const limitMs = 240_000
const services = ['tides', 'ferry', 'logbook', 'echo'] as const
const book = '/var/lib/towpath/state/staging/logbook/log/heartbeat'

describeWith([lab, go], 'the harbour, in Python and Go, on 3 hosts behind 2 proxies that share a VIP', () => {
  let site: Site
  let delivery: Delivery
  let client: LabClient
  let vip: string

  beforeAll(async () => {
    site = await openLab({ hosts: { 'app-1': {}, 'app-2': {}, 'app-3': {}, 'edge-1': {}, 'edge-2': {}, client: {} } })
    client = new LabClient(site, 'client')
    vip = `http://${site.vip}`
    delivery = Delivery.openIn(site, 'harbour')
    delivery.add(join(import.meta.dirname, 'echo'))
    const buoy = `{external: {version: 2.3.0, endpoints: ["${site.host('client').address}:9000"]}, aliases: [buoy.corp.example]}`
    delivery.edit('environments/staging.yaml', (spec) =>
      spec
        .replace('ferry: {hostGroup: web}', 'ferry: {hostGroup: web, aliases: [ferry.corp.example]}')
        .replace(/^services:/m, 'infrastructure: {drainSeconds: 8, health: {settleSeconds: 0}}\nservices:')
        .replace(/\n*$/, `\n  echo: {hostGroup: web, infrastructure: {drainSeconds: 5}}\n  buoy: ${buoy}\n`),
    )
    const buoyProgram = join(import.meta.dirname, 'buoy-child.ts')
    const child = site.spawnIn('client', process.execPath, [buoyProgram, site.host('client').address, '9000'])
    await once(child.stdout, 'data')
  }, limitMs)
  afterAll(async () => {
    await site?.[Symbol.asyncDispose]()
    await delivery?.close()
  })

  it('runs on hosts that have neither Node nor Go', { timeout: limitMs }, async () => {
    for (const name of ['app-1', 'app-2', 'app-3']) {
      expect((await site.host(name).run('command -v node || command -v go')).exitCode).not.toBe(0)
    }
    for (const service of services) await delivery.publish(service)
    const report = await delivery.deliver('staging', services.join('\n'))
    expect(report).toMatchObject({ status: 'deployed', verifiedThrough: 'vip' })
    expect(hostsOf(report, 'tides')).toEqual(['app-1', 'app-2', 'app-3'])
    expect(hostsOf(report, 'logbook')).toEqual(['app-1'])
    const crossing = await client.get(`${vip}/ferry/crossing`)
    expect(crossing.json).toMatchObject({ service: 'ferry', version: '1.0.0', tide: { version: '1.0.0' } })
  })

  it('has what Towpath does not deliver, and further names, behind the same address', async () => {
    const buoy = { service: 'buoy', version: '2.3.0', path: '/light?on=1' }
    for (const [url, headers] of [
      [`${vip}/buoy/light?on=1`, {}],
      [`${vip}/buoy@v2/light?on=1`, {}],
      [`${vip}/light?on=1`, { host: 'buoy.corp.example' }],
      [`${vip}/light?on=1`, { host: 'v2-3.buoy.staging.internal:8080' }],
    ] as const) {
      const answer = await client.get(url, headers)
      expect([answer.json, answer.headers['towpath-version']], JSON.stringify(headers)).toEqual([buoy, '2.3.0'])
    }
    const none = await client.get(`${vip}/light`, { host: 'buoy.corp.example', 'accept-version': '^3' })
    expect(none.status).toBe(406)
    const ferry = await client.get(vip, { host: 'ferry.corp.example', 'accept-version': '1' })
    expect(ferry.json).toEqual({ service: 'ferry', version: '1.0.0' })
  })

  it('is upgraded under 200 requests/s: none fails, and kept connections move to the new version by request', {
    timeout: limitMs,
  }, async () => {
    await release('1.1.0')
    const beats = await readBook()
    const load = client.load(traffic(vip))
    const socket = client.holdSocket(`ws://${site.vip}/echo/`)
    await socket.open
    const report = await delivery.deliver('staging', services.join('\n'))
    const held = await socket.closed
    const seen = await load.end()
    expect(report).toMatchObject({ status: 'deployed', verifiedThrough: 'vip' })
    expectMoved(seen, '1.0.0', '1.1.0')
    const after = await readBook()
    expect(after.version).toBe('1.1.0')
    expect(after.beats).toBeGreaterThan(beats.beats)

    // The WebSocket is left alone for as long as the spec says of its own service, then closed, and told.
    const [drained, ...others] = phasesOf(report, 'drain').filter(({ detail }) => detail !== '')
    expect([drained?.detail, others]).toEqual(['1 closed', []])
    expect(new Set(held.flatMap((one) => ('version' in one ? [one.version] : [])))).toEqual(new Set(['1.0.0']))
    const [closed = 0] = held.flatMap((one) => ('at' in one ? [Date.parse(one.at)] : []))
    expect(closed - Date.parse(drained?.startedAt ?? '')).toBeGreaterThanOrEqual(5000)
    expect(closed - Date.parse(drained?.startedAt ?? '')).toBeLessThan(8000)
  })

  it('is rolled back under 200 requests/s, and none fails', { timeout: limitMs }, async () => {
    const beats = await readBook()
    const load = client.load(traffic(vip))
    const report = await delivery.rollBack('staging')
    const seen = await load.end()
    expect(report).toMatchObject({ revision: 3, status: 'deployed' })
    expectMoved(seen, '1.1.0', '1.0.0')
    const after = await readBook()
    expect(after.version).toBe('1.0.0')
    expect(after.beats).toBeGreaterThan(beats.beats)
    const { outputs } = await delivery.run('resolve', { environment: 'staging', service: 'tides' })
    expect(outputs).toMatchObject({ version: '1.0.0', vip: site.vip })
  })

  async function release(version: string): Promise<void> {
    for (const service of services) {
      delivery.edit(`${service}/towpath.yaml`, (text) => text.replace(/version: .*/, `version: ${version}`))
    }
    delivery.commit(`All of it, ${version}`)
    for (const service of services) await delivery.publish(service)
  }

  /** What the logbook has written; the same book for all versions. */
  async function readBook(): Promise<{ readonly beats: number; readonly version: string | undefined }> {
    const [beats, , version] = (await site.host('app-1').run(`cat ${book}`)).stdout.trim().split(' ')
    return { beats: Number(beats), version }
  }
})

/** 200 requests/s by each way to name a service and a version; beside them always some that take seconds, and whose version must hold out till the end. */
function traffic(vip: string): readonly Traffic[] {
  const label = { host: 'v1.ferry.staging.internal' }
  const range = { host: 'tides.staging.internal', 'accept-version': '^1.0.0' }
  const short = [
    { name: 'path, GET', url: `${vip}/tides/`, method: 'GET', headers: {} },
    { name: 'path, POST', url: `${vip}/tides@1/`, method: 'POST', headers: {} },
    { name: 'label, GET', url: `${vip}/crossing`, method: 'GET', headers: label },
    { name: 'label, POST', url: `${vip}/`, method: 'POST', headers: label },
    { name: 'Accept-Version', url: `${vip}/`, method: 'POST', headers: range },
  ] as const
  const each = short.flatMap((one) =>
    (['kept', 'fresh'] as const).map((connection) => {
      return { ...one, name: `${one.name}, ${connection}`, connection, everyMs: 5 * 2 * short.length, lines: 1 }
    }),
  )
  const long = { method: 'GET', headers: {}, connection: 'fresh', everyMs: 500 } as const
  return [
    ...each,
    { ...long, name: 'slow', url: `${vip}/tides/slow?ms=3000`, lines: 1 },
    { ...long, name: 'slow, of a careless program', method: 'POST', url: `${vip}/echo/`, lines: 1 },
    { ...long, name: 'stream', url: `${vip}/ferry/stream?stops=30&everyMs=100`, lines: 30 },
  ]
}

function expectMoved({ seconds, seen, keptConnections }: Load, from: string, to: string): void {
  const all = Object.values(seen)
  expect(all.flatMap(({ failures }) => failures)).toEqual([])
  for (const [name, { answered }] of Object.entries(seen)) {
    expect(Object.keys(answered).sort(), name).toEqual([from, to].sort())
  }
  const answers = all.flatMap(({ answered }) => Object.values(answered)).reduce((sum, count) => sum + count, 0)
  expect(answers / seconds).toBeGreaterThan(190)
  expect(keptConnections).toBeLessThanOrEqual(8)
}

function hostsOf({ hosts }: DeployReport, service: string): readonly string[] {
  return hosts.filter(({ instances }) => instances.some((one) => one.service === service)).map(({ host }) => host)
}

function phasesOf({ hosts }: DeployReport, phase: string): DeployReport['hosts'][number]['phases'] {
  return hosts.flatMap(({ phases }) => phases.filter(({ name }) => name === phase))
}
