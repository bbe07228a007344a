import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isName, suggestName, variableSchema } from './name.ts'

describe('a name', () => {
  it.each(['ab', 'orders', 'a-b', '2fa', '12', 'a--b', 'x'.repeat(63)])('may be %s', (text) =>
    expect(isName(text)).toBe(true),
  )

  it.each(['', 'a', '-a', 'a-', 'Orders', 'a_b', 'a.b', 'é1', 'x'.repeat(64), 'ab\n'])('is not %j', (text) =>
    expect(isName(text)).toBe(false),
  )

  it.each([
    ['Order_Service', 'order-service'],
    ['OrderService', 'order-service'],
    ['Über Uns', 'uber-uns'],
    ['x', null],
    ['___', null],
  ])('near %j is %j', (text, name) => expect(suggestName(text)).toBe(name))

  it('is suggested only as a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const name = suggestName(text)
        expect(name === null || isName(name)).toBe(true)
      }),
    )
  })
})

describe('a variable', () => {
  it.each(['A', '_a', 'LOG_LEVEL', 'a1'])('may be %s', (text) =>
    expect(variableSchema.safeParse(text).success).toBe(true),
  )
  it.each(['', '1A', 'A-B', 'A B', 'A=1', 'A\n'])('is not %j', (text) =>
    expect(variableSchema.safeParse(text).success).toBe(false),
  )
})
