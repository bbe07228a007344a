import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type ListedEntry, listingStream, renderListedEntry } from './listing.ts'

const file: ListedEntry = { kind: 'file', path: 'a b', mode: '0755', size: 3, sha256: 'a'.repeat(64) }

describe('a listing', () => {
  it('has a line for each entry, with the modes of a read-only package', async () => {
    const entries: ListedEntry[] = [
      file,
      { ...file, path: '-', mode: '0644' },
      { kind: 'symlink', path: 'bin/x', target: '../y//z' },
      { kind: 'directory', path: 'empty/' },
    ]
    const hash = 'a'.repeat(64)
    expect(await text(listingStream(entries).pipe(createGunzip()))).toBe(
      `f ${hash} 555 3 a b\nf ${hash} 444 3 -\nl bin/x//../y//z\nd empty\n`,
    )
  })

  it.each(['', '/etc', 'a//b', 'a/../b', './a', 'a\nb', 'a\\b', 'a\0'])('refuses the path %j', (path) => {
    expect(() => renderListedEntry({ ...file, path })).toThrow(expect.objectContaining({ code: 'listing-refused' }))
  })

  it.each(['/etc/passwd', '', 'a\nb'])('refuses a symlink to %j', (target) => {
    expect(() => renderListedEntry({ kind: 'symlink', path: 'link', target })).toThrow(
      expect.objectContaining({ code: 'listing-refused' }),
    )
  })

  it('fails with what its source fails with', async () => {
    const failing = (async function* (): AsyncGenerator<ListedEntry> {
      yield file
      throw new Error('the store went away')
    })()
    await expect(text(listingStream(failing))).rejects.toThrow('the store went away')
  })
})
