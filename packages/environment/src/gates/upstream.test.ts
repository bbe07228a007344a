import { describe, expect, it } from 'vitest'
import { at, specOf, web } from '../fixtures/builders.ts'
import { renderTime } from '../plan/render-time.ts'
import type { RanThere, Upstream } from '../promotion/promotion-input.ts'
import { judgeUpstream, passesUpstream } from './arrival-gates.ts'

type Spec = Record<string, unknown>

const stock = { service: 'stock', version: '2.1.3' }

/** An hour after nine; `at` counts minutes from nine. */
const now = at(60)

const seen = (environment: string, ran: RanThere | null, exists = true): Upstream => ({
  environment,
  exists,
  ran: ran === null ? {} : { 'stock@2.1.3': ran },
})

const judge = (more: Spec, upstream: readonly Upstream[]) =>
  judgeUpstream({ spec: specOf({ stock: web }, more), upstream, now }, [stock])

const order = (more: Spec, upstream: readonly Upstream[]) => {
  const { verdicts, refusals } = judge(more, upstream)
  return [
    ...refusals.map(({ gate, reason }) => `fail ${gate}: ${reason}`),
    ...verdicts.map((one) => `${one.outcome} ${one.gate}: ${one.reason}`),
  ]
}

describe('the order of environments', () => {
  const all = { after: ['eu', 'us'] }
  const any = { after: { any: ['eu', 'us'] } }
  const ran = { since: at(-132) }
  it.each<[string, Spec, Upstream[], string[]]>([
    ['no `after`', {}, [], []],
    ['an empty `after`', { after: [] }, [], []],
    [
      'all have run it',
      all,
      [seen('eu', ran), seen('us', { since: at(0) })],
      ['pass order: eu has run it 3 h 12 min, us has run it 1 h'],
    ],
    [
      'it ran and is gone',
      { after: ['eu'] },
      [seen('eu', { since: at(0), until: at(20) })],
      ['pass order: eu ran it 20 min'],
    ],
    ['one of all has not', all, [seen('eu', ran), seen('us', null)], ['fail order: us has not run it well yet']],
    ['one of all is new', all, [seen('eu', ran), seen('us', null, false)], ['fail order: us has no revision yet']],
    ['one is not even read', all, [seen('eu', ran)], ['fail order: us has no revision yet']],
    ['one of any has', any, [seen('eu', null), seen('us', ran)], ['pass order: us has run it 3 h 12 min']],
    [
      'none of any has',
      any,
      [seen('eu', null), seen('us', null, false)],
      ['fail order: eu has not run it well yet, us has no revision yet'],
    ],
    [
      'a clock that is a little fast',
      { after: ['eu'] },
      [seen('eu', { since: at(64) })],
      ['pass order: eu has run it 0 s'],
    ],
    [
      'a report of tomorrow',
      { after: ['eu'] },
      [seen('eu', { since: at(1500) })],
      [`fail order: eu says that it runs it since ${renderTime(at(1500))}, which is still to come`],
    ],
    [
      'softened',
      { after: ['eu'], policy: { gates: { order: 'warn' } } },
      [seen('eu', null)],
      ['warn order: eu has not run it well yet'],
    ],
    ['off', { after: ['eu'], policy: { gates: { order: 'off' } } }, [seen('eu', null)], []],
  ])('%s', (_name, more, upstream, answers) => expect(order(more, upstream)).toEqual(answers))

  it('says what to do', () => {
    const fixes = (more: Spec, upstream: readonly Upstream[]) =>
      judge(more, upstream).refusals.flatMap((one) => one.fixes)
    expect(fixes(all, [])).toEqual([
      'Promote and deploy it first in eu and us: `towpath promote --environment eu --packages stock@2.1.3`',
    ])
    expect(fixes(any, [])[0]).toContain('first in one of eu, us:')
    expect(fixes({ after: ['eu'] }, [seen('eu', { since: at(1500) })])[0]).toMatch(
      /^Set the clock of the machine that deployed eu/,
    )
  })

  it('lets nothing be suggested that may not come', () => {
    const context = { spec: specOf({ stock: web }, all), now }
    expect(passesUpstream({ ...context, upstream: [seen('eu', ran), seen('us', ran)] }, stock)).toBe(true)
    expect(passesUpstream({ ...context, upstream: [seen('eu', ran)] }, stock)).toBe(false)
  })
})

