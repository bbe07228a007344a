import { randomBytes } from 'node:crypto'
import { describeWith } from '@towpath/testing'
import { lab, openLab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LabEnvironment } from '../trial/lab-environment.ts'
import { pythonService } from '../trial/python-service.ts'
import { type PackageTraits, type PublishedTrial, TrialSite } from '../trial/trial-site.ts'
import { Wire } from '../trial/wire.ts'
import type { DeployOutcome } from './run-deploy.ts'

/* The whole path on real hosts: 3 app hosts behind 2 edges that share a VIP, and a client. */

describeWith([lab], 'a deploy to real hosts', () => {
  let site: Site
  let packages: TrialSite
  let environment: LabEnvironment
  beforeAll(async () => {
    packages = await TrialSite.open()
    site = await openLab({
      hosts: {
        'app-1': {},
        'app-2': {},
        'app-3': { smallDisks: { '/opt/towpath': '16M' } },
        'edge-1': {},
        'edge-2': {},
        client: {},
      },
    })
    environment = new LabEnvironment(site, packages)
  }, 240_000)
  afterAll(async () => {
    await site[Symbol.asyncDispose]()
    await packages[Symbol.asyncDispose]()
  })

  const orders = (version: string, traits: PackageTraits = {}): Promise<PublishedTrial> =>
    packages.publish('orders', version, { ...pythonService, ...traits })

  const during = (line: RegExp, happen: () => Promise<void>) => {
    const happening: Promise<void>[] = []
    const say = (said: string): void => {
      if (happening.length === 0 && line.test(said)) happening.push(happen())
    }
    return { say, happened: () => Promise.all(happening) }
  }

  it('brings up, finds nothing to do, and upgrades under load without a failed request', async () => {
    const spec = environment.spec()
    const target = environment.next(spec, await orders('1.0.0'))
    const first = await environment.deploy(target)
    expect(first.failure).toBeNull()
    expect(first.report).toMatchObject({ status: 'deployed', verifiedThrough: 'vip' })
    expect(first.report.proxies.filter(({ holdsVip }) => holdsVip)).toHaveLength(1)
    expect(await environment.ask('/orders/')).toBe('200 1.0.0\n')

    const wire = new Wire()
    const again = await environment.deploy(target, {}, wire)
    expect(again.report.status).toBe('unchanged')
    for (const exchanges of wire.exchanges.values()) expect(exchanges.length, exchanges.join()).toBeLessThanOrEqual(3)

    const load = environment.load('/orders/?wait=20')
    wire.mend()
    const second = await environment.deploy(environment.next(spec, await orders('1.1.0')), {}, wire)
    const seen = await load.end()
    expect(second.failure).toBeNull()
    expect(seen).toMatchObject({ failures: [], versions: ['1.0.0', '1.1.0'] })
    const scripts = (host: string) => wire.exchanges.get(host)?.filter((exchange) => exchange !== 'connect')
    // A change of one service: a proxy is prepared and switched, drained beside a look at who holds the VIP, and written down.
    expect(scripts('edge-1')?.toSorted()).toEqual(
      [
        'inspect',
        'look at the edge',
        'change the edge',
        'change the edge',
        'drain the edge',
        'holds',
        'tidy',
      ].toSorted(),
    )
  }, 180_000)

  it('puts back what never becomes healthy, with its last lines, and no request fails', async () => {
    const sick = await orders('1.2.0', {
      mode: { health: 500, say: 'no database' },
      infrastructure: { health: { startSeconds: 2 } },
    })
    const load = environment.load('/orders/')
    const outcome = await environment.deploy(environment.next(environment.spec(), sick))
    expect(await load.end()).toMatchObject({ failures: [], versions: ['1.1.0'] })
    expect(outcome.report).toMatchObject({
      status: 'rolled-back',
      failure: { code: 'unhealthy', log: ['no database'] },
    })
    expect(changes(outcome)).toEqual([
      'app-1 1.1.0 kept',
      'app-1 1.2.0 stopped',
      'app-2 1.1.0 kept',
      'app-3 1.1.0 kept',
    ])
  }, 120_000)

  it('a host that dies in the middle: all others are put back, it is named, and the next run repairs', async () => {
    const target = environment.next(environment.spec(), await orders('1.3.0'))
    const dying = during(/^app-2: start /, () => site.host('app-2').kill())
    const load = environment.load('/orders/')
    const outcome = await environment.deploy(target, { say: dying.say })
    await dying.happened()
    const { failures } = await load.end()
    expect(failures.length, failures.join('\n')).toBeLessThan(8)
    expect(outcome.report.status).toBe('rolled-back')
    expect(outcome.warnings).toMatchObject([
      { code: 'host-unreachable', explanation: { where: expect.stringContaining('Host app-2') } },
    ])
    expect(await environment.ask('/orders/')).toBe('200 1.1.0\n')

    const refused = await environment.deploy(target)
    expect(refused.failure).toMatchObject({ code: 'host-unreachable', explanation: { where: 'Host app-2' } })

    await site.host('app-2').boot()
    const repaired = await environment.deploy(target)
    expect(repaired.failure).toBeNull()
    expect(await environment.ask('/orders/')).toBe('200 1.3.0\n')
  }, 240_000)

  it('with one proxy down: refused, or on with the other; the one that returns with an old table is brought up to date', async () => {
    const next = async (version: string, unreachable: string) =>
      environment.next(environment.spec({ proxies: { unreachable } }), await orders(version))
    await site.host('edge-2').kill()
    const refused = await environment.deploy(await next('1.4.0', 'refuse'))
    expect(refused.failure).toMatchObject({ code: 'proxy-unreachable' })
    expect(refused.failure?.message).toContain('`unreachable: proceed`')

    const target = await next('1.4.0', 'proceed')
    const alone = await environment.deploy(target)
    expect(alone.failure).toBeNull()
    expect(changes(alone).filter((one) => one.startsWith('app-1'))).toEqual(['app-1 1.3.0 kept', 'app-1 1.4.0 started'])
    expect(alone.report.proxies).toMatchObject([
      { host: 'edge-1', outcome: 'committed', holdsVip: true },
      { host: 'edge-2', outcome: 'unreachable' },
    ])

    const load = environment.load('/orders/')
    await site.host('edge-2').boot()
    await new Promise((resolve) => setTimeout(resolve, 3000))
    expect(await load.end()).toMatchObject({ failures: [], versions: ['1.4.0'] })
    const together = await environment.deploy(target)
    expect(together.report).toMatchObject({ status: 'deployed', failure: null })
    expect(changes(together).filter((one) => one.startsWith('app-1'))).toEqual([
      'app-1 1.3.0 stopped',
      'app-1 1.4.0 kept',
    ])
    expect((await environment.deploy(target)).report.status).toBe('unchanged')

    await site.host('edge-1').kill()
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(await environment.ask('/orders/')).toBe('200 1.4.0\n')
    await site.host('edge-1').boot()
  }, 300_000)

  it('moves to other proxies when the spec does, and ends the proxy that is none any more', async () => {
    const both = environment.spec()
    const hosts = both.hostGroups['edge']?.hosts.filter(({ name }) => name === 'edge-2') ?? []
    const spec = { ...both, hostGroups: { ...both.hostGroups, edge: { ...both.hostGroups['edge'], hosts } } }
    const one = await environment.deploy(environment.next(spec, await orders('1.4.0')))
    expect(one.failure).toBeNull()
    expect(await environment.ask('/orders/')).toBe('200 1.4.0\n')
    const left = await site
      .host('edge-1')
      .run('ls /etc/systemd/system; pgrep -a "haproxy|keepalived"; ip address show dev host0')
    expect(left.stdout).not.toMatch(new RegExp(`towpath-(proxy|vip)|sbin|${site.vip}/`))
    expect((await environment.deploy(environment.next(both, await orders('1.4.0')))).failure).toBeNull()
  }, 120_000)

  it('a full disk is told with its host, and leaves nothing there', async () => {
    const { file, text } = pythonService.program
    const heavy = await orders('1.4.1', {
      program: { file, text: `${text}# ${randomBytes(12_000_000).toString('hex')}` },
    })
    const outcome = await environment.deploy(environment.next(environment.spec(), heavy))
    expect(outcome.failure).toMatchObject({
      code: 'disk-full',
      explanation: { where: expect.stringContaining('Host app-3'), fix: expect.stringContaining('Make room') },
    })
    expect(await environment.ask('/orders/')).toBe('200 1.4.0\n')
    expect((await site.host('app-3').run('du -sm /opt/towpath | cut -f 1')).stdout).toBe('1\n')
  }, 120_000)

  it('names that DNS does not have are told before anything starts, and a VIP of somebody else is asked at each edge too', async () => {
    const dependencies = { orders: { range: '^1.0' } } as const
    const web = await packages.publish('web', '1.0.0', { ...pythonService, dependencies })
    const vip = site.host('edge-1').address
    const spec = environment.spec({
      address: { vip: { external: vip }, names: 'dns' },
      services: { orders: { hostGroup: 'web' }, web: { hosts: ['app-1'] } },
    })
    const target = environment.next(spec, await orders('1.4.0'), web)
    const refused = await environment.deploy(target)
    expect(refused.failure).toMatchObject({
      code: 'name-unresolved',
      explanation: { where: expect.stringContaining('app-1'), found: 'v1.orders.staging.internal is unknown' },
    })
    await site.host('app-1').run(`echo '${vip} v1.orders.staging.internal' >> /etc/hosts`)
    const outcome = await environment.deploy(target)
    expect(outcome.failure).toBeNull()
    for (const edge of ['edge-1', 'edge-2']) {
      expect(await environment.ask('/web/', site.host(edge).address)).toBe('200 1.0.0\n')
    }
    expect((await site.host('app-1').run('grep -c towpath /etc/hosts')).stdout).toBe('0\n')
    expect((await environment.deploy(environment.next(environment.spec(), await orders('1.4.0')))).failure).toBeNull()
    expect(await environment.ask('/orders/')).toBe('200 1.4.0\n')
  }, 120_000)

  it('tells a blocked way with its addresses before anything starts', async () => {
    const app = site.host('app-3').address
    await site.host('edge-2').run(`ip neigh replace ${app} lladdr 02:00:00:00:00:01 dev host0 nud permanent`)
    const outcome = await environment.deploy(environment.next(environment.spec(), await orders('1.5.0')))
    await site.host('edge-2').run(`ip neigh del ${app} dev host0`)
    expect(outcome.failure).toMatchObject({
      code: 'path-blocked',
      explanation: { where: expect.stringMatching(/from proxy edge-2 .* to app-3 .* TCP ports 18000-18999/) },
    })
  }, 120_000)

  it('stops at a host whose key is another one than it was', async () => {
    await site
      .host('app-3')
      .run(
        'ssh-keygen -q -t ed25519 -N "" -f /tmp/k; cp /tmp/k /etc/ssh/ssh_host_ed25519_key; cp /tmp/k.pub /etc/ssh/ssh_host_ed25519_key.pub; systemctl restart ssh',
      )
    const outcome = await environment.deploy(environment.next(environment.spec(), await orders('1.6.0')))
    expect(outcome.failure).toMatchObject({ code: 'host-key-changed' })
    expect(outcome.report.hosts.flatMap(({ instances }) => instances)).toEqual([])
    expect(await environment.ask('/orders/')).toBe('200 1.4.0\n')
  }, 120_000)
})

function changes({ report }: DeployOutcome): readonly string[] {
  return report.hosts
    .flatMap(({ host, instances }) => instances.map(({ version, change }) => `${host} ${version} ${change}`))
    .sort()
}
