import { describe, expect, it } from 'vitest'
import { bareDigest, digestOf, digestOfDocument, digestSchema, isDigest, shortDigest } from './digest.ts'

const empty = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

describe('a digest', () => {
  it('is sha256 of the bytes', () => {
    expect(digestOf('')).toBe(empty)
    expect(digestOf(new Uint8Array())).toBe(empty)
    expect(digestOf('é')).toBe(digestOf(new TextEncoder().encode('é')))
  })

  it('of a document is that of its canonical JSON', () => {
    expect(digestOfDocument({ b: 1, a: [] })).toBe(digestOf('{"a":[],"b":1}'))
  })

  it('is written bare in paths and short for people', () => {
    expect(bareDigest(digestOf(''))).toBe(empty.slice(7))
    expect(shortDigest(digestOf(''))).toBe('e3b0c44298fc')
  })

  it.each(['', 'sha256:', empty.toUpperCase(), empty.slice(0, -1), `${empty}0`, empty.slice(7), `${empty}\n`])(
    'is not %j',
    (text) => {
      expect(isDigest(text)).toBe(false)
      expect(digestSchema.safeParse(text).success).toBe(false)
    },
  )
})
