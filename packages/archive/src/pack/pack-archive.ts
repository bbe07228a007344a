import { realpathSync } from 'node:fs'
import path from 'node:path'
import { ArchiveFault } from '../archive-fault.ts'
import type { Compressor } from '../compression/compressor.ts'
import { GzipBlocks } from '../compression/gzip-blocks.ts'
import { OutputFile } from '../compression/output-file.ts'
import { ZstdStream } from '../compression/zstd-stream.ts'
import { defaultLimits, type Limits, Tally } from '../limits.ts'
import { type ArchiveMediaType, archiveMediaTypes, type Compression } from '../media-type.ts'
import { Selection } from '../selection/selection.ts'
import { walkFolder } from '../selection/walk.ts'
import { IndexWriter } from './index-writer.ts'
import { type PackProgress, ProgressTeller } from './progress.ts'
import { writeEntries } from './write-entries.ts'

export interface PackRequest {
  /** The package's folder, absolute or relative to the working directory. */
  readonly folder: string
  /** Globs of towpath.yaml's `code.include`; each must match something. */
  readonly include: readonly string[]
  /** Globs of `code.exclude`; they win. Default: none. */
  readonly exclude?: readonly string[]
  readonly compression: Compression
  /** The time of every entry, in whole seconds: SOURCE_DATE_EPOCH or the commit's. */
  readonly modifiedAt: Date
  /** Files to write; their folders exist. If they lie in the package's folder, they are not packed. */
  readonly target: { readonly archive: string; readonly files: string }
  /** Default: FORMATS'. */
  readonly limits?: Limits
  /** Called about once a MiB or 1,000 entries, and at the end. */
  readonly onProgress?: (progress: PackProgress) => void
  readonly signal?: AbortSignal
}

export interface PackedArchive {
  readonly digest: string
  readonly sizeBytes: number
  /** Sum of the sizes of all files. */
  readonly unpackedBytes: number
  readonly entries: number
  readonly mediaType: ArchiveMediaType
  /** Of the file index. */
  readonly files: { readonly digest: string; readonly sizeBytes: number }
}

/**
 * Packs a folder into an archive and its file index. The same files give the same bytes, whatever the path, day, umask,
 * locale and order of the folder's entries. Both files get their names at the end; on failure or abort neither is there.
 * @throws ArchiveFault, or the signal's reason.
 */
export async function packArchive(request: PackRequest): Promise<PackedArchive> {
  const { signal } = request
  signal?.throwIfAborted()
  const modifiedAt = wholeSeconds(request.modifiedAt)
  const folder = path.resolve(request.folder)
  const tally = new Tally(request.limits ?? defaultLimits)
  const selection = new Selection(request.include, request.exclude ?? [])
  const skip = new Set([request.target.archive, request.target.files].map((file) => pathWithin(folder, file)))
  const entries = await walkFolder({ folder, selection, tally, skip, signal })

  const archive = await OutputFile.create(request.target.archive)
  let files: OutputFile | undefined
  let compressor: Compressor | undefined
  try {
    files = await OutputFile.create(request.target.files)
    const write = archive.write.bind(archive)
    compressor = request.compression === 'gzip' ? new GzipBlocks(write) : new ZstdStream(write)
    const progress = new ProgressTeller(tally, request.onProgress)
    await writeEntries({
      folder,
      entries,
      modifiedAt,
      tar: compressor,
      index: new IndexWriter(files),
      progress,
      signal,
    })
    await compressor.end()
    const [packed, index] = [await archive.close(), await files.close()]
    signal?.throwIfAborted()
    await files.keep()
    await archive.keep()
    const { unpackedBytes } = tally
    const mediaType = archiveMediaTypes[request.compression]
    return { ...packed, unpackedBytes, entries: tally.entries, mediaType, files: index }
  } catch (error) {
    await compressor?.settle()
    await archive.discard()
    await files?.discard()
    throw error
  }
}

function wholeSeconds(time: Date): number {
  const seconds = Math.floor(time.getTime() / 1000)
  if (seconds >= 0 && seconds < 8 ** 11) return seconds
  throw new ArchiveFault('time-invalid', {
    where: 'The time of the package',
    expected: 'a time from 1970 on',
    found: Number.isNaN(seconds) ? 'no valid time' : time.toISOString(),
    fix: 'Correct SOURCE_DATE_EPOCH',
  })
}

/** The path of a file relative to the folder, both without symlinks; something with `..` when it lies elsewhere. */
function pathWithin(folder: string, file: string): string {
  try {
    return path.relative(
      realpathSync(folder),
      path.join(realpathSync(path.dirname(path.resolve(file))), path.basename(file)),
    )
  } catch {
    // One of them is not there: walking or writing tells which, with its name.
    return file
  }
}
