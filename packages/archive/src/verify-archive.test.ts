import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { gunzipSync, gzipSync, constants as zlib, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOfTar } from './tar/header.ts'
import { gzipped, indexOf, otherTar, ourTar } from './testing/tar.ts'
import { chunked, type Packed, packTree, streamsOf, type Tree } from './testing/workshop.ts'
import { type VerifyRequest, verifyArchive } from './verify-archive.ts'

const sample: Tree = {
  a: 'content of a',
  'b/c': { program: '#!/bin/sh' },
  'b/empty': null,
  'b/link': { to: '../a' },
  [`${'long/'.repeat(25)}ü`]: 'x'.repeat(600),
}
const bytesOf = async (packed: Packed) => ({
  archive: await readFile(packed.archive),
  files: await readFile(packed.index),
})
const verify = (bytes: { archive: Uint8Array; files: Uint8Array }, rest: Partial<VerifyRequest> = {}) =>
  verifyArchive({ ...rest, archive: chunked(bytes.archive), files: chunked(bytes.files) })
const codeOf = (verified: Promise<unknown>): Promise<unknown> =>
  verified.then(
    () => 'verified',
    (error: { code?: unknown }) => error.code ?? error,
  )

describe('an archive and its file index', () => {
  it.each(['gzip', 'zstd'] as const)('are verified as they were packed, with %s', async (compression) => {
    const packed = await packTree(sample, { compression })
    const { digest, sizeBytes, entries, unpackedBytes, mediaType } = packed
    expect(await verifyArchive(streamsOf(packed))).toEqual({
      digest,
      sizeBytes,
      entries,
      unpackedBytes,
      mediaType,
      filesDigest: packed.files.digest,
      filesSizeBytes: packed.files.sizeBytes,
    })
    const bytes = await bytesOf(packed)
    for (const size of [1, 13, 512]) {
      expect(
        await verifyArchive({ archive: chunked(bytes.archive, size), files: chunked(bytes.files, size) }),
      ).toMatchObject({ digest })
    }
  })

  it('are verified whatever the tree', async () => {
    const name = fc
      .stringMatching(/^[a-zA-Z0-9ü…\u{1F600}.-]{1,60}$/u)
      .filter((text) => !['.', '..'].includes(text) && Buffer.byteLength(text) < 200)
    const content = fc.oneof(
      fc.string(),
      fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
    )
    const file = fc.tuple(fc.array(name, { minLength: 1, maxLength: 4 }), content)
    await fc.assert(
      fc.asyncProperty(
        fc.array(file, { minLength: 1, maxLength: 12 }),
        fc.constantFrom('gzip' as const, 'zstd' as const),
        async (files, compression) => {
          // A number in front of each name that is a folder keeps folders and files apart.
          const tree = Object.fromEntries(
            files.map(([names, text]) => [
              names.map((part, depth) => (depth < names.length - 1 ? `1${part}` : `2${part}`)).join('/'),
              text,
            ]),
          )
          const packed = await packTree(tree, { compression })
          const { digest, entries } = packed
          expect(await verifyArchive(streamsOf(packed))).toMatchObject({ digest, entries })
        },
      ),
      { numRuns: 25 },
    )
  })

  it.each(['gzip', 'zstd'] as const)('are refused when any byte is another, with %s', async (compression) => {
    const packed = await packTree(sample, { compression })
    const bytes = await bytesOf(packed)
    const expected = { digest: packed.digest, filesDigest: packed.files.digest }
    for (const which of ['archive', 'files'] as const) {
      for (let offset = 0; offset < bytes[which].length; offset++) {
        const flipped = Buffer.from(bytes[which])
        flipped[offset] = (flipped[offset] ?? 0) ^ (1 << (offset % 8))
        const code = await codeOf(verify({ ...bytes, [which]: flipped }, { expected }))
        expect(code, `${which} at ${offset}`).toBeTypeOf('string')
        expect(code, `${which} at ${offset}`).not.toBe('verified')
        if (which === 'files') expect(code).not.toBe('digest-mismatch')
      }
    }
  })

  it.each(['gzip', 'zstd'] as const)('are refused when they end early or late, with %s', async (compression) => {
    const bytes = await bytesOf(await packTree(sample, { compression }))
    for (let length = 0; length < bytes.archive.length; length++) {
      const code = await codeOf(verify({ ...bytes, archive: bytes.archive.subarray(0, length) }))
      expect(code, `${length} of ${bytes.archive.length}`).toBe('archive-truncated')
    }
    for (const behind of [
      Buffer.from([0]),
      Buffer.from('garbage '.repeat(9)),
      bytes.archive,
      Buffer.from('502a4d1800000000', 'hex'),
    ]) {
      const longer = Buffer.concat([bytes.archive, behind])
      expect(await codeOf(verify({ ...bytes, archive: longer }))).toBe('archive-foreign')
      expect(
        await codeOf(verifyArchive({ archive: chunked(longer, bytes.archive.length), files: chunked(bytes.files) })),
      ).toBe('archive-foreign')
    }
  })

  it('are refused when they are not from one build', async () => {
    const one = await bytesOf(await packTree({ a: '1', b: '2' }))
    for (const tree of [
      { a: '1' },
      { a: '1', b: '2', c: '3' },
      { a: '1', b: '3' },
      { a: '1', bb: '2' },
      { a: '1', b: { program: '2' } },
      { a: '1', b: { to: 'a' } },
      { a: '1', b: null },
    ] as Tree[]) {
      const other = await bytesOf(await packTree(tree))
      expect(await codeOf(verify({ archive: one.archive, files: other.files })), JSON.stringify(tree)).toBe(
        'index-mismatch',
      )
      expect(await codeOf(verify({ archive: other.archive, files: one.files })), JSON.stringify(tree)).toBe(
        'index-mismatch',
      )
    }
  })

  it('are refused beyond the limits', async () => {
    const bytes = await bytesOf(await packTree({ a: '12345', b: '12345' }))
    expect(await codeOf(verify(bytes, { limits: { entries: 1, unpackedBytes: 10 } }))).toBe('limit-exceeded')
    expect(await codeOf(verify(bytes, { limits: { entries: 2, unpackedBytes: 9 } }))).toBe('limit-exceeded')
    expect(await codeOf(verify(bytes, { limits: { entries: 2, unpackedBytes: 10 } }))).toBe('verified')
  })

  it('are refused with another compression or digest than expected', async () => {
    const bytes = await bytesOf(await packTree(sample))
    expect(await codeOf(verify(bytes, { expected: { compression: 'zstd' } }))).toBe('compression-mismatch')
    expect(await codeOf(verify({ ...bytes, archive: gunzipSync(bytes.archive) }))).toBe('compression-mismatch')
    expect(await codeOf(verify(bytes, { expected: { digest: 'sha256:0' } }))).toBe('digest-mismatch')
    expect(await codeOf(verify(bytes, { expected: { filesDigest: 'sha256:0' } }))).toBe('digest-mismatch')
  })
})

