import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createInflateRaw } from 'node:zlib'
import { damaged, foreign, truncated } from '../archive-fault.ts'
import { gzipHeader, gzipTrailerBytes, renderGzipTrailer } from './gzip-frame.ts'

/**
 * Decompresses exactly one gzip member with the header that ours has. zlib's own gunzip goes on with further members
 * and ignores other bytes behind them; here nothing may stand behind the first one.
 */
export async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const frame = new GzipFrame()
  const inflate = createInflateRaw({ chunkSize: 128 * 1024 })
  const fed = pipeline(Readable.from(frame.deflated(source)), inflate).catch((error: unknown) => ({ error }))
  const inflated: AsyncIterable<Buffer> = inflate
  let crc = 0
  let length = 0
  try {
    for await (const bytes of inflated) {
      crc = crc32(bytes, crc)
      length += bytes.length
      yield bytes
    }
  } catch (error) {
    throw faultOf(error)
  } finally {
    inflate.destroy()
    await fed
  }
  if (inflate.bytesWritten !== frame.deflatedBytes)
    throw foreign('nothing behind the end of its gzip stream', 'more bytes')
  if (!renderGzipTrailer(crc, length).equals(frame.trailer))
    throw damaged('the content that its gzip checksum tells', 'another')
}

function faultOf(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'Z_BUF_ERROR') return truncated('a whole gzip stream', error)
  return typeof code === 'string' && code.startsWith('Z_') ? damaged('a gzip stream', 'other bytes', error) : error
}

/** Takes header and trailer off, and keeps the trailer. */
class GzipFrame {
  trailer: Buffer = Buffer.alloc(0)
  deflatedBytes = 0

  async *deflated(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    let header: Buffer | undefined = Buffer.alloc(0)
    for await (const chunk of source) {
      let bytes = chunk
      if (header !== undefined) {
        header = Buffer.concat([header, chunk])
        if (header.length < gzipHeader.length) continue
        verifyHeader(header)
        bytes = header.subarray(gzipHeader.length)
        header = undefined
      }
      const held = Buffer.concat([this.trailer, bytes])
      const end = Math.max(0, held.length - gzipTrailerBytes)
      this.trailer = Buffer.from(held.subarray(end))
      this.deflatedBytes += end
      if (end > 0) yield held.subarray(0, end)
    }
    if (header !== undefined || this.trailer.length < gzipTrailerBytes) throw truncated('a whole gzip stream')
  }
}

function verifyHeader(bytes: Buffer): void {
  if (!bytes.subarray(0, gzipHeader.length).equals(gzipHeader)) {
    throw foreign('a gzip header without name and time', 'another one')
  }
}
