export interface PackProgress {
  readonly entries: number
  readonly unpackedBytes: number
  readonly totalEntries: number
  readonly totalBytes: number
}

const stepBytes = 1024 * 1024
const stepEntries = 1000

/** Counts what was packed, and tells it about once a MiB or 1,000 entries, and at the end. */
export class ProgressTeller {
  #entries = 0
  #bytes = 0
  #toldEntries = 0
  #toldBytes = 0
  readonly #total: { readonly entries: number; readonly unpackedBytes: number }
  readonly #tell: ((progress: PackProgress) => void) | undefined

  constructor(
    total: { readonly entries: number; readonly unpackedBytes: number },
    tell: ((progress: PackProgress) => void) | undefined,
  ) {
    this.#total = total
    this.#tell = tell
  }

  addBytes(bytes: number): void {
    this.#bytes += bytes
    if (this.#bytes - this.#toldBytes >= stepBytes) this.#now()
  }

  addEntry(): void {
    this.#entries += 1
    if (this.#entries - this.#toldEntries >= stepEntries || this.#entries === this.#total.entries) this.#now()
  }

  #now(): void {
    this.#toldEntries = this.#entries
    this.#toldBytes = this.#bytes
    this.#tell?.({
      entries: this.#entries,
      unpackedBytes: this.#bytes,
      totalEntries: this.#total.entries,
      totalBytes: this.#total.unpackedBytes,
    })
  }
}
