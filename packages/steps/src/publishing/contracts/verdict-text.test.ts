import type { BumpJudgement, Compatibility } from '@towpath/descriptor'
import { describe, expect, it } from 'vitest'
import { renderRefusal, renderVerdict, verdictLine } from './verdict-text.ts'

const removed = { level: 'major', place: 'openapi.yaml#/paths/~1orders/post', what: 'removed' } as const
const added = { level: 'minor', place: 'provides.feed', what: 'added' } as const

const passed: Compatibility = {
  outcome: 'pass',
  baseline: '1.4.2',
  required: 'minor',
  changes: [added],
  unproven: [],
  overrides: [],
}

describe('the verdict of the gate `contract`', () => {
  it.each<[Partial<Compatibility>, string]>([
    [{}, '✅ contract: a minor step above 1.4.2 is needed, and it is that much'],
    [{ required: 'patch', changes: [] }, '✅ contract: nothing changed since 1.4.2'],
    [
      { baseline: null, required: 'patch', changes: [] },
      '✅ contract: the first release, so there is none to compare it with',
    ],
    [{ outcome: 'unproven' }, '❔ contract: a minor step above 1.4.2 is needed, as far as it was compared'],
    [
      { outcome: 'warn', required: 'major', overrides: [{ gate: 'contract', by: 'ada', reason: 'unused' }] },
      '⚠️ contract: a major step above 1.4.2 is needed; ada set that aside because: unused',
    ],
  ])('with %j is one line', (more, line) => expect(verdictLine({ ...passed, ...more })).toBe(line))

  it('names what changed and what nobody compared, and the first of many', () => {
    const unproven = [{ place: 'a.proto', why: 'there is no `buf` on PATH to compare it', fix: 'Put it there' }]
    const text = renderVerdict({ ...passed, changes: [removed, ...Array.from({ length: 22 }, () => added)], unproven })
    const lines = text.split('\n')
    expect(lines[1]).toBe('- major: openapi.yaml&#35;/paths/&#126;1orders/post removed')
    expect(lines.slice(-2)).toEqual([
      '- and 3 more',
      '- unproven: a.proto: there is no `buf` on PATH to compare it. Put it there',
    ])
  })

  it('of a refusal says what, why, and the ways out', () => {
    const judgement: BumpJudgement = {
      outcome: 'fail',
      baseline: '1.4.2',
      required: 'major',
      changes: [removed],
      unproven: [],
      right: '2.0.0',
    }
    expect(renderRefusal('orders', '1.5.0', judgement)).toBe(
      [
        "### `orders` 1.5.0 can't be published yet",
        'Its contract changed since 1.4.2, and that needs a major step:',
        '- major: openapi.yaml&#35;/paths/&#126;1orders/post removed',
        'To go on:',
        '- Publish it as **2.0.0**\n- Or, where the change hurts nobody, give `override: contract` and a `reason`; both stay in its record',
      ].join('\n\n'),
    )
  })
})
