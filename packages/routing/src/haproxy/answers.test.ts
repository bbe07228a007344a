import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parsePreparedVersion, parseServersState, parseShowMap, parseShowProc, parseSlotTraffic } from './answers.ts'

/** What HAProxy 2.6 answered, cut to a few slots. */
const answer = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', `${name}.txt`), 'utf8')

describe('what HAProxy answers', () => {
  it('tells what is under way to each slot', () => {
    expect(parseSlotTraffic(answer('show-stat'))).toEqual([
      { slot: 'http-0', current: 0, total: 1 },
      { slot: 'grpc-0', current: 0, total: 0 },
    ])
  })

  it('tells what waits in a queue as under way', () => {
    const text = '# pxname,svname,qcur,scur,stot\nhttp-0,s1,0,2,9\nhttp-0,BACKEND,3,2,9\n\n'
    expect(parseSlotTraffic(text)).toEqual([{ slot: 'http-0', current: 5, total: 9 }])
  })

  it('tells where each server is', () => {
    const [one, free, ...rest] = parseServersState(answer('show-servers-state'))
    expect(one).toEqual({
      slot: 'http-0',
      server: 's1',
      address: '127.0.0.1',
      port: 40327,
      isInMaintenance: false,
      isUp: true,
    })
    expect(free).toMatchObject({ server: 's2', port: 1, isInMaintenance: true, isUp: false })
    expect(rest).toHaveLength(6)
  })

  it('tells what is in a map', () => {
    expect(parseShowMap(answer('show-map'))[1]).toEqual(['authority/v1-0-0.stock.staging.internal', 'stock@v1-0-0'])
    expect(parseShowMap('\n')).toEqual([])
  })

  it('tells the number of a prepared map', () => {
    expect(parsePreparedVersion('New version created: 12\n')).toBe(12)
  })

  it('tells workers of before a reload from the one that serves', () => {
    expect(parseShowProc(answer('show-proc'))).toEqual({ current: 18053, old: [17798] })
    expect(parseShowProc('')).toEqual({ current: null, old: [] })
  })

  it.each([
    ['show stat', () => parseSlotTraffic('Unknown command')],
    ['show servers state', () => parseServersState('2\n# be_name\n')],
    ['show map', () => parseShowMap('Unknown map identifier. Please use #<id> or <file>.\n')],
    ['prepare map', () => parsePreparedVersion('Unknown map identifier.')],
  ])('and is refused when it is no answer to `%s`', (command, act) => {
    expect(act).toThrow(expect.objectContaining({ code: 'answer-unreadable' }))
    expect(act).toThrow(command)
  })
})
