import { describe, expect, it } from 'vitest'
import { at, request, Shop, specOf, web } from '../fixtures/builders.ts'
import { renderTime } from '../plan/render-time.ts'
import type { Approval } from '../promotion/promotion-input.ts'
import { judgeAllowed } from './allowed-gate.ts'
import { judgeApprovals } from './approvals-gate.ts'
import { isNamed } from './people.ts'

const policy = (policy: object) => specOf({ stock: web }, { policy })

describe('whom entries name', () => {
  it.each([
    [['ada'], 'Ada', null, 'yes'],
    [['bob'], 'ada', null, 'no'],
    [['bob', 'team:ops'], 'ada', null, 'unknown'],
    [['team:ops'], 'ada', ['ops'], 'yes'],
    [['team:ops'], 'ada', ['acme/Ops'], 'yes'],
    [['team:acme/ops'], 'ada', ['acme/ops'], 'yes'],
    [['team:other/ops'], 'ada', ['acme/ops'], 'no'],
    [['team:ops'], 'ada', [], 'no'],
    [['team:ops'], 'team:ops', null, 'unknown'],
  ] as const)('%j: is %s of %j named? %s', (entries, name, teams, named) => {
    expect(isNamed(entries, { name, teams })).toBe(named)
  })
})

describe('who may promote', () => {
  const input = (teams: readonly string[] | null) => new Shop().input(policy({}), [], { teams })
  it.each([
    ['whoever runs the step, where nobody is named', {}, null, []],
    ['who is named', { promote: ['ada'] }, null, []],
    ['who is in a team', { promote: ['team:delivery'] }, ['delivery'], []],
    [
      'nobody else',
      { promote: ['bob', 'eve'] },
      null,
      ['ada may not promote to it: `policy.allowed.promote` names bob or eve'],
    ],
    [
      'nobody of a team that can not be read',
      { promote: ['bob', 'team:delivery'] },
      null,
      [
        "ada may not promote to it: `policy.allowed.promote` names bob or team:delivery, and who is in a team can't be read here (not yet: it needs the token of an App)",
      ],
    ],
  ])('%s', (_name, allowed, teams, reasons) => {
    const answer = judgeAllowed(policy({ allowed }), input(teams))
    expect(answer.refusals.map(({ reason }) => reason)).toEqual(reasons)
  })
})

describe('approvals', () => {
  const by = (name: string, more: Partial<Approval> = {}): Approval => ({ by: name, at: at(30), teams: null, ...more })
  const judge = (wanted: object, approvals: readonly Approval[] | null) => {
    const answer = judgeApprovals(policy(wanted), { approvals, request: request('promote'), now: at(60) })
    return [...answer.refusals, ...answer.verdicts].map(({ reason }) => reason)
  }
  const one = { approvals: 1 }
  const two = { approvals: 2 }
  it.each<[string, object, Approval[] | null, string[]]>([
    ['none wanted', {}, [], []],
    ['one of one', one, [by('bob')], ['approved by bob']],
    ['two of two', two, [by('bob'), by('eve')], ['approved by bob, eve']],
    ['one of two', two, [by('bob')], ['it needs 2 approvals by people other than ada, and it has bob']],
    [
      'the same person twice',
      two,
      [by('bob'), by('Bob')],
      ['it needs 2 approvals by people other than ada, and it has Bob'],
    ],
    ['none', one, [], ['it needs 1 approval by someone other than ada, and it has none']],
    [
      'her own',
      one,
      [by('Ada')],
      ["it needs 1 approval by someone other than ada, and it has none; Ada asks for it and can't approve it"],
    ],
    [
      'tomorrow',
      one,
      [by('bob', { at: at(1500) })],
      [
        `it needs 1 approval by someone other than ada, and it has none; bob approved it at ${renderTime(at(1500))}, which is still to come`,
      ],
    ],
    [
      'someone who may not promote',
      { ...one, allowed: { promote: ['ada', 'bob'] } },
      [by('eve')],
      ['it needs 1 approval by someone other than ada, and it has none; eve may not promote, nor approve'],
    ],
    [
      'someone of a team',
      { ...one, allowed: { promote: ['ada', 'team:ops'] } },
      [by('eve', { teams: ['ops'] })],
      ['approved by eve'],
    ],
    [
      'softened',
      { ...one, gates: { approvals: 'warn' } },
      [],
      ['it needs 1 approval by someone other than ada, and it has none'],
    ],
    ['off', { ...one, gates: { approvals: 'off' } }, [], []],
  ])('%s', (_name, wanted, approvals, reasons) => expect(judge(wanted, approvals)).toEqual(reasons))

  it('that nobody can give yet are refused, with the way out', () => {
    const { refusals } = judgeApprovals(policy(one), { approvals: null, request: request('promote'), now: at(60) })
    expect(refusals).toMatchObject([
      {
        code: 'approvals-missing',
        reason: expect.stringContaining('not yet: approvals are read from the review of a pull request'),
        fixes: ['Take `approvals` out of `policy` of the spec until then'],
      },
    ])
  })
})
