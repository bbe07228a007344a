import { parseServersState, type RouteTable } from '@towpath/routing'
import { describeWith } from '@towpath/testing'
import { lab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask, startClients } from '../../trial/trial-clients.ts'
import { openTrialEdges, switchTo, type TrialEdges } from '../../trial/trial-edges.ts'
import { openWebSocket } from '../../trial/trial-sockets.ts'
import type { HaproxyProxy } from './haproxy-proxy.ts'

const proxyFolder = '/var/lib/towpath/environments/staging/proxy'
const verify = (path: string) => ({ protocol: 'http', path, authority: 'towpath.verify' }) as const

describeWith([lab], 'a pair of edges that serves', () => {
  let edges: TrialEdges
  let site: Site
  let fence = 1
  let proxies: readonly HaproxyProxy[]
  const old = () => edges.table({ 'orders@1.4.0': [18000, 18001] })
  const both = () => edges.table({ 'orders@1.4.0': [18000, 18001], 'orders@1.5.0': [18002, 18003] })
  const fresh = () => edges.table({ 'orders@1.5.0': [18002, 18003] })

  beforeAll(async () => {
    edges = await openTrialEdges('deploy')
    site = edges.site
    for (const port of [18000, 18001]) await edges.serve('1.4.0', port)
    for (const port of [18002, 18003]) await edges.serve('1.5.0', port)
    proxies = await edges.open({ fence })
    await switchTo(proxies, old())
    while (!(await proxies[0]?.holdsVip()) && !(await proxies[1]?.holdsVip())) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  })
  afterAll(() => edges[Symbol.asyncDispose]())

  const vip = (path: string) => ask({ host: site.vip, port: 80, path })
  const onEach = (text: string) =>
    Promise.all(['edge-1', 'edge-2'].map(async (name) => (await site.host(name).run(text)).stdout))
  const runtime = (command: string) =>
    onEach(`perl -e 'use Socket; socket(S, PF_UNIX, SOCK_STREAM, 0); connect(S, pack_sockaddr_un("/run/towpath/staging/stats.sock"));
      syswrite(S, "${command}\\n"); shutdown(S, 1); print while <S>'`)

  /** Ports of servers that are not in maintenance. */
  const serving = async () =>
    (await runtime('show servers state')).map((answer) =>
      parseServersState(answer).flatMap(({ port, isInMaintenance }) => (isInMaintenance ? [] : [port])),
    )
  const instancesOf = (table: RouteTable, release: string) =>
    (table.releases[release]?.endpoints['http'] ?? []).map(({ instance }) => instance)

  it('shows a prepared table to the one who verifies it, and to nobody else, until it is forgotten', async () => {
    const files = `cd ${proxyFolder} && sha256sum haproxy.cfg *.map */*.map table prepared`
    const before = [await onEach(files), await runtime(`show map ${proxyFolder}/live/table.map`)]
    await Promise.all(proxies.map((proxy) => proxy.prepare(both())))
    for (const proxy of proxies) {
      expect(await proxy.ask(verify('/orders@1.5.0/x'))).toMatchObject({ status: 200, version: '1.5.0', body: '1.5.0' })
      expect(await proxy.ask(verify('/orders/x'))).toMatchObject({ version: '1.5.0' })
    }
    expect(await vip('/orders/')).toMatchObject({ version: '1.4.0' })
    expect(await vip('/orders@1.5.0/')).toMatchObject({ status: 406 })
    await Promise.all(proxies.map((proxy) => proxy.abort()))
    expect([await onEach(files), await runtime(`show map ${proxyFolder}/live/table.map`)]).toEqual(before)
    for (const proxy of proxies) expect(await proxy.ask(verify('/orders@1.5.0/x'))).toMatchObject({ status: 406 })
    expect((await serving()).flat()).not.toContain(18002)
  })

  it('goes over to new instances and back under load, and no request fails', async () => {
    const clients = startClients(80, '/orders/', 8, site.vip)
    for (let round = 0; round < 2; round += 1) {
      await switchTo(proxies, both())
      await switchTo(proxies, fresh())
      await Promise.all(proxies.map((proxy) => proxy.drain(instancesOf(old(), 'orders@1.4.0'), 5)))
      await switchTo(proxies, old())
      await Promise.all(proxies.map((proxy) => proxy.drain(instancesOf(fresh(), 'orders@1.5.0'), 5)))
    }
    const { answered, failures, versions } = await clients.end()
    expect(failures).toEqual([])
    expect(versions).toEqual(['1.4.0', '1.5.0'])
    expect(answered).toBeGreaterThan(500)
    expect(
      await onEach(
        'systemctl show -p NRestarts --value towpath-proxy-staging; grep -c . /run/towpath/staging/haproxy.pid',
      ),
    ).toEqual(['0\n1\n', '0\n1\n'])
  }, 60_000)

  it('takes more than it was laid out for by a reload under load, and no request fails', async () => {
    const clients = startClients(80, '/orders/', 8, site.vip)
    const many = edges.table({
      'orders@1.4.0': [18000, 18001],
      ...Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`stock@1.${index}.0`, [18000]])),
    })
    const [reloads] = await onEach(`journalctl -u towpath-proxy-staging | grep -c 'New worker'`)
    await switchTo(proxies, many)
    const [then] = await onEach(`journalctl -u towpath-proxy-staging | grep -c 'New worker'`)
    expect(Number(then)).toBe(Number(reloads) + 1)
    expect(await vip('/stock@1.11.0/')).toMatchObject({ status: 200, version: '1.11.0' })
    await switchTo(proxies, old())
    const stopped = Object.values(many.releases).flatMap(({ endpoints }) =>
      (endpoints['http'] ?? []).map(({ instance }) => instance),
    )
    await Promise.all(
      proxies.map((proxy) =>
        proxy.drain(
          stopped.filter((one) => one.includes('stock')),
          10,
        ),
      ),
    )
    const { failures } = await clients.end()
    expect(failures).toEqual([])
  }, 60_000)

  it('closes a WebSocket that is still open when the time is up, and counts it', async () => {
    await switchTo(proxies, old())
    const { answer, closed } = await openWebSocket(site.vip, 80, '/orders/live')
    expect(answer).toContain('101 Switching Protocols')
    await switchTo(proxies, fresh())
    const leaving = instancesOf(old(), 'orders@1.4.0')
    const started = performance.now()
    const outcomes = await Promise.all(proxies.map((proxy) => proxy.drain(leaving, 2)))
    expect(performance.now() - started).toBeGreaterThan(2000)
    expect(outcomes.map((one) => one.closed).sort()).toEqual([0, 1])
    await closed
    expect((await serving()).flat()).not.toContain(18000)
  })

  it('waits for a slow request, and closes nothing', async () => {
    const slow = vip('/orders/slow?wait=1500')
    await new Promise((resolve) => setTimeout(resolve, 200))
    await switchTo(proxies, old())
    const leaving = instancesOf(fresh(), 'orders@1.5.0')
    expect(await Promise.all(proxies.map((proxy) => proxy.drain(leaving, 10)))).toEqual([{ closed: 0 }, { closed: 0 }])
    expect(await slow).toMatchObject({ status: 200, version: '1.5.0' })
  })

  it('refuses a run that was taken over, whatever that one has prepared', async () => {
    const outdated = proxies
    await Promise.all(outdated.map((proxy) => proxy.prepare(fresh())))
    fence += 1
    proxies = await edges.open({ fence })
    for (const proxy of outdated) {
      await expect(proxy.commit(fresh())).rejects.toMatchObject({ code: 'fence-outdated' })
      await expect(proxy.prepare(fresh())).rejects.toMatchObject({ code: 'fence-outdated' })
      await expect(proxy.abort()).rejects.toMatchObject({ code: 'fence-outdated' })
      await expect(proxy.drain(['any'], 1)).rejects.toMatchObject({ code: 'fence-outdated' })
      await expect(proxy.setFresh(true)).rejects.toMatchObject({ code: 'fence-outdated' })
    }
    expect(await vip('/orders/')).toMatchObject({ version: '1.4.0' })
    await switchTo(proxies, both())
    expect(await vip('/orders/')).toMatchObject({ version: '1.5.0' })
  })

  it('commits what it was told although somebody else has prepared another table in between', async () => {
    await Promise.all(proxies.map((proxy) => proxy.prepare(old())))
    const others = await edges.open({ fence })
    await Promise.all(others.map((proxy) => proxy.prepare(fresh())))
    await Promise.all(proxies.map((proxy) => proxy.commit(old())))
    expect(await vip('/orders/')).toMatchObject({ version: '1.4.0' })
    expect(await vip('/orders@1.5.0/')).toMatchObject({ status: 406 })
  })

  it('says so when it sees no instance of a release up', async () => {
    const [proxy] = proxies
    await expect(
      proxy?.prepare(edges.table({ 'orders@1.4.0': [18000], 'stock@2.0.0': [18009] })),
    ).rejects.toMatchObject({
      code: 'proxy-wrong',
      message: expect.stringMatching(/stock@2\.0\.0 at 10\.77\.\d+\.11:18009.*L4CON.*Connection refused/),
    })
    await proxy?.abort()
  })

  it('is brought to what is wanted whenever the run before was cut', async () => {
    const tables = [both(), fresh(), old()]
    for (const [index, delayMs] of [40, 110, 190, 280, 390, 520].entries()) {
      const cut = switchTo(await edges.open({ fence }), tables[index % 3] ?? old()).catch((error: unknown) => error)
      await new Promise((resolve) => setTimeout(resolve, delayMs))
      await edges.leave()
      await cut
      fence += 1
      proxies = await edges.open({ fence })
      const wanted = tables[(index + 1) % 3] ?? old()
      await switchTo(proxies, wanted)
      const version = wanted.services['orders']?.versions[0]
      expect(await vip('/orders/')).toMatchObject({ status: 200, version })
      expect(await onEach(`ls ${proxyFolder} | grep -c pending`)).toEqual(['0\n', '0\n'])
    }
  }, 60_000)
})
