import { createHash } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { ArchiveFault } from '../archive-fault.ts'

/** A file that comes to be under a temporary name beside its own, and is hashed while it is written. */
export class OutputFile {
  sizeBytes = 0
  readonly #file: FileHandle
  readonly #temporary: string
  readonly #target: string
  #kept = false
  readonly #hash = createHash('sha256')

  private constructor(file: FileHandle, temporary: string, target: string) {
    this.#file = file
    this.#temporary = temporary
    this.#target = target
  }

  /** @throws ArchiveFault `target-unwritable`. */
  static async create(target: string): Promise<OutputFile> {
    const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.partial`)
    try {
      return new OutputFile(await open(temporary, 'w'), temporary, target)
    } catch (cause) {
      throw unwritable(target, cause)
    }
  }

  async write(bytes: Buffer): Promise<void> {
    this.#hash.update(bytes)
    this.sizeBytes += bytes.length
    try {
      let offset = 0
      while (offset < bytes.length) offset += (await this.#file.write(bytes, offset)).bytesWritten
    } catch (cause) {
      throw unwritable(this.#target, cause)
    }
  }

  /** Closes it, still under its temporary name. */
  async close(): Promise<{ digest: string; sizeBytes: number }> {
    await this.#file.close()
    return { digest: `sha256:${this.#hash.digest('hex')}`, sizeBytes: this.sizeBytes }
  }

  /** Gives it its own name. */
  async keep(): Promise<void> {
    try {
      await rename(this.#temporary, this.#target)
      this.#kept = true
    } catch (cause) {
      throw unwritable(this.#target, cause)
    }
  }

  /** Leaves nothing behind, whatever came before. */
  async discard(): Promise<void> {
    await this.#file.close()
    await rm(this.#kept ? this.#target : this.#temporary, { force: true })
  }
}

function unwritable(target: string, cause: unknown): ArchiveFault {
  const found = cause instanceof Error ? cause.message : String(cause)
  return new ArchiveFault('target-unwritable', { where: target, expected: 'to write it', found }, { cause })
}
