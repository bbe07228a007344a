import { once } from 'node:events'
import { constants, createZstdCompress } from 'node:zlib'
import type { Compressor } from './compressor.ts'

const level = 3
/** Each write to the stream is a trip to another thread, so small ones are collected. */
const batchBytes = 256 * 1024

/** One zstd frame with a checksum of its content. */
export class ZstdStream implements Compressor {
  readonly #zstd = createZstdCompress({
    params: { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: 1 },
  })
  readonly #copied: Promise<void>
  #batch: Buffer = Buffer.allocUnsafeSlow(batchBytes)
  #filled = 0
  #failure: { readonly error: unknown } | undefined

  constructor(write: (bytes: Buffer) => Promise<void>) {
    this.#zstd.on('error', (error) => {
      this.#failure ??= { error }
    })
    this.#copied = this.#copy(write).catch((error: unknown) => {
      this.#failure ??= { error }
      this.#zstd.destroy(error instanceof Error ? error : new Error(String(error)))
    })
  }

  write(bytes: Buffer): Promise<void> | undefined {
    if (bytes.length > batchBytes - this.#filled) return this.#send(bytes)
    bytes.copy(this.#batch, this.#filled)
    this.#filled += bytes.length
    return undefined
  }

  async end(): Promise<void> {
    await this.#send(Buffer.alloc(0))
    this.#zstd.end()
    await this.#copied
    if (this.#failure !== undefined) throw this.#failure.error
  }

  async settle(): Promise<void> {
    this.#zstd.destroy()
    await this.#copied
  }

  async #send(bytes: Buffer): Promise<void> {
    const batch = Buffer.concat([this.#batch.subarray(0, this.#filled), bytes])
    this.#filled = 0
    for (let offset = 0; offset < batch.length; offset += batchBytes) {
      if (this.#failure !== undefined) throw this.#failure.error
      if (!this.#zstd.write(batch.subarray(offset, offset + batchBytes))) await once(this.#zstd, 'drain')
    }
  }

  async #copy(write: (bytes: Buffer) => Promise<void>): Promise<void> {
    for await (const bytes of this.#zstd) await write(bytes)
  }
}