describe('soak', () => {
  const half = (after: unknown = ['eu'], gates: object = {}) => ({ after, policy: { soakMinutes: 30, gates } })
  const soak = (more: Spec, upstream: readonly Upstream[]) =>
    order(more, upstream).filter((text) => text.includes(' soak: '))
  const both = ['eu', 'us']
  it.each<[string, Spec, RanThere[], string[]]>([
    ['long enough', half(), [{ since: at(30) }], ['pass soak: 30 min have passed']],
    ['not yet', half(), [{ since: at(50) }], ['fail soak: eu has run it 10 min of the 30 min that it must soak']],
    ['it ran long enough, and is gone', half(), [{ since: at(0), until: at(30) }], ['pass soak: 30 min have passed']],
    [
      'it did not, and is gone',
      half(),
      [{ since: at(0), until: at(29) }],
      ['fail soak: eu ran it 29 min of the 30 min that it must soak'],
    ],
    [
      'one of all has not',
      half(both),
      [{ since: at(0) }, { since: at(50) }],
      ['fail soak: us has run it 10 min of the 30 min that it must soak'],
    ],
    [
      'one of all never ran it, and the other not long enough',
      half(both, { order: 'warn' }),
      [{ since: at(50) }],
      ['fail soak: eu has run it 10 min of the 30 min that it must soak'],
    ],
    ['one of any has', half({ any: both }), [{ since: at(0) }, { since: at(50) }], ['pass soak: 30 min have passed']],
    [
      'a clock that is a little fast',
      half(),
      [{ since: at(63) }],
      ['fail soak: eu has run it 0 s of the 30 min that it must soak'],
    ],
    [
      'an end of tomorrow',
      half(),
      [{ since: at(40), until: at(1500) }],
      ['fail soak: eu ran it 20 min of the 30 min that it must soak'],
    ],
    ['a report of tomorrow is for gate order', half(), [{ since: at(1500) }], []],
    ['it never ran, so gate order speaks', half(), [], []],
    [
      'softened',
      half(['eu'], { soak: 'warn' }),
      [{ since: at(50) }],
      ['warn soak: eu has run it 10 min of the 30 min that it must soak'],
    ],
    ['off', half(['eu'], { soak: 'off' }), [{ since: at(50) }], []],
  ])('%s', (_name, more, ran, answers) => {
    const upstream = both.slice(0, Math.max(1, ran.length)).map((name, index) => seen(name, ran[index] ?? null))
    expect(soak(more, upstream)).toEqual(answers)
  })

  it.each<[string, unknown, RanThere[], string]>([
    ['the rest of the time', ['eu'], [{ since: at(50) }], 'Ask again in 20 min'],
    ['all of them', both, [{ since: at(50) }, { since: at(40) }], 'Ask again in 20 min'],
    ['the first of any', { any: both }, [{ since: at(50) }, { since: at(40) }], 'Ask again in 10 min'],
    [
      'a new deploy of what is gone',
      ['eu'],
      [{ since: at(0), until: at(10) }],
      'Let it run longer: deploy it again in eu',
    ],
    [
      'the one that still runs',
      { any: both },
      [{ since: at(0), until: at(10) }, { since: at(40) }],
      'Ask again in 10 min',
    ],
  ])('waits for %s', (_name, after, ran, fix) => {
    const { refusals } = judge(
      half(after),
      ran.map((one, index) => seen(both[index] ?? '', one)),
    )
    expect(refusals.map(({ fixes }) => fixes[0])).toEqual([fix])
  })
})
