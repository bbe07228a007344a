import { describeWith, go } from '@towpath/testing'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { get } from '../embedded/client.ts'
import { Delivery } from '../machine/delivery.ts'
import { countsSchema } from './counts.ts'
import { freePort, Program } from './program.ts'

describeWith([go], 'the warehouse, gRPC in two majors', () => {
  let delivery: Delivery

  beforeAll(async () => {
    delivery = (await Delivery.open('warehouse')).delivery
  })
  afterAll(() => delivery.close())

  it('is built and published, and all of it may go to staging together', { timeout: 300_000 }, async () => {
    for (const folder of ['stock-1', 'stock-2', 'till', 'planner']) await delivery.publish(folder)
    const packages = 'stock@1.0.0\nstock@2.0.0\ntill\nplanner'
    const { outputs } = await delivery.run('promote', { environment: 'staging', packages })
    expect(outputs).toMatchObject({ revision: '1', verdict: 'pass' })
  })

  it('counts no failed call when each caller reaches its version, by one connection', async () => {
    await using one = await startStock(1)
    await using two = await startStock(2)
    await using till = await startCaller('till', one.port)
    await using planner = await startCaller('planner', two.port)
    await vi.waitFor(async () => expect((await till.counts()).calls['1.0.0']?.answered).toBeGreaterThan(20), 5000)
    await vi.waitFor(async () => expect((await planner.counts()).calls['2.0.0']?.answered).toBeGreaterThan(20), 5000)
    for (const counts of [await till.counts(), await planner.counts()]) {
      expect(Object.values(counts.calls)).toEqual([expect.objectContaining({ failed: 0 })])
      expect(counts.connections).toBe(1)
    }
    expect(await Promise.all([till, planner, one, two].map((program) => program.end()))).toEqual([0, 0, 0, 0])
  })

  it('counts as failed what reaches the other major, and what reaches none', async () => {
    await using two = await startStock(2)
    await using till = await startCaller('till', two.port)
    await vi.waitFor(async () => expect((await till.counts()).calls['2.0.0']?.failed).toBeGreaterThan(2), 5000)
    expect((await till.counts()).lastFailure).toBe('no pieces: an answer of another major')
    await two.end()
    await vi.waitFor(async () => expect((await till.counts()).calls['none']?.failed).toBeGreaterThan(2), 5000)
  })

  async function startStock(major: 1 | 2) {
    const port = await freePort()
    const variables = { GRPC_PORT: String(port), TOWPATH_VERSION: `${major}.0.0` }
    return Object.assign(await Program.start(delivery.path(`stock-${major}`), ['./stock'], variables), { port })
  }

  async function startCaller(name: 'till' | 'planner', stock: number) {
    const port = await freePort()
    const variables = { PORT: String(port), STOCK_ADDR: `127.0.0.1:${stock}`, CALL_EVERY_MS: '5' }
    const counts = async () => countsSchema.parse((await get(`http://127.0.0.1:${port}/`)).json)
    return Object.assign(await Program.start(delivery.path(name), [`./${name}`], variables), { counts })
  }
})
