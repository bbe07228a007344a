import { createHash, type Hash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { ArchiveFault } from './archive-fault.ts'
import { decompress } from './compression/decompress.ts'
import type { EntryHead, FileEntry } from './file-entry.ts'
import { readFileIndex } from './file-index/read.ts'
import { HashedStream } from './hashed-stream.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { type ArchiveMediaType, archiveMediaTypes, type Compression } from './media-type.ts'
import { type TarEvent, TarReader } from './tar/reader.ts'

export interface VerifyRequest {
  /** The archive's compressed bytes. */
  readonly archive: Readable
  /** The file index's bytes. */
  readonly files: Readable
  /** Default: FORMATS'. */
  readonly limits?: Limits
  /** What a descriptor or manifest says; each is compared when it is given. */
  readonly expected?: {
    readonly compression?: Compression
    readonly digest?: string
    readonly filesDigest?: string
  }
}

export interface VerifiedArchive {
  readonly entries: number
  /** Sum of the sizes of all files. */
  readonly unpackedBytes: number
  readonly digest: string
  readonly sizeBytes: number
  readonly mediaType: ArchiveMediaType
  readonly filesDigest: string
  readonly filesSizeBytes: number
}

/**
 * Reads archive and file index side by side and proves that they tell of the same tree, entry for entry and byte for byte,
 * and that the archive is one that `packArchive` writes. Nothing is written; memory stays flat; both streams are read to
 * their end, or closed on failure.
 * @throws ArchiveFault
 */
export async function verifyArchive(request: VerifyRequest): Promise<VerifiedArchive> {
  const { expected = {}, limits = defaultLimits } = request
  const archive = new HashedStream(request.archive)
  const files = new HashedStream(request.files)
  const index = readFileIndex(files.bytes(), limits)
  const lockstep = new Lockstep(index)
  try {
    const { compression, content } = await decompress(archive.bytes(), expected.compression)
    const reader = new TarReader()
    for await (const chunk of content) {
      for (const event of reader.push(chunk)) {
        const step = lockstep.take(event)
        if (step !== undefined) await step
      }
    }
    reader.end()
    await lockstep.end()
    const { entries, unpackedBytes } = lockstep
    const verified = {
      entries,
      unpackedBytes,
      digest: archive.digest(),
      sizeBytes: archive.sizeBytes,
      mediaType: archiveMediaTypes[compression],
      filesDigest: files.digest(),
      filesSizeBytes: files.sizeBytes,
    }
    verifyDigest('The archive', expected.digest, verified.digest)
    verifyDigest('The file index', expected.filesDigest, verified.filesDigest)
    return verified
  } finally {
    await index.return()
    request.archive.destroy()
    request.files.destroy()
  }
}

/** Holds each entry of the archive against the next line of the index. The index keeps the limits for both. */
class Lockstep {
  entries = 0
  unpackedBytes = 0
  readonly #index: AsyncGenerator<FileEntry, void, undefined>
  #line: FileEntry | undefined
  #hash: Hash | undefined

  constructor(index: AsyncGenerator<FileEntry, void, undefined>) {
    this.#index = index
  }

  take(event: TarEvent): Promise<void> | undefined {
    switch (event.kind) {
      case 'entry':
        return this.#begin(event.entry)
      case 'content':
        this.#hash?.update(event.bytes)
        return undefined
      case 'entry-end':
        this.#finish()
        return undefined
    }
  }

  async end(): Promise<void> {
    const { done, value } = await this.#index.next()
    if (done !== true) throw mismatch(value.path, 'what the file index tells', 'nothing')
  }

  async #begin(entry: EntryHead): Promise<void> {
    const { done, value: line } = await this.#index.next()
    if (done === true) throw mismatch(entry.path, 'nothing: it is not in the file index', describe(entry))
    if (line.path !== entry.path)
      throw mismatch(line.path, describe(line), `${JSON.stringify(entry.path)} in its place`)
    if (describe(line) !== describe(entry)) throw mismatch(line.path, describe(line), describe(entry))
    this.entries += 1
    this.unpackedBytes += entry.kind === 'file' ? entry.size : 0
    this.#line = line
    this.#hash = line.kind === 'file' ? createHash('sha256') : undefined
  }

  #finish(): void {
    const sha256 = this.#hash?.digest('hex')
    if (this.#line?.kind === 'file' && this.#line.sha256 !== sha256) {
      throw mismatch(this.#line.path, `sha256 ${this.#line.sha256}`, `${sha256}`)
    }
  }
}

function describe(entry: EntryHead): string {
  if (entry.kind === 'file') return `a file of ${entry.size} bytes, mode ${entry.mode}`
  return entry.kind === 'symlink' ? `a symlink to ${JSON.stringify(entry.target)}` : 'an empty folder'
}

function mismatch(path: string, expected: string, found: string): ArchiveFault {
  const fix = 'Build the package again: archive and file index must come from one build'
  return new ArchiveFault('index-mismatch', { where: `The archive, ${JSON.stringify(path)}`, expected, found, fix })
}

function verifyDigest(where: string, expected: string | undefined, found: string): void {
  if (expected === undefined || expected === found) return
  throw new ArchiveFault('digest-mismatch', { where, expected, found, fix: 'Build or fetch it again' })
}
