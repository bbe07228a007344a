import { setTimeout as delay } from 'node:timers/promises'
import { describeWith, haproxy } from '@towpath/testing'
import { expect, it } from 'vitest'
import { TrialHaproxy } from './testing/trial-haproxy.ts'
import { startGrpc, startHttp, type TrialInstance } from './testing/trial-instances.ts'
import { startLoad } from './testing/trial-load.ts'
import { tableOf } from './testing/trial-table.ts'

describeWith([haproxy], 'switching versions under load', () => {
  it('fails no request, by runtime commands and by reloads alike', async () => {
    await using proxy = await TrialHaproxy.start()
    let standing = await startVersion('1.0.0')
    await proxy.use(standing.table)
    const load = startLoad(proxy.port)
    await delay(200)
    for (let n = 1; n <= 20; n += 1) {
      const next = await startVersion(`1.${n}.0`)
      await proxy.use(next.table, { reload: n % 5 === 0 })
      await drained(proxy, next.version)
      await standing.end()
      standing = next
      await delay(50)
    }
    const { count, failures, versions } = await load.end()
    expect(failures).toEqual([])
    expect(count).toBeGreaterThan(1000)
    expect(versions.size).toBe(21)
    expect(await proxy.differences()).toEqual([])
    await standing.end()
  }, 120_000)
})

interface StandingVersion {
  readonly version: string
  readonly table: ReturnType<typeof tableOf>
  end(): Promise<void>
}

async function startVersion(version: string): Promise<StandingVersion> {
  const http = [await startHttp(), await startHttp()]
  const grpc = [await startGrpc(), await startGrpc()]
  const ports = (of: readonly TrialInstance[]) => of.map(({ port }) => port)
  return {
    version,
    table: tableOf({ [version]: { http: ports(http), rpc: ports(grpc) } }),
    end: async () => {
      for (const instance of [...http, ...grpc]) await instance[Symbol.asyncDispose]()
    },
  }
}

/** Nothing is under way to another version, in no worker. */
async function drained(proxy: TrialHaproxy, version: string): Promise<void> {
  for (const limit = performance.now() + 10_000; ; await delay(20)) {
    const busy = [...(await proxy.busy())].map((slot) => proxy.state.pools[slot]?.release)
    const { old } = await proxy.workers()
    if (old.length === 0 && busy.every((release) => release === undefined || release === `stock@${version}`)) return
    if (performance.now() > limit) throw new Error(`busy: ${busy.join()}, old workers: ${old.join()}`)
  }
}
