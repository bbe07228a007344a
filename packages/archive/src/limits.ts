import { ArchiveFault } from './archive-fault.ts'

/** What one package may hold at most. */
export interface Limits {
  /** Sum of the sizes of all files, in bytes. */
  readonly unpackedBytes: number
  /** Lines of the file index: files, symlinks and empty folders. */
  readonly entries: number
}

/** FORMATS, Stored records: 4 GiB unpacked and 200,000 entries, unless an input says otherwise. */
export const defaultLimits: Limits = { unpackedBytes: 4 * 1024 ** 3, entries: 200_000 }

/** Counts entries and bytes as they pass by, and stops at the first one too many. */
export class Tally {
  entries = 0
  unpackedBytes = 0
  readonly #limits: Limits

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** @throws ArchiveFault `limit-exceeded`, naming the entry that is too much. */
  add(path: string, sizeBytes: number): void {
    this.entries += 1
    this.unpackedBytes += sizeBytes
    if (this.entries > this.#limits.entries) {
      throw new ArchiveFault('limit-exceeded', {
        where: 'The package',
        expected: `at most ${this.#limits.entries} entries`,
        found: `one more, ${JSON.stringify(path)}`,
        fix: 'Exclude what is not needed to run, or raise the limit',
      })
    }
    if (this.unpackedBytes > this.#limits.unpackedBytes) {
      throw new ArchiveFault('limit-exceeded', {
        where: 'The package',
        expected: `at most ${this.#limits.unpackedBytes} bytes unpacked`,
        found: `${this.unpackedBytes} bytes with ${JSON.stringify(path)}`,
        fix: 'Exclude what is not needed to run, or raise the limit',
      })
    }
  }
}
