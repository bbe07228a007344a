import { Buffer } from 'node:buffer'
import { buffer } from 'node:stream/consumers'
import { type Header, pack } from 'tar-stream'
import { GzipBlocks } from '../compression/gzip-blocks.ts'
import type { EntryHead, FileEntry } from '../file-entry.ts'
import { renderFileIndexLine } from '../file-index/line.ts'
import { endOfTar, padding, renderTarHeader } from '../tar/header.ts'

/** Our form of gzip. */
export async function gzipped(tar: Buffer): Promise<Buffer> {
  const parts: Buffer[] = []
  const gzip = new GzipBlocks(async (bytes) => void parts.push(bytes))
  await gzip.write(tar)
  await gzip.end()
  return Buffer.concat(parts)
}

/** A tar in our form, with entries that `packArchive` would never take. */
export function ourTar(entries: readonly (readonly [EntryHead, content?: string])[], end: Buffer = endOfTar): Buffer {
  const blocks = entries.flatMap(([entry, content = '']) => [
    renderTarHeader(entry, 1_000_000),
    Buffer.from(content),
    padding(content.length),
  ])
  return Buffer.concat([...blocks, end])
}

/** A tar as other programs make it. */
export async function otherTar(
  entries: readonly (readonly [Partial<Header> & Pick<Header, 'name'>, content?: string])[],
): Promise<Buffer> {
  const tar = pack()
  for (const [header, content = ''] of entries) tar.entry({ mtime: new Date(1_000_000_000), ...header }, content)
  tar.finalize()
  return buffer(tar)
}

export function indexOf(entries: readonly FileEntry[]): Buffer {
  return Buffer.from(entries.map((entry) => `${renderFileIndexLine(entry)}\n`).join(''))
}
