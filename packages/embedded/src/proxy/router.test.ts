import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeTable } from '../trial/trial-table.ts'
import { type Asked, route } from './router.ts'

const table = makeTable({
  orders: [
    { version: '2.1.0', endpoints: [{ port: 1 }], ranges: ['2', '^2.1', 'v2', '>=1 <3 || ^5'] },
    { version: '1.4.2', endpoints: [{ port: 2 }], ranges: ['1', 'v1'] },
  ],
  stock: [{ version: '1.0.0', endpoints: [{ port: 3 }], ranges: ['1'] }],
})

function ask(target: string, given: Partial<Asked> = {}) {
  const routing = route(table, { target, host: '127.0.0.1:18080', acceptVersion: undefined, listener: null, ...given })
  if (routing.kind === 'refusal') return `${routing.status} ${routing.body.error}`
  return `${routing.releases.map(({ release }) => release).join()} ${routing.path} ${routing.prefix ?? '-'}`
}

describe('a request', () => {
  it.each([
    ['/orders', 'orders@2.1.0 / /orders'],
    ['/orders?x=1', 'orders@2.1.0 /?x=1 /orders'],
    ['/orders/', 'orders@2.1.0 / /orders'],
    ['/orders/a/b?c=%20', 'orders@2.1.0 /a/b?c=%20 /orders'],
    ['/orders//a', 'orders@2.1.0 //a /orders'],
    ['/orders@1/x', 'orders@1.4.2 /x /orders@1'],
    ['/orders@v1', 'orders@1.4.2 / /orders@v1'],
    ['/orders@%5E2.1/x', 'orders@2.1.0 /x /orders@%5E2.1'],
    ['/orders@%3E%3D1%20%3C3%20%7C%7C%20%5E5/x', 'orders@2.1.0 /x /orders@%3E%3D1%20%3C3%20%7C%7C%20%5E5'],
    ['/orders%401.4.2/x', 'orders@1.4.2 /x /orders%401.4.2'],
    ['/stock/orders', 'stock@1.0.0 /orders /stock'],
    ['/none/x', '404 service-unknown'],
    ['/', '404 service-unknown'],
    ['/__proto__/x', '404 service-unknown'],
    ['/orders@9/x', '406 version-not-live'],
    ['/orders@v9-1/x', '406 version-not-live'],
    ['/orders@>5 <6/x', '406 range-not-compiled'],
    ['/orders@toString/x', '406 range-not-compiled'],
    ['/orders@%zz/x', '400 bad-request'],
    ['*', '400 bad-request'],
  ])('%s by path goes to %s', (target, expected) => {
    expect(ask(target)).toBe(expected)
  })

  it.each([
    ['orders.test.internal', 'orders@2.1.0 /stock/x -'],
    ['ORDERS.test.internal.:18080', 'orders@2.1.0 /stock/x -'],
    ['v1.orders.test.internal:1', 'orders@1.4.2 /stock/x -'],
    ['unknown.test.internal', 'stock@1.0.0 /x /stock'],
  ])('to the authority %s goes to %s', (host, expected) => {
    expect(ask('/stock/x', { host })).toBe(expected)
  })

  it('in absolute form means the authority of its target', () => {
    expect(ask('http://orders.test.internal/stock/x')).toBe('orders@2.1.0 /stock/x -')
    expect(ask('http://orders.test.internal?x')).toBe('orders@2.1.0 /?x -')
  })

  it('has its range replaced by Accept-Version, by path and by authority', () => {
    expect(ask('/orders@2/x', { acceptVersion: '1' })).toBe('orders@1.4.2 /x /orders@2')
    expect(ask('/x', { acceptVersion: '1', host: 'orders.test.internal' })).toBe('orders@1.4.2 /x -')
    expect(ask('/orders/x', { acceptVersion: '7' })).toBe('406 version-not-live')
  })

  it('by a listener goes to its service and range, whatever its path says', () => {
    const listener = { service: 'orders', range: '1' }
    expect(ask('/stock/x', { listener })).toBe('orders@1.4.2 /stock/x -')
    expect(ask('/stock/x', { listener, acceptVersion: '2' })).toBe('orders@2.1.0 /stock/x -')
  })

  it('that is refused is told what there is, in few words and without control characters', () => {
    const refused = route(table, {
      target: `/orders@${'9'.repeat(5000)}%00%0a"`,
      host: undefined,
      acceptVersion: undefined,
      listener: null,
    })
    if (refused.kind !== 'refusal') throw new Error('routed')
    expect(refused.body.available).toContain('^2.1')
    expect(refused.body.message.length).toBeLessThan(200)
    expect(refused.body.message).not.toMatch(/\p{Cc}/u)
  })

  it('is routed or refused, never thrown at', () => {
    assert(
      property(string(), string(), (path, host) => {
        const routing = route(table, { target: `/${path}`, host, acceptVersion: undefined, listener: null })
        if (routing.kind === 'route') expect(routing.path.startsWith('/')).toBe(true)
        else expect([400, 404, 406]).toContain(routing.status)
      }),
    )
  })

  it('to a default line of which nothing is live is answered 503', () => {
    const orders = {
      ...table.services['orders'],
      provides: { http: 'http' as const },
      default: [],
      routes: {},
      versions: [],
    }
    const empty = { ...table, services: { orders } }
    expect(
      route(empty, { target: '/orders', host: undefined, acceptVersion: undefined, listener: null }),
    ).toMatchObject({ status: 503 })
  })
})
