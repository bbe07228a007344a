import { ArchiveFault, truncated } from '../archive-fault.ts'
import type { Compression } from '../media-type.ts'
import { gunzip } from './gunzip.ts'
import { unzstd } from './unzstd.ts'

const magicBytes = 4

export interface Decompression {
  readonly compression: Compression
  readonly content: AsyncGenerator<Buffer, void, undefined>
}

/**
 * Decompresses by what the first bytes say, which must be what is expected, if something is.
 * @throws ArchiveFault `compression-mismatch`; while reading also `archive-truncated`, `archive-damaged`, `archive-foreign`.
 */
export async function decompress(source: AsyncIterable<Buffer>, expected?: Compression): Promise<Decompression> {
  const iterator = source[Symbol.asyncIterator]()
  let first: Buffer = Buffer.alloc(0)
  while (first.length < magicBytes) {
    const { done, value } = await iterator.next()
    if (done === true) throw truncated('a compressed archive')
    first = Buffer.concat([first, value])
  }
  const compression = compressionOfMagic(first)
  if (compression === undefined || (expected !== undefined && compression !== expected)) {
    await iterator.return?.()
    throw new ArchiveFault('compression-mismatch', {
      where: 'The archive',
      expected: expected ?? 'gzip or zstd',
      found: compression ?? `bytes that begin with ${first.toString('hex', 0, magicBytes)}`,
    })
  }
  const whole = startingWith(first, iterator)
  return { compression, content: compression === 'gzip' ? gunzip(whole) : unzstd(whole) }
}

function compressionOfMagic(bytes: Buffer): Compression | undefined {
  if (bytes.readUInt16BE(0) === 0x1f8b) return 'gzip'
  return bytes.readUInt32BE(0) === 0x28b52ffd ? 'zstd' : undefined
}

async function* startingWith(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield first
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
