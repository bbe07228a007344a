import { describeWith } from '@towpath/testing'
import { lab } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ask } from '../../trial/trial-clients.ts'
import { byHttp, edgeSpec, openTrialEdges, switchTo, type TrialEdges } from '../../trial/trial-edges.ts'
import { say } from '../../trial/trial-sockets.ts'

describeWith([lab], 'edges by specs that say something else', () => {
  let edges: TrialEdges
  beforeAll(async () => {
    edges = await openTrialEdges('root')
    await edges.serve('1.4.0', 18000)
  })
  afterAll(() => edges[Symbol.asyncDispose]())
  const table = () => edges.table({ 'orders@1.4.0': [18000] })
  const withFeed = () => edges.table({ 'orders@1.4.0': [18000] }, { ...byHttp, feed: { protocol: 'tcp' } })
  const onEdge = async (text: string) => (await edges.site.host('edge-1').run(text)).stdout

  it('listen at their own addresses where somebody else owns the VIP, and need no keepalived', async () => {
    const { site } = edges
    await switchTo(await edges.open({ fence: 1 }), table())
    expect(await onEdge('systemctl is-active towpath-vip-staging')).toBe('active\n')

    const spec = edgeSpec(site, { vip: `{external: ${site.vip}}`, proxies: 'unreachable: refuse' })
    const proxies = await edges.open({ fence: 2, spec })
    expect(await proxies[0]?.table()).toMatchObject({ table: table() })
    expect(await proxies[0]?.holdsVip()).toBe(false)
    for (const name of ['edge-1', 'edge-2']) {
      const answer = await ask({ host: site.host(name).address, port: 80, path: '/orders/' })
      expect(answer).toMatchObject({ status: 200, version: '1.4.0' })
    }
    expect(await onEdge('ls /etc/systemd/system | grep towpath-vip; ip -o -4 address show | grep -c /24')).toBe('1\n')
  })

  it('are left alone where the interface of the spec is not there', async () => {
    const spec = edgeSpec(edges.site, { proxies: 'interface: eth7' })
    await expect(edges.open({ fence: 2, spec })).rejects.toMatchObject({
      code: 'requirement-missing',
      message: expect.stringContaining('the interface eth7'),
    })
    expect(await onEdge('systemctl is-active towpath-proxy-staging')).toBe('active\n')
  })

  it('get ports for tcp by a reload, and keep what they had when haproxy can not take it', async () => {
    const { site } = edges
    const spec = (port: number) => edgeSpec(site, { services: `orders: {hosts: [app-1], ports: {feed: ${port}}}` })
    await site.host('edge-1').run('mkdir -p /run/towpath/staging/verify-20001.sock/in-the-way')
    await expect(edges.open({ fence: 3, only: 'edge-1', spec: spec(20001) })).rejects.toMatchObject({
      code: 'unit-failed',
      message: expect.stringContaining('verify-20001.sock'),
    })
    expect(
      await onEdge(
        'systemctl is-active towpath-proxy-staging; grep -c 20001 /var/lib/towpath/environments/staging/proxy/haproxy.cfg',
      ),
    ).toBe('active\n0\n')

    const proxies = await edges.open({ fence: 4, spec: spec(20002) })
    await switchTo(proxies, withFeed())
    for (
      let left = 40;
      left > 0 && !(await Promise.all(proxies.map((proxy) => proxy.holdsVip()))).includes(true);
      left -= 1
    ) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const { answer } = await say(site.vip, 20002, 'GET / HTTP/1.0\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/)
  })

  it('are asked by gRPC for what speaks it', async () => {
    await edges.serveGrpc(18010)
    const [proxy] = await edges.open({ fence: 5 })
    const rpc = edges.table({ 'stock@2.1.0': [18010] }, { rpc: { protocol: 'grpc', health: '' } })
    await proxy?.prepare(rpc)
    const path = '/grpc.health.v1.Health/Check'
    const authority = 'v2-1-0.stock.staging.internal'
    expect(await proxy?.ask({ protocol: 'grpc', path, authority })).toMatchObject({ status: 200, version: '2.1.0' })
    await proxy?.abort()
  })

  it('serve two environments beside each other, whose routers have different ids', async () => {
    const { site } = edges
    const vip = site.address(102)
    const spec = edgeSpec(site, {
      environment: 'an-environment-with-a-name-that-is-as-long-as-names-may-be-here',
      vip: `${vip}/24`,
      proxies: 'interface: host0, routerId: 52',
    })
    const proxies = await edges.open({ fence: 1, spec })
    const theirs = { ...table(), environment: spec.environment }
    await switchTo(proxies, theirs)
    for (
      let left = 40;
      left > 0 && !(await Promise.all(proxies.map((proxy) => proxy.holdsVip()))).includes(true);
      left -= 1
    ) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(await ask({ host: vip, port: 80, path: '/orders/' })).toMatchObject({ status: 200, version: '1.4.0' })
    expect(await ask({ host: site.vip, port: 80, path: '/orders/' })).toMatchObject({ status: 200, version: '1.4.0' })
    await expect(
      edges.open({
        fence: 1,
        spec: edgeSpec(site, { environment: 'prod', proxies: 'interface: host0, routerId: 53' }),
      }),
    ).rejects.toMatchObject({
      code: 'vip-taken',
      message: expect.stringContaining('haproxy'),
    })
  })
})
