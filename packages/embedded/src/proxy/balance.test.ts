import { expect, it } from 'vitest'
import { makeTable } from '../trial/trial-table.ts'
import { Balance } from './balance.ts'
import { route } from './router.ts'

const table = makeTable({
  orders: [
    { version: '1.0.0', endpoints: [{ port: 1 }, { port: 2 }], ranges: ['*'], weight: 3 },
    { version: '2.0.0', endpoints: [{ port: 3 }], ranges: ['*'], weight: 1 },
  ],
})
const routing = route(table, { target: '/orders@*', host: undefined, acceptVersion: undefined, listener: null })
if (routing.kind !== 'route') throw new Error('not routed')

it('releases get requests by their weight, and endpoints of one release in turn', () => {
  const balance = new Balance(() => 0)
  const first = Array.from({ length: 80 }, () => balance.order(table, routing, false)[0]?.endpoint.port)
  const count = (port: number) => first.filter((one) => one === port).length
  expect([count(1), count(2), count(3)]).toEqual([30, 30, 20])
})

it('an endpoint that refused is skipped for a second', () => {
  let now = 0
  const balance = new Balance(() => now)
  balance.refused({ instance: '', address: '127.0.0.1', port: 3 })
  const ports = (desperate: boolean) =>
    balance
      .order(table, routing, desperate)
      .map(({ endpoint }) => endpoint.port)
      .sort()
  expect(ports(false)).toEqual([1, 2])
  expect(ports(true)).toEqual([1, 2, 3])
  now = 1001
  expect(ports(false)).toEqual([1, 2, 3])
})
