import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdDecompress } from 'node:zlib'
import { damaged } from '../archive-fault.ts'
import { ZstdFrame } from './zstd-frame.ts'

/** 8 MiB: what our level needs and more, so that a frame can't ask for gigabytes of window. */
const windowLog = 23

/** Decompresses exactly one zstd frame with a checksum. */
export async function* unzstd(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const frame = new ZstdFrame()
  const zstd = createZstdDecompress({ chunkSize: 128 * 1024, params: { [constants.ZSTD_d_windowLogMax]: windowLog } })
  const fed = pipeline(Readable.from(frame.watch(source)), zstd).catch((error: unknown) => ({ error }))
  const content: AsyncIterable<Buffer> = zstd
  try {
    yield* content
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    throw typeof code === 'string' && code.startsWith('ZSTD_') ? damaged('a zstd frame', 'other bytes', error) : error
  } finally {
    zstd.destroy()
    await fed
  }
}
