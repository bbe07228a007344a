import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { proxiesRecordSchema, serviceRecordSchema } from '@towpath/inventory'
import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { get } from '../embedded/client.ts'
import { documentOf } from '../embedded/stored.ts'
import { LabClient } from '../workflows/lab-client.ts'
import { type Gap, Gaps } from './gaps.ts'
import { changesIn, LabDelivery } from './lab-delivery.ts'

describeWith([lab], 'an environment behind a pair of edges, delivered by the steps', () => {
  let site: Site
  let delivery: LabDelivery

  beforeAll(async () => {
    site = await openLab({ hosts: { 'app-1': {}, 'app-2': {}, 'edge-1': {}, 'edge-2': {}, client: {} } })
    delivery = await LabDelivery.open(site)
    delivery.spec('dev')
  }, 120_000)
  afterAll(async () => {
    await delivery[Symbol.asyncDispose]()
    await site[Symbol.asyncDispose]()
  })

  /** The edge that holds the VIP, when both are up and agree. */
  const holder = () =>
    vi.waitFor(
      async () => {
        for (const edge of ['edge-1', 'edge-2']) {
          const units = await site.host(edge).run('systemctl is-active towpath-proxy-dev towpath-vip-dev')
          expect(units.stdout).toBe('active\nactive\n')
        }
        const [one, ...others] = await delivery.holdersOf(site.vip)
        expect(others).toEqual([])
        return one ?? expect.fail('nobody holds the VIP')
      },
      { timeout: 15_000, interval: 100 },
    )

  it('is away for a second at most when the host dies that holds its VIP, ten times', {
    timeout: 300_000,
  }, async () => {
    await delivery.publish('1.0.0')
    await delivery.promote('dev', 'tides@1.0.0')
    const report = await delivery.deployed('dev')
    const [instance] = report.hosts.flatMap(({ instances }) => instances)
    const app = `http://${instance?.ip}:${instance?.ports['http']}/`
    const gaps = await Gaps.watch(site, `http://${site.vip}/tides/`, app)
    const seen: Gap[] = []
    for (let times = 0; times < 10; times += 1) {
      const edge = site.host(await holder())
      await sleep(1000 + 61 * times)
      await edge.kill()
      seen.push(await gaps.next())
      await edge.boot()
    }
    expect(await gaps.end()).toEqual([])
    expect(seen.filter(({ gapMs, lagMs }) => gapMs - lagMs > 1000)).toEqual([])
  })

  it('refuses to deploy while a proxy is out of reach, says both ways out, and changes nothing', {
    timeout: 120_000,
  }, async () => {
    await delivery.register('dev')
    await site.host('edge-2').kill()
    const before = await standing('app-1', 'app-2', 'edge-1')
    await delivery.publish('1.1.0')
    await delivery.promote('dev', 'tides@1.1.0')
    const refused = await delivery.deploy('dev')
    expect(refused.exitCode).toBe(1)
    expect(refused.log).toMatch(
      /^::error title=proxy-unreachable::.*edge-2.*Bring edge-2 back.*`unreachable: proceed`.*edge-1 then goes on alone/m,
    )
    expect(refused.summary).toContain('dev&#64;2 was not deployed; dev&#64;1 serves as before')
    expect(await standing('app-1', 'app-2', 'edge-1')).toEqual(before)
    expect(await version()).toBe('1.0.0')
  })

  it('goes on with the other where the spec says so, keeps what the one out of reach sends to, and everybody is told', {
    timeout: 120_000,
  }, async () => {
    delivery.spec('dev', { proxies: { unreachable: 'proceed' } })
    delivery.delivery.commit('Go on with one proxy')
    await delivery.promote('dev', 'tides@1.1.0')
    const alone = await delivery.deploy('dev')
    expect(alone.exitCode, alone.log).toBe(0)
    expect(alone.log).toMatch(/^::warning title=proxy-unreachable::.*edge-2/m)
    expect(alone.summary).toContain('**edge-2** was out of reach and goes on by the routes that it has')
    const report = delivery.reportOf(alone)
    expect(changesIn(report)).toEqual([
      'app-1: 1.0.0 kept',
      'app-1: 1.1.0 started',
      'app-2: 1.0.0 kept',
      'app-2: 1.1.0 started',
    ])
    expect(report.proxies).toMatchObject([
      { host: 'edge-1', outcome: 'committed', holdsVip: true },
      { host: 'edge-2', outcome: 'unreachable', holdsVip: false },
    ])

    await delivery.register('dev')
    const { proxies, leaving } = await inventory()
    expect(proxies.proxies).toMatchObject([
      { host: 'edge-1', holdsVip: true },
      { host: 'edge-2', table: null },
    ])
    expect(leaving).toEqual(['1.0.0 app-1', '1.0.0 app-2'])
    const { summary } = await delivery.delivery.run('status', { environment: 'dev' })
    expect(summary).toMatch(/edge-2.*out of reach/)
    expect(summary).toMatch(/1\.0\.0.*leaving/)
  })

  it('leaves the VIP to the proxy with the newer table when the other comes back, which serves by its old one when it is alone', {
    timeout: 120_000,
  }, async () => {
    const client = new LabClient(site, 'client').ping(`http://${site.vip}/tides/`, 4)
    await site.host('edge-2').boot()
    expect(await holder()).toBe('edge-1')
    expect(await version()).toBe('1.1.0')
    expect((await client.end()).failures).toEqual([])

    await site.host('edge-1').kill()
    await vi.waitFor(async () => expect(await version()).toBe('1.0.0'), { timeout: 20_000 })
    await site.host('edge-1').boot()
    await vi.waitFor(async () => expect(await holder()).toBe('edge-1'), { timeout: 20_000 })
    await vi.waitFor(async () => expect(await version()).toBe('1.1.0'), { timeout: 20_000 })
  })

  it('brings that proxy up to date by the next deploy, of the same revision, and ends what was kept for it', {
    timeout: 120_000,
  }, async () => {
    const client = new LabClient(site, 'client').ping(`http://${site.vip}/tides/`, 4)
    const report = await delivery.deployed('dev')
    expect((await client.end()).failures).toEqual([])
    expect(report.status).toBe('deployed')
    expect(changesIn(report)).toEqual([
      'app-1: 1.0.0 stopped',
      'app-1: 1.1.0 kept',
      'app-2: 1.0.0 stopped',
      'app-2: 1.1.0 kept',
    ])
    expect(report.proxies.map(({ table }) => table)).toEqual([report.routeTable, report.routeTable])
    for (const edge of ['edge-1', 'edge-2']) {
      const fresh = await site.host(edge).run('cat /var/lib/towpath/environments/dev/proxy/fresh')
      expect(fresh.stdout).toBe('0\n')
    }
    expect((await delivery.deployed('dev')).status).toBe('unchanged')
    await delivery.register('dev')
    expect((await inventory()).leaving).toEqual([])

    // By the proxy that was away, too.
    await site.host('edge-1').kill()
    await vi.waitFor(async () => expect(await version()).toBe('1.1.0'), { timeout: 5000 })
    await site.host('edge-1').boot()
  })

  it('binds each edge to its own address where somebody else owns the VIP, and registers that', {
    timeout: 120_000,
  }, async () => {
    const external = site.host('edge-1').address
    await holder()
    delivery.spec('dev', { address: { vip: { external } }, proxies: { interface: undefined } })
    delivery.delivery.commit('The VIP is the load balancer\u2019s')
    await delivery.promote('dev', '')
    const report = await delivery.deployed('dev')
    expect(report).toMatchObject({ status: 'deployed', verifiedThrough: 'vip' })
    for (const edge of ['edge-1', 'edge-2']) {
      const { headers } = await get(`http://${site.host(edge).address}/tides/`)
      expect(headers['towpath-version']).toBe('1.1.0')
      const left = await site.host(edge).run('ls /etc/systemd/system; ip -o address show dev host0')
      expect(left.stdout).not.toMatch(new RegExp(`towpath-vip|${site.vip}/`))
    }
    const { outputs } = await delivery.register('dev')
    expect(outputs['url']).toBe(`http://${external}`)
    expect((await inventory()).proxies).toMatchObject({
      vip: external,
      verifiedThrough: 'vip',
      proxies: ['edge-1', 'edge-2'].map((host) => ({ host, table: report.routeTable })),
    })
  })

  /** On a connection of its own: what was sent on a kept one to a host that died is sent again later and later. */
  async function version(): Promise<unknown> {
    return (await get(`http://${site.vip}/tides/`, { agent: new Agent() })).headers['towpath-version']
  }

  async function inventory() {
    const documents = await delivery.documents()
    const proxies = proxiesRecordSchema.parse(documentOf(documents, 'environments/dev:inventory/proxies.json'))
    const tides = serviceRecordSchema.parse(documentOf(documents, 'environments/dev:inventory/services/tides.json'))
    const leaving = tides.instances.flatMap(({ version, host, isLeaving }) =>
      isLeaving === true ? [`${version} ${host}`] : [],
    )
    return { proxies, leaving: leaving.sort() }
  }

  /** What stands on hosts, and what runs there. */
  async function standing(...hosts: readonly string[]): Promise<readonly string[]> {
    const look = `find /opt/towpath /etc/towpath /etc/systemd/system/towpath-* -printf '%p %T@ %i\n' 2> /dev/null | sort
      sha256sum /etc/hosts /var/lib/towpath/environments/dev/proxy/* 2> /dev/null
      systemctl list-units --plain --no-legend 'towpath-*'`
    return Promise.all(hosts.map(async (host) => (await site.host(host).run(look)).stdout))
  }
})
