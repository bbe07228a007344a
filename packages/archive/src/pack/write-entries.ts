import { createHash, hash } from 'node:crypto'
import type { Compressor } from '../compression/compressor.ts'
import type { EntryHead, FileEntry, FileHead } from '../file-entry.ts'
import { endOfTar, padding, renderTarHeader } from '../tar/header.ts'
import type { IndexWriter } from './index-writer.ts'
import type { ProgressTeller } from './progress.ts'
import { readLargeFile, readSmallFile, smallFileBytes } from './source-file.ts'

export interface Writing {
  readonly folder: string
  readonly entries: Iterable<EntryHead>
  /** Whole seconds since 1970. */
  readonly modifiedAt: number
  readonly tar: Compressor
  readonly index: IndexWriter
  readonly progress: ProgressTeller
  readonly signal: AbortSignal | undefined
}

/** Writes each entry into the tar stream and, with what was really read, into the file index. */
export async function writeEntries(writing: Writing): Promise<void> {
  const { entries, tar, index, progress, signal } = writing
  for (const entry of entries) {
    signal?.throwIfAborted()
    const room = tar.write(renderTarHeader(entry, writing.modifiedAt))
    if (room !== undefined) await room
    const written = entry.kind === 'file' ? await writeFile(writing, entry) : entry
    const flushed = index.add(written)
    if (flushed !== undefined) await flushed
    progress.addEntry()
  }
  await index.flush()
  await tar.write(endOfTar)
}

async function writeFile(writing: Writing, file: FileHead): Promise<FileEntry> {
  const { folder, tar, progress } = writing
  let sha256: string
  if (file.size <= smallFileBytes) {
    const bytes = readSmallFile(folder, file)
    sha256 = hash('sha256', bytes, 'hex')
    await tar.write(bytes)
    progress.addBytes(bytes.length)
  } else {
    sha256 = await writeLargeFile(writing, file)
  }
  await tar.write(padding(file.size))
  return { ...file, sha256 }
}

async function writeLargeFile({ folder, tar, progress, signal }: Writing, file: FileHead): Promise<string> {
  const content = createHash('sha256')
  for await (const chunk of readLargeFile(folder, file)) {
    signal?.throwIfAborted()
    content.update(chunk)
    await tar.write(chunk)
    progress.addBytes(chunk.length)
  }
  return content.digest('hex')
}
