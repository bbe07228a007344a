import type { Comparison, ContractChange, Unproven } from './change.ts'

/** Collects what a comparison of two contracts finds; a place that is reached twice tells the same thing once. */
export class Findings {
  readonly #file: string
  readonly #changes = new Map<string, ContractChange>()
  readonly #unproven = new Map<string, Unproven>()

  constructor(file: string) {
    this.#file = file
  }

  change(level: ContractChange['level'], pointer: string, what: string): void {
    const place = this.#place(pointer)
    this.#changes.set(`${level} ${place} ${what}`, { level, place, what })
  }

  unproven(pointer: string, why: string, fix?: string): void {
    const place = this.#place(pointer)
    this.#unproven.set(`${place} ${why}`, { place, why, ...(fix !== undefined && { fix }) })
  }

  /** Breaks first. */
  comparison(): Comparison {
    const changes = [...this.#changes.values()]
    return {
      changes: [
        ...changes.filter(({ level }) => level === 'major'),
        ...changes.filter(({ level }) => level === 'minor'),
      ],
      unproven: [...this.#unproven.values()],
    }
  }

  #place(pointer: string): string {
    return pointer === '' ? this.#file : `${this.#file}#${pointer}`
  }
}
