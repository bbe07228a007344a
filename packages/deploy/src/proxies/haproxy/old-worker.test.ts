import { describeWith } from '@towpath/testing'
import { lab } from '@towpath/testing/lab'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTrialEdges, switchTo, type TrialEdges } from '../../trial/trial-edges.ts'
import { nextData, openWebSocket, say } from '../../trial/trial-sockets.ts'
import type { HaproxyProxy } from './haproxy-proxy.ts'

describeWith([lab], 'what a reload leaves to an old worker', () => {
  let edges: TrialEdges
  let proxies: readonly HaproxyProxy[]
  let vip: string
  beforeAll(async () => {
    edges = await openTrialEdges('root', { 'edge-1': {} })
    await edges.serve('1.4.0', 18000)
    await edges.serve('1.5.0', 18001)
    proxies = await edges.open({ fence: 1 })
    vip = edges.site.vip
    while (!(await proxies[0]?.holdsVip())) await new Promise((resolve) => setTimeout(resolve, 50))
  })
  afterAll(() => edges[Symbol.asyncDispose]())

  const workers = async () => {
    const { stdout } = await edges.site.host('edge-1').run('pgrep -c -P $(cat /run/towpath/staging/haproxy.pid)')
    return Number(stdout)
  }
  /** With so many more services that a reload must make room. */
  const table = (orders: Readonly<Record<string, readonly number[]>>, more: number) =>
    edges.table({
      ...orders,
      ...Object.fromEntries(Array.from({ length: more }, (_, index) => [`stock-${index}@1.0.0`, [18000]])),
    })

  it('is closed at the end of a drain and counted, idle connections too, and the worker ends', async () => {
    const old = table({ 'orders@1.4.0': [18000] }, 0)
    await switchTo(proxies, old)
    const stream = await openWebSocket(vip, 80, '/orders/live')
    const idle = await say(vip, 80, 'GET /orders/ HTTP/1.1\r\nHost: x\r\n\r\n')
    expect([stream.answer, idle.answer]).toEqual([expect.stringContaining('101'), expect.stringContaining('200')])
    await switchTo(proxies, table({ 'orders@1.5.0': [18001] }, 10))
    expect(await workers()).toBe(2)
    const leaving = (old.releases['orders@1.4.0']?.endpoints['http'] ?? []).map(({ instance }) => instance)
    expect(await proxies[0]?.drain(leaving, 1)).toEqual({ closed: 1 })
    await Promise.all([stream.closed, idle.closed])
    expect(await workers()).toBe(1)
  })

  it('goes on when it leads to what stays', async () => {
    const { socket, answer } = await openWebSocket(vip, 80, '/orders/live')
    expect(answer).toContain('101')
    await switchTo(proxies, table({ 'orders@1.5.0': [18001] }, 20))
    expect(await proxies[0]?.drain(['an instance of nobody'], 1)).toEqual({ closed: 0 })
    socket.write('hello')
    expect(await nextData(socket)).toBe('hello')
    socket.destroy()
  })
})
