import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareVersionsDescending, isVersion, suggestVersion, versionSchema } from './version.ts'

describe('a version', () => {
  it.each([
    '1.4.0',
    '0.0.0',
    '1.4.0-rc.1',
    '1.4.0-rc.1+build.5',
    '1.4.0+20261123',
    '1.0.0--',
    `1.0.0-${'a'.repeat(90)}`,
  ])('may be %s', (text) => expect(isVersion(text)).toBe(true))

  it.each([
    '',
    '1',
    '1.4',
    'v1.4.0',
    '=1.4.0',
    ' 1.4.0',
    '1.4.0 ',
    '01.4.0',
    '1.4.0-01',
    '1.4.0-',
    '1.4.0+',
    '1.4.0+a+b',
    '1.4.0-a_b',
    `1.0.0-${'a'.repeat(91)}`,
    '1.4.x',
    '9007199254740993.0.0',
    '1.4.0\n',
  ])('is not %j', (text) => expect(isVersion(text)).toBe(false))

  it.each([
    ['1.4', '1.4.0'],
    ['1', '1.0.0'],
    ['v1.4.0', '1.4.0'],
    ['V2', '2.0.0'],
    ['01.2.3', '1.2.3'],
    ['1.10', '1.10.0'],
    ['1.4-rc.1', '1.4.0-rc.1'],
    [' 1.4.0 ', '1.4.0'],
    ['latest', null],
    ['orders-12', null],
    ['1.2.3.4', null],
  ])('meant by %j is %j', (text, version) => expect(suggestVersion(text)).toBe(version))

  it('is described to editors by a pattern that agrees', () => {
    const { pattern = '' } = versionSchema.meta() ?? {}
    const shape = new RegExp(String(pattern))
    const part = fc.constantFrom('0', '1', '10', '01', 'a', '-', '.', '+', 'rc')
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 9 }).map((parts) => `1.2.${parts.join('')}`),
        (text) => {
          expect(shape.test(text)).toBe(isVersion(text))
        },
      ),
    )
  })
})

describe('the order of versions', () => {
  it('is highest first, and total', () => {
    const versions = ['1.0.0', '1.10.0', '1.2.0', '1.10.0-rc.1', '1.10.0+b', '1.10.0+a']
    expect(versions.sort(compareVersionsDescending)).toEqual([
      '1.10.0+b',
      '1.10.0+a',
      '1.10.0',
      '1.10.0-rc.1',
      '1.2.0',
      '1.0.0',
    ])
  })
})
