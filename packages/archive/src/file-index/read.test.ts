import { describe, expect, it } from 'vitest'
import { chunked } from '../testing/workshop.ts'
import { readFileIndex } from './read.ts'

const sha256 = '0'.repeat(64)
const file = (path: string, size = 1) =>
  `{"mode":"0644","path":${JSON.stringify(path)},"sha256":"${sha256}","size":${size}}\n`
const read = async (text: string | Buffer, chunkBytes?: number) => {
  const entries = await Array.fromAsync(
    readFileIndex(chunked(Buffer.from(text), chunkBytes), { entries: 3, unpackedBytes: 100 }),
  )
  return entries.map(({ path }) => path)
}

describe('a file index', () => {
  it('is read across any borders of chunks', async () => {
    for (const size of [1, 7, 1000]) expect(await read(file('ä') + file('ö'), size)).toEqual(['ä', 'ö'])
  })

  it('may be empty', async () => {
    expect(await read('')).toEqual([])
  })

  it.each([
    ['out of order', file('b') + file('a')],
    ['with a path twice', file('a') + file('a')],
    ['with a file below a symlink', `{"path":"a","target":"b"}\n${file('a/x')}`],
    ['with an empty line', `${file('a')}\n${file('b')}`],
    ['without its last newline', file('a').slice(0, -1)],
    ['with a byte order mark', `\uFEFF${file('a')}`],
    [
      'that is not UTF-8',
      Buffer.concat([Buffer.from('{"path":"'), Buffer.from([0xff]), Buffer.from('","target":"b"}\n')]),
    ],
    ['with an endless line', 'x'.repeat(70_000)],
  ])('%s is refused', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'index-invalid' })
  })

  it('beyond the limits is refused', async () => {
    await expect(read(['a', 'b', 'c', 'd'].map((path) => file(path)).join(''))).rejects.toMatchObject({
      code: 'limit-exceeded',
    })
    await expect(read(file('a', 60) + file('b', 60))).rejects.toMatchObject({ code: 'limit-exceeded' })
  })
})
