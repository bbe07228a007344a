import { createReadStream } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { onTestFinished } from 'vitest'
import { type PackedArchive, type PackRequest, packArchive } from '../pack/pack-archive.ts'

/** A folder of its own for one test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'towpath-archive-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Content of a file; `{program}` has its x bit; `{to}` is a symlink; null is an empty folder. */
export type Tree = Readonly<Record<string, string | Buffer | null | { program: string } | { to: string }>>

export async function writeTree(folder: string, tree: Tree): Promise<string> {
  await mkdir(folder, { recursive: true })
  for (const [name, content] of Object.entries(tree)) {
    const file = path.join(folder, name)
    await mkdir(content === null ? file : path.dirname(file), { recursive: true })
    if (content === null) continue
    if (typeof content === 'string' || Buffer.isBuffer(content)) await writeFile(file, content)
    else if ('to' in content) await symlink(content.to, file)
    else {
      await writeFile(file, content.program)
      await chmod(file, 0o755)
    }
  }
  return folder
}

export interface Packed extends PackedArchive {
  readonly archive: string
  readonly index: string
}

/** Packs all of the folder beside it, unless told otherwise. */
export async function pack(folder: string, request: Partial<PackRequest> = {}): Promise<Packed> {
  const target = { archive: `${folder}.tar.gz`, files: `${folder}.ndjson` }
  const packed = await packArchive({
    folder,
    include: ['**'],
    compression: 'gzip',
    modifiedAt: new Date('2026-01-02T03:04:05Z'),
    target,
    ...request,
  })
  return { ...packed, archive: target.archive, index: target.files }
}

export async function packTree(tree: Tree, request: Partial<PackRequest> = {}): Promise<Packed> {
  return pack(await writeTree(path.join(await temporaryFolder(), 'package'), tree), request)
}

export async function indexLines(packed: Packed): Promise<readonly string[]> {
  return (await readFile(packed.index, 'utf8')).split('\n').slice(0, -1)
}

export async function indexedPaths(packed: Packed): Promise<readonly string[]> {
  return (await indexLines(packed)).map((line) => /"path":"([^"]*)"/.exec(line)?.[1] ?? line)
}

export function streamsOf(packed: Packed): { archive: Readable; files: Readable } {
  return { archive: createReadStream(packed.archive), files: createReadStream(packed.index) }
}

/** A stream of these bytes in chunks, so that every boundary is met. */
export function chunked(bytes: Uint8Array, chunkBytes = bytes.length): Readable {
  function* chunks(): Generator<Uint8Array> {
    for (let offset = 0; offset < bytes.length; offset += chunkBytes) yield bytes.subarray(offset, offset + chunkBytes)
  }
  return Readable.from(chunks(), { objectMode: false })
}
