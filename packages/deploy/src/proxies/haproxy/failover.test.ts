import { describeWith } from '@towpath/testing'
import { lab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { watchVip } from '../../trial/trial-clients.ts'
import { openTrialEdges, switchTo, type TrialEdges } from '../../trial/trial-edges.ts'

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describeWith([lab], 'the VIP of a pair of edges', () => {
  let edges: TrialEdges
  let site: Site
  let fence = 1
  const old = () => edges.table({ 'orders@1.4.0': [18000] })
  const fresh = () => edges.table({ 'orders@1.5.0': [18001] })
  const open = (only?: string) => {
    fence += 1
    return edges.open({ fence, only })
  }

  beforeAll(async () => {
    edges = await openTrialEdges('root')
    site = edges.site
    await edges.serve('1.4.0', 18000)
    await edges.serve('1.5.0', 18001)
    await switchTo(await open(), old())
    await holder()
  })
  afterAll(() => edges[Symbol.asyncDispose]())

  /** The edge that has it, waited for. */
  async function holder(): Promise<string> {
    for (let left = 100; left > 0; left -= 1) {
      for (const name of ['edge-1', 'edge-2']) {
        const { stdout } = await site.host(name).run('ip -o -4 address show host0')
        if (stdout.includes(` ${site.vip}/`)) return name
      }
      await pause(50)
    }
    throw new Error('nobody holds the VIP')
  }
  const other = (name: string) => (name === 'edge-1' ? 'edge-2' : 'edge-1')
  const versions = async () => {
    const watch = watchVip(site.vip, '/orders/')
    await pause(500)
    return (await watch.end()).versions
  }

  it.each([
    ['its worker', 'kill -9 $(pgrep -P $(cat /run/towpath/staging/haproxy.pid))'],
    ['its master', 'kill -9 $(cat /run/towpath/staging/haproxy.pid)'],
  ])('moves within a second when haproxy dies: %s', async (_, kill) => {
    const first = await holder()
    const watch = watchVip(site.vip, '/orders/')
    await pause(500)
    await site.host(first).run(kill)
    await pause(2000)
    const { longestGapMs } = await watch.end()
    expect(longestGapMs).toBeLessThan(1000)
    expect(await holder()).toBe(other(first))
    const { stdout } = await site
      .host(first)
      .run('systemctl is-active towpath-proxy-staging; cat /var/lib/towpath/environments/staging/proxy/fault')
    expect(stdout).toBe('active\n0\n')
  })

  it('moves when its host dies, and stays when that comes back, which serves what was committed', async () => {
    const first = await holder()
    const watch = watchVip(site.vip, '/orders/')
    await pause(500)
    await site.host(first).kill()
    await pause(2500)
    const { longestGapMs } = await watch.end()
    expect(longestGapMs).toBeLessThan(1500)

    const again = watchVip(site.vip, '/orders/')
    await site.host(first).boot()
    await pause(3000)
    expect((await again.end()).longestGapMs).toBeLessThan(1000)
    const [proxy] = await open(first)
    expect((await proxy?.table())?.table).toEqual(old())
    expect(await proxy?.ask({ protocol: 'http', path: '/orders/', authority: 'towpath.verify' })).toMatchObject({
      version: '1.4.0',
    })
  }, 60_000)

  it('is kept from a proxy with an older table while the fresh one is there, and is served by it when it is alone', async () => {
    await site.host('edge-2').kill()
    const [survivor] = await open('edge-1')
    if (survivor === undefined) throw new Error('no proxy')
    await switchTo([survivor], fresh())
    await survivor.setFresh(true)
    expect(await versions()).toEqual(['1.5.0'])

    await site.host('edge-2').boot()
    await pause(2000)
    expect(await holder()).toBe('edge-1')
    expect(await versions()).toEqual(['1.5.0'])

    await site.host('edge-1').kill()
    await pause(2000)
    expect(await versions()).toEqual(['1.4.0'])

    await site.host('edge-1').boot()
    await pause(2500)
    expect(await holder()).toBe('edge-1')
    expect(await versions()).toEqual(['1.5.0'])

    const both = await open()
    expect(both.map(({ isFresh }) => isFresh)).toEqual([true, false])
    expect(
      await Promise.all(both.map(async (proxy) => Object.keys((await proxy.table())?.table.releases ?? {}))),
    ).toEqual([['orders@1.5.0'], ['orders@1.4.0']])
    await switchTo(both, fresh())
    await Promise.all(both.map((proxy) => proxy.setFresh(false)))
    await pause(1000)
    expect(await versions()).toEqual(['1.5.0'])
  }, 60_000)
})
