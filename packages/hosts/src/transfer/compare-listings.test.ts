import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { compareListings } from './compare-listings.ts'
import type { ListedEntry } from './listing.ts'

const file = (path: string, content: string, mode: '0644' | '0755' = '0644'): ListedEntry => ({
  kind: 'file',
  path,
  mode,
  size: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
})
const link: ListedEntry = { kind: 'symlink', path: 'link', target: 'same' }

async function* listed(entries: readonly ListedEntry[]): AsyncGenerator<ListedEntry> {
  yield* entries
}

describe('the difference of two file indexes', () => {
  const before = [file('changed', 'one'), file('gone', 'two'), link, file('moved/a', 'three'), file('same', 'four')]
  const after = [file('changed', 'ONE'), link, file('moved/b', 'three'), file('new', 'five'), file('same', 'four')]

  it('is what changed or is new, what is gone, and every symlink', async () => {
    const found = await compareListings({ digest: 'd', entries: listed(before) }, listed(after))
    expect(found).toMatchObject({ base: 'd', gone: ['gone', 'moved/a'] })
    expect(found.entries.map(({ path }) => path)).toEqual(['changed', 'link', 'moved/b', 'new'])
  })

  it('says what a host with the base can lack: no bytes that are there under another path, but those of another mode', async () => {
    const programs = [...after, file('was-text', 'four', '0755')]
    const found = await compareListings({ digest: 'd', entries: listed(before) }, listed(programs))
    expect(found.lacking).toEqual(['changed', 'new', 'was-text'])
  })

  it('knows the whole by its digest', async () => {
    const hash = (entries: readonly ListedEntry[]) =>
      compareListings({ digest: 'd', entries: listed(before) }, listed(entries)).then(({ sha256 }) => sha256)
    const lines = [file('a', 'x'), file('b', 'yy', '0755')].map(
      (one) =>
        `${one.kind === 'file' ? `${one.sha256} ${one.mode === '0755' ? 555 : 444} ${one.size}` : ''} ${one.path}\n`,
    )
    expect(await hash([file('a', 'x'), file('b', 'yy', '0755')])).toBe(
      createHash('sha256').update(lines.join('')).digest('hex'),
    )
    expect(await hash(before)).not.toBe(await hash(after))
  })
})
