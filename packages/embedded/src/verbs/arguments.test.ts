import { describe, expect, it } from 'vitest'
import { EmbeddedFault } from '../fault.ts'
import { numberOption, parseArguments, takeWords } from './arguments.ts'
import { runPortVerb } from './port-verb.ts'

describe('the arguments of a verb', () => {
  it('are words and known options with a value', () => {
    expect(parseArguments(['a', '--lines', '5', 'b'], ['lines'])).toEqual({
      words: ['a', 'b'],
      options: { lines: '5' },
    })
  })

  it.each([
    ['an unknown option', () => parseArguments(['--line', '5'], ['lines'])],
    ['an option without a value', () => parseArguments(['--lines'], ['lines'])],
    ['a number that is none', () => numberOption('5s')],
    ['a word too few', () => takeWords(['root'], 'root', 'host')],
    ['a word too many', () => takeWords(['root', 'more'], 'root')],
  ])('with %s are refused', (_, read) => {
    expect(read).toThrow(EmbeddedFault)
  })

  it.each(['18000', '0-10', '5-4', '1-70000', 'any'])('%s is no range of ports', async (range) => {
    await expect(runPortVerb([range])).rejects.toThrow(/expected ephemeral, or a range/)
  })
})
