import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePaths, OrderedPaths } from './path-order.ts'

describe('the order of paths', () => {
  it('is that of their bytes, beyond the basic plane too', () => {
    const text = fc.string({ unit: 'grapheme' })
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(comparePaths(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
    expect(comparePaths('\u{1F600}', '\uFF5E')).toBeGreaterThan(0)
  })
})

describe('paths that go by in order', () => {
  const objections = (...paths: string[]) => {
    const ordered = new OrderedPaths()
    return paths.map((path) => ordered.objectionTo(path)).filter((objection) => objection !== undefined)
  }

  it('are accepted, also when one begins with another', () => {
    expect(objections('a', 'a-b/c', 'a.js', 'ab', 'b/', 'c/d', 'c/e/f')).toEqual([])
  })

  it('are refused when out of order or twice there', () => {
    expect(objections('b', 'a')).toEqual(['"a" behind "b"'])
    expect(objections('a', 'a')).toEqual(['"a" a second time'])
  })

  it('are refused below a file, however much stands between, and below an empty folder', () => {
    expect(objections('a', 'a-b/c', 'a.js', 'a/x')).toEqual([expect.stringContaining('"a/x" below "a"')])
    expect(objections('a', 'a/')).toEqual([expect.stringContaining('"a/" below "a"')])
    expect(objections('d/', 'd/x')).toEqual([expect.stringContaining('"d/x" below "d/"')])
  })
})
