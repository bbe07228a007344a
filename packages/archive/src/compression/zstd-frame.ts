import { foreign, truncated } from '../archive-fault.ts'

const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])
const blockHeaderBytes = 3
const checksumBytes = 4
const contentSizeBytes = [0, 2, 4, 8] as const

type Part = 'frame-header' | 'block-header' | 'last-block' | 'block' | 'checksum' | 'nothing'

/**
 * Follows a zstd frame by its block headers (RFC 8878, 3.1.1) while it passes by. The decoder goes on with further frames
 * and skips skippable ones; here nothing may stand behind the first frame, and it must be whole and have a checksum.
 */
export class ZstdFrame {
  #part: Part = 'frame-header'
  /** Bytes of a body or of the checksum that are still to come. */
  #left = 0
  #header: Buffer = Buffer.alloc(0)

  async *watch(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
    for await (const bytes of source) {
      this.#follow(bytes)
      yield bytes
    }
    if (this.#part !== 'nothing') throw truncated('a whole zstd frame')
  }

  #follow(bytes: Buffer): void {
    let rest = bytes
    while (rest.length > 0) {
      if (this.#part === 'nothing') throw foreign('nothing behind the end of its zstd frame', 'more bytes')
      if (this.#part === 'frame-header' || this.#part === 'block-header') {
        rest = this.#takeHeader(rest)
        continue
      }
      const taken = Math.min(this.#left, rest.length)
      this.#left -= taken
      rest = rest.subarray(taken)
      this.#skipEmpty()
    }
  }

  #takeHeader(bytes: Buffer): Buffer {
    const before = this.#header.length
    const needed = this.#part === 'block-header' ? blockHeaderBytes : frameHeaderBytes(this.#header)
    this.#header = Buffer.concat([this.#header, bytes.subarray(0, needed - before)])
    const rest = bytes.subarray(this.#header.length - before)
    if (this.#part === 'frame-header') {
      if (this.#header.length === frameHeaderBytes(this.#header)) this.#expect('block-header', 0)
    } else if (this.#header.length === blockHeaderBytes) {
      const header = this.#header.readUIntLE(0, blockHeaderBytes)
      const isRunLength = ((header >> 1) & 3) === 1
      this.#expect(header & 1 ? 'last-block' : 'block', isRunLength ? 1 : header >> 3)
      this.#skipEmpty()
    }
    return rest
  }

  #skipEmpty(): void {
    if (this.#left > 0) return
    if (this.#part === 'block') this.#expect('block-header', 0)
    else if (this.#part === 'last-block') this.#expect('checksum', checksumBytes)
    else if (this.#part === 'checksum') this.#expect('nothing', 0)
  }

  #expect(part: Part, sizeBytes: number): void {
    this.#part = part
    this.#left = sizeBytes
    this.#header = Buffer.alloc(0)
  }
}

/** As far as its first bytes tell. */
function frameHeaderBytes(header: Buffer): number {
  const descriptor = header[magic.length]
  if (descriptor === undefined) return magic.length + 1
  const hasDictionary = (descriptor & 3) !== 0
  if (hasDictionary || (descriptor & 4) === 0)
    throw foreign('a zstd frame with a checksum and no dictionary', 'another')
  const isSingleSegment = (descriptor & 0x20) !== 0
  const sizeBytes = contentSizeBytes[(descriptor >> 6) & 3] ?? 0
  const window = isSingleSegment ? 0 : 1
  return magic.length + 1 + window + (isSingleSegment && sizeBytes === 0 ? 1 : sizeBytes)
}
