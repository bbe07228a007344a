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
    const index = this.#lineStarts.findLastIndex((start) => start <= offset)
    return { file: this.#file, line: index + 1, column: offset - (this.#lineStarts[index] ?? 0) + 1 }
  }

  /** The offset at which the line of `offset` begins. */
  lineStart(offset: number): number {
    return this.#lineStarts.findLast((start) => start <= offset) ?? 0
  }
}
