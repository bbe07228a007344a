import { describeWith } from '@towpath/testing'
import { lab, type Site } from '@towpath/testing/lab'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../../trial/trial-clients.ts'
import { openTrialEdges, switchTo, type TrialEdges } from '../../trial/trial-edges.ts'

const environmentFolder = '/var/lib/towpath/environments/staging'

describeWith([lab], 'a pair of edges that other tenants use too', () => {
  let edges: TrialEdges
  let site: Site
  beforeAll(async () => {
    edges = await openTrialEdges('deploy')
    site = edges.site
    for (const name of ['edge-1', 'edge-2']) await startTenants(site, name)
    await edges.serve('1.4.0', 18000)
  })
  afterAll(() => edges[Symbol.asyncDispose]())

  /** Everything that runs, is enabled, or lies where tenants have theirs. */
  const tenants = async (name: string) => {
    const { stdout } = await site.host(name).run(
      `systemctl show -p MainPID -p ActiveState haproxy keepalived; cd /etc; sha256sum haproxy/* keepalived/* 2> /dev/null
       ls systemd/system | grep -v towpath; ls -l systemd/system/multi-user.target.wants | grep -v towpath | wc -l`,
    )
    return stdout
  }
  const ours = async (name: string) => {
    const { stdout } = await site
      .host(name)
      .run(
        `systemctl show -p MainPID towpath-proxy-staging towpath-vip-staging; cd ${environmentFolder}; find . -type f -printf '%p %T@\\n' | grep -v fence | sort`,
      )
    return stdout
  }

  it('are opened beside them, and are the same when they are opened again', async () => {
    const before = await Promise.all(['edge-1', 'edge-2'].map(tenants))
    const first = await edges.open({ fence: 1 })
    expect(await Promise.all(first.map((proxy) => proxy.table()))).toEqual([null, null])
    const table = edges.table({ 'orders@1.4.0': [18000] })
    await switchTo(first, table)
    const then = await Promise.all(['edge-1', 'edge-2'].map(ours))

    const second = await edges.open({ fence: 2 })
    expect(await Promise.all(second.map(async (proxy) => (await proxy.table())?.table))).toEqual([table, table])
    expect(await Promise.all(['edge-1', 'edge-2'].map(ours))).toEqual(then)
    expect(await Promise.all(['edge-1', 'edge-2'].map(tenants))).toEqual(before)
  })

  it('have one VIP, which leads to the environment, while the tenants go on at their own addresses', async () => {
    const proxies = await edges.open({ fence: 3 })
    const holders = async () =>
      (await Promise.all(proxies.map((proxy) => proxy.holdsVip()))).filter((holds) => holds).length
    await expect.poll(holders, { timeout: 10_000 }).toBe(1)
    expect(await ask({ host: site.vip, port: 80, path: '/orders/' })).toMatchObject({ status: 200, version: '1.4.0' })
    for (const name of ['edge-1', 'edge-2']) {
      expect(await ask({ host: site.host(name).address, port: 80, path: '/' })).toMatchObject({ text: 'theirs' })
    }
    expect(await ask({ host: site.address(101), port: 80, path: '/' })).toMatchObject({ text: 'theirs' })
  })

  it('are put right where somebody has changed or stopped what is ours', async () => {
    const edge = site.host('edge-1')
    await edge.run(`systemctl stop towpath-proxy-staging towpath-vip-staging; rm ${environmentFolder}/proxy/live/table.map
      echo '# theirs' >> /etc/systemd/system/towpath-vip-staging.service`)
    const [proxy] = await edges.open({ fence: 4 })
    expect((await proxy?.table())?.table).toEqual(edges.table({ 'orders@1.4.0': [18000] }))
    const { stdout } = await edge.run(
      'systemctl is-active towpath-proxy-staging towpath-vip-staging; grep -c theirs /etc/systemd/system/towpath-vip-staging.service',
    )
    expect(stdout).toBe('active\nactive\n0\n')
  })

  it('mend a haproxy that a killed run left behind its files', async () => {
    const { stdout } = await site.host('edge-1').run(
      `cd ${environmentFolder}/proxy; : > pending; slot=$(sed -n 's,^http/orders \\([^/]*\\)/.*,\\1,p' live/table.map)
       perl -e 'use Socket; socket(S, PF_UNIX, SOCK_STREAM, 0); connect(S, pack_sockaddr_un(shift)); syswrite(S, "set server @ARGV[0]/s1 state maint\\n"); sysread(S, $_, 99)' \\
         /run/towpath/staging/stats.sock "$slot"; echo "$slot"`,
    )
    expect(stdout).toBe('http-0\n')
    const request = { protocol: 'http', path: '/orders/', authority: 'towpath.verify' } as const
    const [proxy] = await edges.open({ fence: 5 })
    expect(await proxy?.ask(request)).toMatchObject({ status: 200, version: '1.4.0' })
    expect((await site.host('edge-1').run(`ls ${environmentFolder}/proxy`)).stdout).not.toContain('pending')
  })
})

