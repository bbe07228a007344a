import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Mask } from './mask.ts'

describe('a mask', () => {
  it('hides a value, and each line of one that has several', () => {
    const mask = new Mask()
    mask.add('first line\nsecond line')
    expect(mask.apply('a first line here and a second line there')).toBe('a *** here and a *** there')
  })

  it('hides a value that contains another one whole', () => {
    const mask = new Mask()
    mask.add('abc')
    mask.add('abcdef')
    expect(mask.apply('abcdef abc')).toBe('*** ***')
  })

  it('leaves what is too short to be a secret readable', () => {
    const mask = new Mask()
    mask.add('1')
    expect(mask.apply('1 host')).toBe('1 host')
  })

  it('never lets a masked value through', () => {
    const values = fc.array(
      fc.string({ minLength: 3 }).filter((text) => text.trim().length >= 3 && !text.includes('*')),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(values, fc.string(), (secrets, around) => {
        const mask = new Mask()
        for (const secret of secrets) mask.add(secret)
        const shown = mask.apply(secrets.map((secret) => `${around}${secret}`).join(' '))
        for (const secret of secrets) expect(shown.includes(secret) && !around.includes(secret)).toBe(false)
      }),
    )
  })
})
