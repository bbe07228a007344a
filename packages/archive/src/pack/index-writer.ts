import type { OutputFile } from '../compression/output-file.ts'
import type { FileEntry } from '../file-entry.ts'
import { renderFileIndexLine } from '../file-index/line.ts'

const batchBytes = 256 * 1024

/** Writes the file index in batches; a line goes straight into the batch's bytes, since strings kept would cost memory. */
export class IndexWriter {
  readonly #file: OutputFile
  readonly #batch: Buffer = Buffer.allocUnsafeSlow(batchBytes)
  #filled = 0

  constructor(file: OutputFile) {
    this.#file = file
  }

  add(entry: FileEntry): Promise<void> | undefined {
    const line = `${renderFileIndexLine(entry)}\n`
    // UTF-8 takes at most three bytes for a UTF-16 unit.
    if (this.#filled + 3 * line.length > batchBytes) return this.#addAfterFlush(line)
    this.#filled += this.#batch.write(line, this.#filled)
    return undefined
  }

  async flush(): Promise<void> {
    await this.#file.write(this.#batch.subarray(0, this.#filled))
    this.#filled = 0
  }

  async #addAfterFlush(line: string): Promise<void> {
    await this.flush()
    this.#filled = this.#batch.write(line, 0)
  }
}
