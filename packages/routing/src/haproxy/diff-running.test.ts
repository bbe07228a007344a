import { describe, expect, it } from 'vitest'
import type { RunningServer } from './answers.ts'
import { diffRunningMap, diffRunningServers } from './diff-running.ts'
import { planSlots } from './plan-slots.ts'
import { type ProxyState, serverNames, slotsOf } from './proxy-state.ts'
import { tableOf } from './testing/trial-table.ts'

const { state } = planSlots({ current: null, tables: [tableOf({ '1.0.0': { http: [1001] } })], busy: new Set() })

const asIs = slotsOf(state).flatMap(({ slot, kind }) =>
  serverNames(state.sizes[kind]).map((server, index): RunningServer => {
    const endpoint = state.pools[slot]?.endpoints[index]
    const { address, port } = endpoint ?? { address: '0.0.0.0', port: 1 }
    return { slot, server, address, port, isInMaintenance: endpoint === undefined, isUp: endpoint !== undefined }
  }),
)
const changed = (change: Partial<RunningServer>) =>
  asIs.map((one) => (one.slot === 'http-0' && one.server === 's1' ? { ...one, ...change } : one))

describe('the servers that run', () => {
  it('are as the state says, also when one is down', () => {
    expect(diffRunningServers(state, asIs)).toEqual([])
    expect(diffRunningServers(state, changed({ isUp: false }))).toEqual([])
  })

  it('may have any address of a host name', () => {
    const named: ProxyState = JSON.parse(JSON.stringify(state).replaceAll('127.0.0.1', 'billing.corp.example'))
    expect(diffRunningServers(named, changed({ address: '10.77.0.50' }))).toEqual([])
    expect(diffRunningServers(named, changed({ port: 1002 }))).toHaveLength(1)
  })

  it.each([
    [{ port: 1002 }, '127.0.0.1:1002'],
    [{ isInMaintenance: true }, 'in maintenance'],
    [{ slot: 'other' }, 'not there'],
  ])('differ with %j', (change, found) => {
    expect(diffRunningServers(state, changed(change))).toEqual([
      { kind: 'server', server: 'http-0/s1', expected: '127.0.0.1:1001', found },
    ])
  })
})

describe('a map that runs', () => {
  it('is as its file says, in any order', () => {
    expect(
      diffRunningMap('a 1\nb 2\n', [
        ['b', '2'],
        ['a', '1'],
      ]),
    ).toEqual([])
  })

  it('differs by what is another, missing or too much', () => {
    expect(
      diffRunningMap('a 1\nb 2\n', [
        ['a', '3'],
        ['c', '4'],
      ]),
    ).toEqual([
      { kind: 'entry', key: 'a', expected: '1', found: '3' },
      { kind: 'entry', key: 'b', expected: '2', found: null },
      { kind: 'entry', key: 'c', expected: null, found: '4' },
    ])
  })
})
