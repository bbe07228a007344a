import { createHash, type Hash } from 'node:crypto'

/** Counts and hashes a stream's bytes as they are taken from it. */
export class HashedStream {
  sizeBytes = 0
  readonly #source: AsyncIterable<unknown>
  readonly #hash: Hash = createHash('sha256')

  constructor(source: AsyncIterable<unknown>) {
    this.#source = source
  }

  /** To be iterated once. */
  async *bytes(): AsyncGenerator<Buffer, void, undefined> {
    for await (const chunk of this.#source) {
      if (!(chunk instanceof Uint8Array))
        throw new TypeError('A stream of bytes was expected, one of text or objects found.')
      this.sizeBytes += chunk.length
      this.#hash.update(chunk)
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    }
  }

  /** `sha256:<hex>` of what was taken; to be called once. */
  digest(): string {
    return `sha256:${this.#hash.digest('hex')}`
  }
}
