import type { EntryHead } from '../file-entry.ts'

/**
 * Entries in few large pieces of memory: 200,000 objects with their paths would live through many collections, and make
 * the heap grow to three times what they take.
 */
export class EntryList implements Iterable<EntryHead> {
  /** All paths, one behind the other, in UTF-8. */
  #paths: Buffer = Buffer.allocUnsafeSlow(64 * 1024)
  readonly #ends: number[] = []
  /** A file's; undefined for the others. */
  readonly #modes: ('0644' | '0755' | undefined)[] = []
  readonly #sizes: number[] = []
  readonly #targets = new Map<number, string>()

  add(entry: EntryHead): void {
    const start = this.#ends.at(-1) ?? 0
    const end = start + Buffer.byteLength(entry.path)
    while (end > this.#paths.length)
      this.#paths = Buffer.concat([this.#paths, Buffer.allocUnsafeSlow(this.#paths.length)])
    this.#paths.write(entry.path, start)
    if (entry.kind === 'symlink') this.#targets.set(this.#ends.length, entry.target)
    this.#ends.push(end)
    this.#modes.push(entry.kind === 'file' ? entry.mode : undefined)
    this.#sizes.push(entry.kind === 'file' ? entry.size : 0)
  }

  get length(): number {
    return this.#ends.length
  }

  *[Symbol.iterator](): Generator<EntryHead, void, undefined> {
    let start = 0
    for (const [index, end] of this.#ends.entries()) {
      yield this.#entry(index, this.#paths.toString('utf8', start, end))
      start = end
    }
  }

  #entry(index: number, path: string): EntryHead {
    const mode = this.#modes[index]
    if (mode !== undefined) return { kind: 'file', path, mode, size: this.#sizes[index] ?? 0 }
    const target = this.#targets.get(index)
    return target === undefined ? { kind: 'directory', path } : { kind: 'symlink', path, target }
  }
}
