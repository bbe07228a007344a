import { createHash, hash } from 'node:crypto'
import { appendFileSync, truncateSync } from 'node:fs'
import { chmod, link, mkdir, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { gunzipSync, zstdDecompressSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { output, runInChild } from '../testing/child.ts'
import { indexedPaths, indexLines, pack, packTree, type Tree, temporaryFolder, writeTree } from '../testing/workshop.ts'

const sample: Tree = {
  'package.json': '{"name":"sample"}\n',
  'bin/start': { program: '#!/bin/sh\necho hello\n' },
  'dist/a.js': 'export const a = 1\n',
  'dist/a-b.js': '',
  'dist/ünïcode-…-\u{1F600}.txt': 'ü',
  [`long/${'directory/'.repeat(12)}file.txt`]: 'long',
  'links/to-a': { to: '../dist/a.js' },
  'links/dangling': { to: 'made-on-the-host' },
  'links/long': { to: `../long/${'directory/'.repeat(12)}file.txt` },
  'spool/empty': null,
}

describe('an archive', () => {
  it('is the same bytes on another path, day, umask, locale and order of creation', async () => {
    const folder = await temporaryFolder()
    const first = await writeTree(path.join(folder, 'first'), sample)
    const umask = process.umask(0o077)
    onTestFinished(() => void process.umask(umask))
    const second = await writeTree(
      path.join(folder, 'elsewhere/second'),
      Object.fromEntries(Object.entries(sample).reverse()),
    )
    process.umask(umask)
    await utimes(path.join(second, 'dist/a.js'), 1, 1)
    const build = (source: string, mask: string, env: Record<string, string>) =>
      runInChild('pack-in-child.ts', [mask, source, `${source}.tar.gz`, `${source}.ndjson`], env)
    const here = await build(first, '022', { LANG: 'C', TZ: 'UTC', UV_THREADPOOL_SIZE: '1' })
    const there = await build(second, '077', {
      LANG: 'de_DE.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
      TZ: 'Asia/Kathmandu',
      UV_THREADPOOL_SIZE: '8',
    })
    expect(there['digest']).toBe(here['digest'])
    expect(there['files']).toEqual(here['files'])
    expect(await readFile(`${second}.tar.gz`)).toEqual(await readFile(`${first}.tar.gz`))
  })

  it('keeps its form from one of our versions to the next', async () => {
    const packed = await packTree(sample)
    const tar = gunzipSync(await readFile(packed.archive))
    expect({ files: packed.files.digest, tar: hash('sha256', tar) }).toEqual({
      files: 'sha256:c3ce717f5698bb71724eb79fbe5955510319320eac2e20937129ec6bc46af693',
      tar: '36114be77ebd74689acdd04d74c137b8ca3a77e8ee263b4b4373a23fc4d8847d',
    })
    expect(packed).toMatchObject({
      entries: 10,
      unpackedBytes: 64,
      mediaType: 'application/vnd.towpath.code.v1.tar+gzip',
    })
  })

  it('has the digest and size of its bytes, and so has the file index', async () => {
    const packed = await packTree(sample)
    const archive = await readFile(packed.archive)
    const index = await readFile(packed.index)
    expect(packed.digest).toBe(`sha256:${hash('sha256', archive)}`)
    expect(packed.sizeBytes).toBe(archive.length)
    expect(packed.files).toEqual({ digest: `sha256:${hash('sha256', index)}`, sizeBytes: index.length })
  })

  it('is unpacked by GNU tar to the same tree', async () => {
    const packed = await packTree(sample)
    const target = await temporaryFolder()
    await output('tar', 'xzf', packed.archive, '-C', target, '--no-same-owner')
    const source = packed.archive.replace('.tar.gz', '')
    expect(await output('diff', '--recursive', '--no-dereference', source, target)).toBe('')
    const listing = await output('tar', 'tvzf', packed.archive, '--utc', '--full-time', '--numeric-owner')
    expect(
      listing
        .split('\n')
        .slice(0, -1)
        .every((line) => /^[-ld]\S{9} 0\/0 .* 2026-01-02 03:04:05 /.test(line)),
    ).toBe(true)
    expect(listing).toMatch(/^-rwxr-xr-x .* bin\/start$/m)
    expect(listing).toMatch(/^drwxr-xr-x .* spool\/empty\/$/m)
  })

  it('has a file index that agrees with sha256sum', async () => {
    const packed = await packTree(sample)
    const source = packed.archive.replace('.tar.gz', '')
    const files = (await indexLines(packed))
      .map((line) => JSON.parse(line))
      .filter(({ sha256 }) => sha256 !== undefined)
    expect(files.length).toBe(6)
    for (const { path: file, sha256 } of files) {
      expect((await output('sha256sum', path.join(source, file))).slice(0, 64)).toBe(sha256)
    }
  })

  it('is a plain gzip stream over many blocks', async () => {
    const noise = Buffer.concat(
      Array.from({ length: 300_000 }, (_, index) =>
        createHash('md5')
          .update(`${index >> 1}`)
          .digest(),
      ),
    )
    const packed = await packTree({ noise, more: noise.subarray(0, 700_000) })
    await output('gzip', '-t', packed.archive)
    const tar = gunzipSync(await readFile(packed.archive))
    expect(tar.includes(noise)).toBe(true)
    expect(tar.length % 512).toBe(0)
  })

  it('may be zstd, with the same tar in it', async () => {
    const folder = await writeTree(path.join(await temporaryFolder(), 'p'), {
      ...sample,
      big: Buffer.alloc(3_000_000, 'big'),
    })
    const gzip = gunzipSync(await readFile((await pack(folder)).archive))
    const packed = await pack(folder, { compression: 'zstd' })
    expect(packed.mediaType).toBe('application/vnd.towpath.code.v1.tar+zstd')
    expect(zstdDecompressSync(await readFile(packed.archive)).equals(gzip)).toBe(true)
    expect((await pack(folder, { compression: 'zstd' })).digest).toBe(packed.digest)
  })

  it('has modes by the owner’s x bit alone', async () => {
    const folder = await writeTree(path.join(await temporaryFolder(), 'p'), { a: '1', b: '2', c: '3' })
    await chmod(path.join(folder, 'a'), 0o4700)
    await chmod(path.join(folder, 'b'), 0o677)
    await chmod(path.join(folder, 'c'), 0o600)
    const modes = (await indexLines(await pack(folder))).map((line) => JSON.parse(line).mode)
    expect(modes).toEqual(['0755', '0644', '0644'])
  })

  it('holds hard links as files of their own', async () => {
    const folder = await writeTree(path.join(await temporaryFolder(), 'p'), { a: 'same' })
    await link(path.join(folder, 'a'), path.join(folder, 'b'))
    expect(await pack(folder)).toMatchObject({ entries: 2, unpackedBytes: 8 })
  })

  it('tells its progress, at the end the whole', async () => {
    const seen: unknown[] = []
    await packTree({ a: Buffer.alloc(2_500_000), b: '' }, { onProgress: (progress) => seen.push(progress) })
    expect(seen.length).toBeGreaterThan(1)
    expect(seen.at(-1)).toEqual({ entries: 2, unpackedBytes: 2_500_000, totalEntries: 2, totalBytes: 2_500_000 })
  })
})

describe('a symlink', () => {
  it.each<[string, Tree]>([
    ['absolute', { x: { to: '/etc/passwd' } }],
    ['out of the package', { 'a/x': { to: '../../y' } }],
    ['out by another symlink that is excluded', { 'skip/out': { to: '/etc' }, x: { to: 'skip/out/passwd' } }],
    ['out by a chain of symlinks', { 'a/b/s': { to: '../..' }, t: { to: 'a/b/s/../x' } }],
    ['to itself', { x: { to: 'x' } }],
  ])('is refused when it is %s', async (_, tree) => {
    const packed = packTree(tree, { exclude: ['skip'] })
    await expect(packed).rejects.toMatchObject({ code: 'symlink-leaves' })
    await expect(packed).rejects.toThrow(/Symlink "(x|a\/x|t)" → "/)
  })

  it('is kept as it is when it stays inside', async () => {
    const packed = await packTree({ 'a/b': { to: '../c' }, c: { to: 'd' }, d: '1', 'e/up': { to: '..' } })
    expect((await indexLines(packed)).filter((line) => line.includes('target'))).toEqual([
      '{"path":"a/b","target":"../c"}',
      '{"path":"c","target":"d"}',
      '{"path":"e/up","target":".."}',
    ])
  })
})

describe('what no package can hold', () => {
  it.each([
    ['a newline', 'a\nb'],
    ['a backslash', 'a\\b'],
  ])('is %s in a name', async (found, name) => {
    await expect(packTree({ [name]: '' })).rejects.toMatchObject({ code: 'path-refused', explanation: { found } })
  })

  it('is a name that is not UTF-8, while U+FFFD itself is one', async () => {
    const folder = await writeTree(path.join(await temporaryFolder(), 'p'), { 'fine-\uFFFD': '' })
    expect(await indexedPaths(await pack(folder))).toEqual(['fine-\uFFFD'])
    await writeFile(Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from([0xe4])]), '')
    await expect(pack(folder)).rejects.toMatchObject({
      code: 'path-refused',
      explanation: { found: 'a name that is not UTF-8' },
    })
  })

  it('is a fifo or a socket', async () => {
    const folder = await writeTree(path.join(await temporaryFolder(), 'p'), { a: '' })
    await output('mkfifo', path.join(folder, 'pipe'))
    await expect(pack(folder)).rejects.toMatchObject({ code: 'entry-unsupported', explanation: { found: 'a fifo' } })
    const server = createServer()
    onTestFinished(() => void server.close())
    await new Promise<void>((resolve) => server.listen(path.join(folder, 's'), resolve))
    await expect(pack(folder, { exclude: ['pipe'] })).rejects.toMatchObject({
      code: 'entry-unsupported',
      explanation: { found: 'a socket' },
    })
  })

  it('is more than the limits say', async () => {
    const tree = { a: '12345', b: '12345' }
    await expect(packTree(tree, { limits: { entries: 1, unpackedBytes: 100 } })).rejects.toMatchObject({
      code: 'limit-exceeded',
    })
    await expect(packTree(tree, { limits: { entries: 2, unpackedBytes: 9 } })).rejects.toMatchObject({
      code: 'limit-exceeded',
    })
    expect(await packTree(tree, { limits: { entries: 2, unpackedBytes: 10 } })).toMatchObject({ entries: 2 })
  })

  it('is a time before 1970', async () => {
    await expect(packTree({ a: '' }, { modifiedAt: new Date(-1) })).rejects.toMatchObject({ code: 'time-invalid' })
    await expect(packTree({ a: '' }, { modifiedAt: new Date('?') })).rejects.toMatchObject({ code: 'time-invalid' })
  })
})

describe('a failure', () => {
  const tree = { a: Buffer.alloc(3_000_000), b: 'small', c: Buffer.alloc(400_000) }
  const prepare = async () => {
    const parent = await temporaryFolder()
    return { parent, folder: await writeTree(path.join(parent, 'package'), tree) }
  }

  it.each([
    ['a large file grows', (folder: string) => appendFileSync(path.join(folder, 'c'), 'x')],
    ['a large file shrinks', (folder: string) => truncateSync(path.join(folder, 'c'), 300_000)],
  ])('leaves nothing behind when %s', async (_, disturb) => {
    const { parent, folder } = await prepare()
    const packed = pack(folder, { onProgress: () => disturb(folder) })
    await expect(packed).rejects.toMatchObject({ code: 'file-changed', retryable: true })
    expect(await readdir(parent)).toEqual(['package'])
  })

  it.each(['gzip', 'zstd'] as const)('leaves nothing behind when %s is aborted', async (compression) => {
    const { parent, folder } = await prepare()
    const abort = new AbortController()
    const reason = new Error('enough')
    const packed = pack(folder, { compression, signal: abort.signal, onProgress: () => abort.abort(reason) })
    await expect(packed).rejects.toBe(reason)
    expect(await readdir(parent)).toEqual(['package'])
  })

  it('leaves nothing behind when the target can not be written', async () => {
    const { parent, folder } = await prepare()
    const target = { archive: `${folder}.tar.gz`, files: path.join(parent, 'absent/index') }
    await expect(pack(folder, { target })).rejects.toMatchObject({ code: 'target-unwritable' })
    await mkdir(`${parent}/taken/x`, { recursive: true })
    await expect(pack(folder, { target: { ...target, files: `${parent}/taken` } })).rejects.toMatchObject({
      code: 'target-unwritable',
    })
    await expect(
      pack(folder, { target: { archive: `${parent}/taken`, files: `${parent}/index` } }),
    ).rejects.toMatchObject({ code: 'target-unwritable' })
    expect((await readdir(parent)).sort()).toEqual(['package', 'taken'])
  })

  it('names the file that is gone', async () => {
    const { folder } = await prepare()
    const packed = pack(folder, {
      onProgress: () => void rename(path.join(folder, 'c'), path.join(folder, 'gone')).catch(() => 0),
    })
    await expect(packed).rejects.toMatchObject({
      code: 'file-unreadable',
      explanation: { where: path.join(folder, 'c') },
    })
  })
})
