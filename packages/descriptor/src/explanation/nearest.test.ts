import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance, nearest } from './nearest.ts'

describe('the distance between two words', () => {
  it.each([
    ['include', 'inclde', 1],
    ['include', 'inlcude', 1],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
  ])('%s, %s: %d', (a, b, distance) => expect(editDistance(a, b)).toBe(distance))

  it('is the same both ways, and nothing only for the same word', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b) === 0).toBe(a === b)
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
  })
})

describe('the nearest known word', () => {
  const known = ['include', 'exclude', 'run', 'build']
  it.each([
    ['inclde', 'include'],
    ['Include', 'include'],
    ['exclud', 'exclude'],
    ['rn', 'run'],
    ['cmd', undefined],
    ['x'.repeat(1000), undefined],
  ])('to %s is %s', (word, meant) => expect(nearest(word, known)).toBe(meant))
})