describeWith([lab], 'an edge where something stands in the way', () => {
  let edges: TrialEdges
  beforeAll(async () => {
    edges = await openTrialEdges('root', {
      'edge-1': {},
      'edge-2': { without: ['/usr/sbin/keepalived'] },
      'edge-3': { without: ['/usr/sbin/haproxy'] },
    })
  })
  afterAll(() => edges[Symbol.asyncDispose]())
  const open = (name: string) => edges.open({ fence: 1, only: name })

  it.each([
    ['edge-2', 'keepalived'],
    ['edge-3', 'haproxy'],
  ])('says on %s which package to install', async (name, program) => {
    await expect(open(name)).rejects.toMatchObject({
      code: 'requirement-missing',
      message: expect.stringContaining(`apt-get install ${program}`),
    })
  })

  describe.each([
    ['all addresses, and does not share', '0.0.0.0', 0],
    ['the VIP itself', 'vip', 1],
  ])('a program that has bound %s', (_, at, reuse) => {
    it('is named, and nothing is left behind', async () => {
      const { site } = edges
      const edge = site.host('edge-1')
      const program = `use Socket; socket(S, PF_INET, SOCK_STREAM, 0); setsockopt(S, SOL_SOCKET, 15, ${reuse}); setsockopt(S, 0, 15, 1);
        bind(S, pack_sockaddr_in(80, inet_aton("${at === 'vip' ? site.vip : at}"))) or die; listen(S, 5); print "up\\n"; sleep 100`
      await edge.run(`systemd-run -q --unit=foreign perl -e '${program}'; sleep 0.3`)
      await expect(open('edge-1')).rejects.toMatchObject({
        code: 'vip-taken',
        message: expect.stringMatching(/process \d+ perl there/),
      })
      await edge.run('systemctl stop foreign')
      const { stdout } = await edge.run(
        'systemctl list-units --all --plain --no-legend "towpath-*"; ls /etc/systemd/system | grep towpath',
      )
      expect(stdout).toBe('')
    })
  })
})

/** A distribution's haproxy on all addresses, and a keepalived with another id. */
async function startTenants(site: Site, name: string): Promise<void> {
  const config = `
global
  user haproxy
  group haproxy
defaults
  mode http
  timeout connect 1s
  timeout client 10s
  timeout server 10s
frontend theirs
  bind *:80
  bind *:8080
  http-request return status 200 content-type text/plain string theirs
`
  const vrrp = `
vrrp_instance theirs {
  state BACKUP
  interface host0
  virtual_router_id 50
  priority ${name === 'edge-1' ? 150 : 100}
  advert_int 1
  virtual_ipaddress {
    ${site.address(101)}/24
  }
}
`
  await site.host(name).run('cat > /etc/haproxy/haproxy.cfg', { stdin: config })
  await site.host(name).run('cat > /etc/keepalived/keepalived.conf', { stdin: vrrp })
  const { exitCode, stderr } = await site.host(name).run('systemctl start haproxy keepalived')
  if (exitCode !== 0) throw new Error(stderr)
}
