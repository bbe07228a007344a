import type { Place } from '@towpath/fault'

/** Turns offsets of a text into places, 1-based, columns in UTF-16 code units as editors count them. */
export class Places {
  readonly #file: string
  readonly #lineStarts: readonly number[]

  constructor(text: string, file: string) {
    this.#file = file
    this.#lineStarts = [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), (found) => found.index + found[0].length)]
  }

  at(offset: number): Place {
    const index = this.#lineOf(offset)
    return { file: this.#file, line: index + 1, column: offset - this.#startOf(index) + 1 }
  }

  /** The offset at which the line of `offset` begins. */
  lineStart(offset: number): number {
    return this.#startOf(this.#lineOf(offset))
  }

  #startOf(index: number): number {
    return this.#lineStarts[index] ?? 0
  }

  /** The last line that begins at or before the offset, by halving. */
  #lineOf(offset: number): number {
    let low = 0
    let high = this.#lineStarts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (this.#startOf(middle) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
}
