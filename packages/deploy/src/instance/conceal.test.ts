import { expect, it } from 'vitest'
import { concealer } from './conceal.ts'

it('secrets are concealed line by line, longest first, and short ones are left', () => {
  const orders = {
    variables: { DB: 'abc', LEVEL: '1', LONG: 'abcdef' },
    files: { KEY: 'first line\r\nlast\n' },
    hostFiles: {},
  }
  const conceal = concealer({ orders }, { stock: { variables: { OLD: 'xyz $&' }, files: {}, hostFiles: {} } })
  expect(conceal('1 abcdef abc, first line then last, xyz $&')).toBe('1 *** ***, *** then ***, ***')
})
