import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { ArchiveFault } from './archive-fault.ts'
import { decompress } from './compression/decompress.ts'
import { HashedStream } from './hashed-stream.ts'
import { type ArchiveMediaType, compressionOf } from './media-type.ts'
import { endOfTar, padding } from './tar/header.ts'
import { type TarEvent, TarReader } from './tar/reader.ts'

export interface SelectRequest {
  /** The archive's compressed bytes. Its digest is the giver's to check. */
  readonly archive: Readable
  readonly mediaType: ArchiveMediaType
  /** Paths as the file index has them. Those of a set must all be there. */
  readonly wanted: ReadonlySet<string> | ((path: string) => boolean)
  /** Of what comes out. Default: none. */
  readonly compression?: 'none' | 'gzip'
}

/**
 * A tar stream with only the wanted entries, in the archive's order, for a host that has the others. Memory stays flat.
 * The archive is read to its end, so that the stream fails when it is truncated or damaged, and with `entry-absent`
 * when a wanted entry is not in it; until it has ended well, nothing of it may be used.
 */
export function selectFromArchive(request: SelectRequest): Readable {
  const tar = batched(selected(request))
  const source = Readable.from(tar, { objectMode: false })
  source.on('close', () => request.archive.destroy())
  if (request.compression !== 'gzip') return source
  const gzip = createGzip({ chunkSize: batchBytes })
  source.on('error', (error) => gzip.destroy(error))
  gzip.on('close', () => source.destroy())
  return source.pipe(gzip)
}

async function* selected({ archive, mediaType, wanted }: SelectRequest): AsyncGenerator<Buffer, void, undefined> {
  const missing = typeof wanted === 'function' ? undefined : new Set(wanted)
  const isWanted = typeof wanted === 'function' ? wanted : (path: string) => wanted.has(path)
  const { content } = await decompress(new HashedStream(archive).bytes(), compressionOf(mediaType))
  const reader = new TarReader()
  let passing = false
  for await (const chunk of content) {
    for (const event of reader.push(chunk)) {
      if (event.kind === 'entry') {
        passing = isWanted(event.entry.path)
        missing?.delete(event.entry.path)
      }
      if (passing) yield bytesOf(event)
    }
  }
  reader.end()
  if (missing !== undefined && missing.size > 0) throw absent(missing)
  yield endOfTar
}

function bytesOf(event: TarEvent): Buffer {
  switch (event.kind) {
    case 'entry':
      return event.blocks
    case 'content':
      return event.bytes
    case 'entry-end':
      return padding(event.entry.kind === 'file' ? event.entry.size : 0)
  }
}

const batchBytes = 64 * 1024

/** Headers, contents and paddings of small files as one chunk. */
async function* batched(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let parts: Buffer[] = []
  let sizeBytes = 0
  for await (const part of source) {
    parts.push(part)
    sizeBytes += part.length
    if (sizeBytes < batchBytes) continue
    yield Buffer.concat(parts)
    parts = []
    sizeBytes = 0
  }
  if (sizeBytes > 0) yield Buffer.concat(parts)
}

function absent(missing: ReadonlySet<string>): ArchiveFault {
  const some = [...missing].slice(0, 5).map((path) => JSON.stringify(path))
  const more = missing.size > some.length ? ` and ${missing.size - some.length} more` : ''
  return new ArchiveFault('entry-absent', {
    where: 'The archive',
    expected: `${some.join(', ')}${more}`,
    found: 'no such entry',
    fix: 'Use the file index that was built with this archive',
  })
}
