import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContractChange } from './change.ts'
import { judgeBump } from './judge-bump.ts'

const minor: ContractChange = { level: 'minor', place: 'a.yaml#/paths/~1a', what: 'added' }
const major: ContractChange = { level: 'major', place: 'a.yaml#/paths/~1b', what: 'removed' }
const open = { place: 'a.proto', why: 'nobody compared it' }

describe('the gate `contract`', () => {
  it.each([
    ['a fix', '1.4.3', [], 'pass', null],
    ['an addition in a minor', '1.5.0', [minor], 'pass', null],
    ['an addition in a patch', '1.4.3', [minor], 'fail', '1.5.0'],
    ['a break in a major', '2.0.0', [minor, major], 'pass', null],
    ['a break in a minor', '1.5.0', [minor, major], 'fail', '2.0.0'],
    ['a break in a prerelease of a minor', '1.5.0-rc.1', [major], 'fail', '2.0.0-rc.1'],
    ['an addition in a prerelease of a minor', '1.5.0-rc.1', [minor], 'pass', null],
  ])('judges %s', (_name, version, changes, outcome, right) => {
    const judged = judgeBump(version, ['1.4.2'], { changes, unproven: [] })
    expect(judged).toMatchObject({ outcome, right, baseline: '1.4.2', changes })
  })

  it('lets a break into 0.0.z, and into y of 0.y', () => {
    const outcome = (version: string, baseline: string) =>
      judgeBump(version, [baseline], { changes: [major], unproven: [] }).outcome
    expect(outcome('0.0.2', '0.0.1')).toBe('pass')
    expect(outcome('0.2.0', '0.1.9')).toBe('pass')
    expect(outcome('0.1.10', '0.1.9')).toBe('fail')
  })

  it('of a first release has nothing to say against it', () => {
    expect(judgeBump('1.0.0', [], { changes: [], unproven: [] })).toEqual({
      outcome: 'pass',
      baseline: null,
      required: 'patch',
      changes: [],
      unproven: [],
      right: null,
    })
  })

  it('says what nobody compared, unless what was compared is too much already', () => {
    expect(judgeBump('1.4.3', ['1.4.2'], { changes: [], unproven: [open] }).outcome).toBe('unproven')
    expect(judgeBump('1.4.3', ['1.4.2'], { changes: [minor], unproven: [open] }).outcome).toBe('fail')
    expect(judgeBump('2.0.0', ['1.4.2'], { changes: [major], unproven: [open] }).outcome).toBe('unproven')
  })

  it('never asks for less because there are more changes, and takes the version that it names', () => {
    const order = ['patch', 'minor', 'major']
    const changes = fc.array(fc.constantFrom(minor, major), { maxLength: 3 })
    const numbers = fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 }), fc.nat({ max: 3 })).map((all) => all.join('.'))
    fc.assert(
      fc.property(numbers, fc.array(numbers), changes, changes, (version, published, some, more) => {
        const judge = (one: string, all: readonly ContractChange[]) =>
          judgeBump(one, published, { changes: all, unproven: [] })
        const [less, all] = [judge(version, some), judge(version, [...some, ...more])]
        expect(order.indexOf(all.required)).toBeGreaterThanOrEqual(order.indexOf(less.required))
        if (less.outcome === 'fail') expect(all.outcome).toBe('fail')
        if (all.right !== null) expect(judge(all.right, [...some, ...more]).outcome).toBe('pass')
      }),
    )
  })
})