describe('a hand-made archive', () => {
  const empty = Buffer.alloc(0)
  const hostile = async (tar: Buffer, files: Buffer = empty) => codeOf(verify({ archive: await gzipped(tar), files }))
  const file = { kind: 'file', mode: '0644', size: 1 } as const
  const sha256 = hash('sha256', 'x')

  it.each(['../x', '/etc/x', 'a/../../x', 'a//x', './x', 'a\\x', 'a\nx'])(
    'with %j is refused before its content is read',
    async (name) => {
      expect(await hostile(ourTar([[{ ...file, path: name }, 'x']]))).toBe('path-refused')
      expect(await hostile(await otherTar([[{ name, type: 'file' }, 'x']]))).toBe('path-refused')
    },
  )

  it('with a symlink that leaves is refused', async () => {
    for (const target of ['/etc', '..', 'a/../../x']) {
      expect(await hostile(ourTar([[{ kind: 'symlink', path: 'x', target }]]))).toBe('symlink-leaves')
    }
  })

  it('with a file below a symlink is refused, though the index says the same', async () => {
    const tar = ourTar([[{ kind: 'symlink', path: 's', target: 'd' }], [{ ...file, path: 's/x' }, 'x']])
    const index = indexOf([
      { kind: 'symlink', path: 's', target: 'd' },
      { ...file, path: 's/x', sha256 },
    ])
    expect(await hostile(tar, index)).toBe('index-invalid')
  })

  it.each(['link', 'character-device', 'block-device', 'fifo'] as const)('with a %s is refused', async (type) => {
    expect(await hostile(await otherTar([[{ name: 'x', type, linkname: 'y' }]]))).toBe('entry-unsupported')
  })

  it('with an owner, another mode, another time or a name in it is refused', async () => {
    const index = indexOf([{ ...file, path: 'a', sha256 }])
    expect(await hostile(ourTar([[{ ...file, path: 'a' }, 'x']]), index)).toBe('verified')
    for (const header of [{ uid: 1000 }, { mode: 0o4755 }, { uname: 'deploy' }, { mtime: new Date(-5000) }]) {
      expect(await hostile(await otherTar([[{ name: 'a', ...header }, 'x']]), index)).toMatch(
        /archive-(foreign|damaged)/,
      )
    }
  })

  it('with anything where zeros belong is refused', async () => {
    const index = indexOf([{ ...file, path: 'a', sha256 }])
    const tar = ourTar([[{ ...file, path: 'a' }, 'x']])
    for (const offset of [513, 1023, 1024 + 600]) {
      const changed = Buffer.from(tar)
      changed[offset] = 1
      expect(await hostile(changed, index)).toBe('archive-foreign')
    }
    expect(
      await hostile(ourTar([[{ ...file, path: 'a' }, 'x']], Buffer.concat([endOfTar, Buffer.alloc(512)])), index),
    ).toBe('archive-foreign')
    expect(await hostile(ourTar([[{ ...file, path: 'a' }, 'x']], endOfTar.subarray(0, 512)), index)).toBe(
      'archive-truncated',
    )
    expect(await hostile(tar.subarray(0, 700), index)).toBe('archive-truncated')
  })

  it('that is a bomb is stopped at the first byte too many, not unpacked', async () => {
    const zeros = Buffer.alloc(64 * 1024 * 1024)
    const bomb = Buffer.concat([ourTar([[{ ...file, path: 'a' }, 'x']]), zeros])
    const index = indexOf([{ ...file, path: 'a', sha256 }])
    expect(await hostile(bomb, index)).toBe('archive-foreign')
    const huge = ourTar([[{ ...file, path: 'a', size: 2 ** 40 }]])
    const lying = indexOf([{ ...file, path: 'a', size: 2 ** 40, sha256 }])
    expect(await hostile(huge, lying)).toBe('limit-exceeded')
    expect(await hostile(huge, index)).toBe('index-mismatch')
  })

  it('with another form of gzip or zstd is refused', async () => {
    const tar = ourTar([[{ ...file, path: 'a' }, 'x']])
    const files = indexOf([{ ...file, path: 'a', sha256 }])
    const named = Buffer.concat([
      Buffer.from([0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 255, 0x61, 0]),
      gzipSync(tar).subarray(10),
    ])
    expect(await codeOf(verify({ archive: named, files }))).toBe('archive-foreign')
    expect(await codeOf(verify({ archive: zstdCompressSync(tar), files }))).toBe('archive-foreign')
    const checked = { params: { [zlib.ZSTD_c_checksumFlag]: 1 } }
    expect(await codeOf(verify({ archive: zstdCompressSync(tar, checked), files }))).toBe('verified')
  })
})
