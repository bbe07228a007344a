import { describe, expect, it } from 'vitest'
import { readTakeOver } from './take-over.ts'

describe('what may be taken over', () => {
  it.each([
    [null, false, false],
    ['false', false, false],
    ['true', true, false],
    ['TRUE', true, false],
    ['hosts', false, true],
    ['true, hosts', true, true],
    ['hosts\ntrue', true, true],
  ])('by %j', (text, lease, hosts) => {
    expect(readTakeOver(text)).toEqual({ lease, hosts })
  })

  it.each(['yes', 'lease', 'hosts, false', 'true,', 'Hosts'])('is not said by %j', (text) => {
    expect(() => readTakeOver(text)).toThrow(
      'Input `take-over`: expected `true` (the lease), `hosts`, `true, hosts`, or `false`',
    )
  })
})
