import { describeWith, go } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { Delivery } from '../machine/delivery.ts'
import { countsSchema } from '../samples/counts.ts'
import { LabClient } from '../workflows/lab-client.ts'

const limitMs = 240_000
const callers = ['till', 'planner'] as const

describeWith([lab, go], 'the warehouse, gRPC in two majors, on 3 hosts behind 2 proxies that share a VIP', () => {
  let site: Site
  let delivery: Delivery
  let client: LabClient

  beforeAll(async () => {
    site = await openLab({ hosts: { 'app-1': {}, 'app-2': {}, 'app-3': {}, 'edge-1': {}, 'edge-2': {}, client: {} } })
    client = new LabClient(site, 'client')
    delivery = Delivery.openIn(site, 'warehouse')
  }, limitMs)
  afterAll(async () => {
    await site?.[Symbol.asyncDispose]()
    await delivery?.close()
  })

  it('runs both majors side by side, and each caller reaches the one that its manifest names', {
    timeout: limitMs,
  }, async () => {
    for (const folder of ['stock-1', 'stock-2', ...callers]) await delivery.publish(folder)
    const stock = await delivery.deliver('staging', 'stock@1.0.0\nstock@2.0.0')
    expect(stock).toMatchObject({ status: 'deployed', verifiedThrough: 'vip' })
    expect((await delivery.deliver('staging', callers.join('\n'))).status).toBe('deployed')
    const reached = await awaitCalls()
    expect(callers.map((caller) => Object.keys(reached[caller]))).toEqual([['1.0.0'], ['2.0.0']])
  })

  it('is found by a name that DNS has not, and that a client elsewhere has not', async () => {
    const names = async (host: string) => (await site.host(host).run('grep stock /etc/hosts')).stdout
    expect(await names('app-1')).toContain(`${site.vip} v1.stock.staging.internal`)
    expect(await names('app-2')).toContain(`${site.vip} v2.stock.staging.internal`)
    expect(await names('client')).toBe('')
    for (const [host, name] of [
      ['app-1', 'v1.stock.staging.internal'],
      ['app-2', 'v2.stock.staging.internal'],
    ] as const) {
      expect((await site.host(host).run(`getent ahostsv4 ${name}`)).stdout).toContain(site.vip)
    }
  })

  it.each([
    ['stock-1', '1.0.1', { till: ['1.0.0', '1.0.1'], planner: ['2.0.0'] }],
    ['stock-2', '2.0.1', { till: ['1.0.0', '1.0.1'], planner: ['2.0.0', '2.0.1'] }],
  ])(
    '%s is upgraded to %s while calls go on over one connection each, and none of them fails',
    {
      timeout: limitMs,
    },
    async (folder, version, reached) => {
      delivery.edit(`${folder}/towpath.yaml`, (text) => text.replace(/version: .*/, `version: ${version}`))
      delivery.commit(`stock ${version}`)
      await delivery.publish(folder)
      const before = await awaitCalls()
      const report = await delivery.deliver('staging', `stock@${version}`)
      expect(report).toMatchObject({ status: 'deployed', verifiedThrough: 'vip' })
      const after = await awaitCalls()
      for (const caller of callers) {
        expect(Object.keys(after[caller]).sort()).toEqual(reached[caller])
        // More than 10 calls/s all the time.
        const seconds = (Date.parse(report.endedAt) - Date.parse(report.startedAt)) / 1000
        expect(sum(after[caller]) - sum(before[caller])).toBeGreaterThan(10 * seconds)
      }
      // What has been replaced is called no more.
      const settled = await awaitCalls()
      for (const caller of callers) {
        const old = reached[caller].slice(0, -1)
        expect(old.map((one) => settled[caller][one])).toEqual(old.map((one) => after[caller][one]))
      }
    },
  )

  /** Answered calls by version, 50 calls of each caller later: none failed, and all went over the connection that was made first. */
  async function awaitCalls(): Promise<Readonly<Record<Caller, Answered>>> {
    const [till, planner] = await Promise.all(callers.map(awaitCallsOf))
    if (till === undefined || planner === undefined) throw new TypeError('no counts')
    return { till, planner }
  }

  async function awaitCallsOf(caller: Caller): Promise<Answered> {
    const first = sum(await countOf(caller))
    return vi.waitFor(
      async () => {
        const answered = await countOf(caller)
        expect(sum(answered)).toBeGreaterThan(first + 50)
        return answered
      },
      { timeout: 20_000, interval: 500 },
    )
  }

  async function countOf(caller: Caller): Promise<Answered> {
    const { connections, calls, lastFailure } = countsSchema.parse(
      (await client.get(`http://${site.vip}/${caller}/`)).json,
    )
    expect(lastFailure).toBeUndefined()
    expect(connections).toBe(1)
    expect(Object.values(calls).filter(({ failed }) => failed > 0)).toEqual([])
    return Object.fromEntries(Object.entries(calls).map(([version, { answered }]) => [version, answered]))
  }
})

type Caller = (typeof callers)[number]
/** By version. */
type Answered = Readonly<Record<string, number>>

function sum(answered: Answered): number {
  return Object.values(answered).reduce((total, count) => total + count, 0)
}
