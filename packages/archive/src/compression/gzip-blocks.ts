import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { constants, crc32, deflateRaw, type ZlibOptions } from 'node:zlib'
import type { Compressor } from './compressor.ts'
import { gzipHeader, renderGzipTrailer } from './gzip-frame.ts'

/** Large enough that 32 KiB of dictionary and 5 bytes of flush cost under 1%. */
const blockBytes = 1024 * 1024
const windowBytes = 32 * 1024
const level = 6
/** What a block is deflated into, piece by piece: small, because it is freed only when memory is collected. */
const outputBytes = 64 * 1024
/** Threads of zlib's pool are shared with reading files: one of its four is left to that. */
const parallelBlocks = Math.min(availableParallelism() + 1, 3)

const deflate: (bytes: Buffer, options: ZlibOptions) => Promise<Buffer> = promisify(deflateRaw)
type Deflated = { readonly bytes: Buffer } | { readonly error: unknown }

/**
 * One gzip member, deflated in blocks on zlib's threads: each block starts with the 32 KiB before it as dictionary and
 * ends on a byte, as pigz does it. The bytes depend on the content alone, not on how many threads there are.
 */
export class GzipBlocks implements Compressor {
  readonly #write: (bytes: Buffer) => Promise<void>
  readonly #pending: Promise<Deflated>[] = []
  readonly #spare: Buffer[] = []
  #block: Buffer = Buffer.allocUnsafeSlow(blockBytes)
  #filled = 0
  #window: Buffer | undefined
  #crc = 0
  #length = 0
  #started = false

  constructor(write: (bytes: Buffer) => Promise<void>) {
    this.#write = write
  }

  write(bytes: Buffer): Promise<void> | undefined {
    if (bytes.length > blockBytes - this.#filled) return this.#fill(bytes)
    this.#append(bytes)
    return undefined
  }

  async end(): Promise<void> {
    await this.#deflate(constants.Z_FINISH)
    while (this.#pending.length > 0) await this.#writeOldest()
    await this.#write(renderGzipTrailer(this.#crc, this.#length))
  }

  async settle(): Promise<void> {
    await Promise.all(this.#pending)
  }

  async #fill(bytes: Buffer): Promise<void> {
    let rest = bytes
    while (rest.length > 0) {
      const part = rest.subarray(0, blockBytes - this.#filled)
      this.#append(part)
      rest = rest.subarray(part.length)
      if (rest.length > 0) await this.#deflate(constants.Z_SYNC_FLUSH)
    }
  }

  #append(bytes: Buffer): void {
    bytes.copy(this.#block, this.#filled)
    this.#filled += bytes.length
  }

  async #deflate(finishFlush: number): Promise<void> {
    if (!this.#started) await this.#write(gzipHeader)
    this.#started = true
    const block = this.#block
    const bytes = block.subarray(0, this.#filled)
    this.#crc = crc32(bytes, this.#crc)
    this.#length += bytes.length
    const dictionary = this.#window === undefined ? {} : { dictionary: this.#window }
    this.#window = Buffer.from(bytes.subarray(-windowBytes))
    this.#pending.push(
      deflate(bytes, { level, finishFlush, chunkSize: outputBytes, ...dictionary }).then(
        (deflated) => {
          this.#spare.push(block)
          return { bytes: deflated }
        },
        (error: unknown) => ({ error }),
      ),
    )
    if (this.#pending.length >= parallelBlocks) await this.#writeOldest()
    this.#block = this.#spare.pop() ?? Buffer.allocUnsafeSlow(blockBytes)
    this.#filled = 0
  }

  async #writeOldest(): Promise<void> {
    const deflated = await this.#pending.shift()
    if (deflated === undefined) return
    if ('error' in deflated) throw deflated.error
    await this.#write(deflated.bytes)
  }
}
