import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { selectFromArchive } from './select-from-archive.ts'
import { output } from './testing/child.ts'
import { chunked, packTree, streamsOf, temporaryFolder } from './testing/workshop.ts'

const long = `${'long/'.repeat(25)}ü`
const tree = { a: '1', 'b/c': Buffer.alloc(300_000, 'c'), 'b/e': null, 'b/l': { to: 'c' }, [long]: 'x', z: 'z' }

describe('what is selected from an archive', () => {
  it.each(['gzip', 'zstd'] as const)('is a tar with just that, in order, from %s', async (compression) => {
    const packed = await packTree(tree, { compression })
    const wanted = new Set(['z', long, 'b/l', 'b/e/', 'b/c'])
    const tar = await buffer(selectFromArchive({ ...streamsOf(packed), mediaType: packed.mediaType, wanted }))
    const folder = await temporaryFolder()
    await writeFile(path.join(folder, 'some.tar'), tar)
    const names = await output('tar', 'tf', path.join(folder, 'some.tar'), '--quoting-style=literal')
    expect(names.split('\n')).toEqual(['b/c', 'b/e/', 'b/l', long, 'z', ''])
    await output('tar', 'xf', path.join(folder, 'some.tar'), '-C', folder, '--no-same-owner')
    expect(await readFile(path.join(folder, 'b/c'))).toEqual(tree['b/c'])
  })

  it('may be chosen by a function, be nothing, be all, and be compressed', async () => {
    const packed = await packTree(tree)
    const { mediaType } = packed
    const all = await buffer(selectFromArchive({ ...streamsOf(packed), mediaType, wanted: () => true }))
    expect(all.equals(gunzipSync(await readFile(packed.archive)))).toBe(true)
    const nothing = await buffer(selectFromArchive({ ...streamsOf(packed), mediaType, wanted: new Set() }))
    expect(nothing).toEqual(Buffer.alloc(1024))
    const gzip = await buffer(
      selectFromArchive({ ...streamsOf(packed), mediaType, wanted: () => true, compression: 'gzip' }),
    )
    expect(gunzipSync(gzip).equals(all)).toBe(true)
  })

  it.each(['none', 'gzip'] as const)(
    'fails when something wanted is absent or the archive is cut off (%s)',
    async (compression) => {
      const packed = await packTree(tree)
      const { mediaType } = packed
      const absent = selectFromArchive({ ...streamsOf(packed), mediaType, wanted: new Set(['a', 'b']), compression })
      await expect(buffer(absent)).rejects.toMatchObject({ code: 'entry-absent', explanation: { expected: '"b"' } })
      const archive = chunked((await readFile(packed.archive)).subarray(0, -9))
      const cut = selectFromArchive({ archive, mediaType, wanted: () => true, compression })
      await expect(buffer(cut)).rejects.toMatchObject({ code: 'archive-truncated' })
      const wrong = selectFromArchive({
        ...streamsOf(packed),
        mediaType: 'application/vnd.towpath.code.v1.tar+zstd',
        wanted: () => true,
        compression,
      })
      await expect(buffer(wrong)).rejects.toMatchObject({ code: 'compression-mismatch' })
    },
  )

  it('closes the archive when nobody reads on', async () => {
    const packed = await packTree({ a: Buffer.alloc(20_000_000) })
    for (const compression of ['none', 'gzip'] as const) {
      const { archive } = streamsOf(packed)
      const closed = new Promise((resolve) => archive.on('close', resolve))
      const tar = selectFromArchive({ archive, mediaType: packed.mediaType, wanted: () => true, compression })
      await new Promise((resolve) => tar.once('readable', resolve))
      tar.destroy()
      await closed
    }
    const archive = Readable.from([])
    selectFromArchive({ archive, mediaType: packed.mediaType, wanted: () => true }).destroy()
    await new Promise((resolve) => (archive.destroyed ? resolve(0) : archive.on('close', resolve)))
  })
})
