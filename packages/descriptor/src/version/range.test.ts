import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isName } from '../name.ts'
import {
  canonicalRange,
  isRange,
  labelOfRange,
  newestSatisfying,
  satisfies,
  spellingsOfRange,
  spellingsOfVersion,
} from './range.ts'

const exclude = { prereleases: 'exclude' } as const
const include = { prereleases: 'include' } as const

describe('a range', () => {
  it.each(['2', '2.1', '2.1.0', '^2.1', '~2.1', '>=1 <3 || ^5', '*', '1.x', '=1.0.0'])('may be %s', (text) =>
    expect(isRange(text)).toBe(true),
  )

  it.each(['', ' ', 'latest', '1.2.3.4', '>', '01', `>=1${' <2'.repeat(100)}`])('is not %j', (text) =>
    expect(isRange(text)).toBe(false),
  )
})

describe('the label of a range', () => {
  it.each([
    ['2', 'v2'],
    ['^2', 'v2'],
    ['~2', 'v2'],
    ['2.x', 'v2'],
    ['^2.0.0', 'v2'],
    ['>=2.0.0 <3.0.0-0', 'v2'],
    ['2.1', 'v2-1'],
    ['~2.1', 'v2-1'],
    ['~2.1.0', 'v2-1'],
    ['2.1.0', 'v2-1-0'],
    ['=2.1.0', 'v2-1-0'],
    ['0', 'v0'],
    ['^0', 'v0'],
    ['0.0', 'v0-0'],
    ['^0.2', 'v0-2'],
    ['~0.2', 'v0-2'],
    ['0.0.3', 'v0-0-3'],
  ])('%s is %s', (range, label) => expect(labelOfRange(range)).toBe(label))

  it.each(['^2.1', '^0.2.3', '^0.0.3', '>=2.0.0 <3.0.0', '>=1 <3 || ^5', '2.1.0-rc.1', '*', '>=2', '<1.0.0'])(
    '%s is r and 8 hex digits',
    (range) => expect(labelOfRange(range)).toMatch(/^r[0-9a-f]{8}$/),
  )

  it('is that of the canonical range, so that one range has one label, fit for a host name', () => {
    const number = fc.nat({ max: 3 })
    const numbers = fc.array(number, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'))
    const comparator = fc
      .tuple(fc.constantFrom('', '^', '~', '=', '>=', '<', '>', '<='), numbers)
      .map((parts) => parts.join(''))
    const range = fc.array(comparator, { minLength: 1, maxLength: 2 }).map((parts) => parts.join(' || '))
    fc.assert(
      fc.property(range, (text) => {
        const label = labelOfRange(text)
        expect(label).toBe(labelOfRange(canonicalRange(text)))
        expect(isName(label)).toBe(true)
        if (label.startsWith('v')) {
          expect(canonicalRange(label.slice(1).replaceAll('-', '.'))).toBe(canonicalRange(text))
        }
      }),
    )
  })
})

describe('the spellings that routes know', () => {
  it('of a declared range are as written, canonical, and its label', () => {
    expect(spellingsOfRange('^2')).toEqual(['^2', '>=2.0.0 <3.0.0-0', 'v2'])
    expect(spellingsOfRange('2.1.0')).toEqual(['2.1.0', 'v2-1-0'])
  })

  it('of a live version are the forms of its major, minor and exact numbers, and their labels', () => {
    expect(spellingsOfVersion('2.1.3')).toEqual([
      '2',
      '2.1',
      '2.1.3',
      '^2',
      '^2.1',
      '^2.1.3',
      '~2',
      '~2.1',
      '~2.1.3',
      '=2',
      '=2.1',
      '=2.1.3',
      'v2',
      'v2-1',
      'v2-1-3',
    ])
    expect(spellingsOfVersion('2.1.3-rc.1+b')).toContain('=2.1.3-rc.1')
  })
})

describe('what satisfies a range', () => {
  it('is no prerelease unless the range names one or the environment includes them', () => {
    expect(satisfies('1.4.0-rc.1', '^1.3', exclude)).toBe(false)
    expect(satisfies('1.4.0-rc.1', '^1.3', include)).toBe(true)
    expect(satisfies('1.4.0-rc.2', '^1.4.0-rc.1', exclude)).toBe(true)
    expect(newestSatisfying(['1.3.0', '1.4.0-rc.1', '2.0.0'], '1', exclude)).toBe('1.3.0')
    expect(newestSatisfying(['1.3.0', '1.4.0-rc.1', '2.0.0'], '1', include)).toBe('1.4.0-rc.1')
    expect(newestSatisfying(['2.0.0'], '1', exclude)).toBeNull()
  })
})
