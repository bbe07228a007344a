import { removeRecord, type UnitRecord, writeRecord } from './record.ts'

/**
 * One unit's record in memory and on disk. A disk that takes no more (it is full, say) must not end the care for what runs: the change counts, is
 * complained of, and written as soon as `retry` succeeds.
 */
export class RecordKeeper {
  readonly #units: string
  #record: UnitRecord
  #unwritten = false
  #closed = false
  #removed = false

  constructor(record: UnitRecord, units: string) {
    this.#record = record
    this.#units = units
  }

  get record(): UnitRecord {
    return this.#record
  }

  /** No record is on disk: nobody asked for it since it was removed. */
  get removed(): boolean {
    return this.#removed
  }

  /** From then on the record on disk is another supervisor's. */
  get closed(): boolean {
    return this.#closed
  }

  save(change: Partial<UnitRecord>): void {
    this.#record = { ...this.#record, ...change }
    this.#removed = false
    this.#write()
  }

  retry(): void {
    if (this.#unwritten) this.#write()
  }

  remove(): void {
    removeRecord(this.#units, this.#record)
    this.#removed = true
  }

  close(): void {
    this.#closed = true
  }

  #write(): void {
    if (this.#closed) return
    try {
      writeRecord(this.#units, this.#record)
      this.#unwritten = false
    } catch (error) {
      this.#unwritten = true
      console.error(String(error))
    }
  }
}
