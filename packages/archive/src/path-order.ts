/** Order of the paths' UTF-8 bytes, without encoding them. */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const difference = rank(a.charCodeAt(index)) - rank(b.charCodeAt(index))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** UTF-16 puts surrogates (code points from U+10000) before U+E000–U+FFFF, UTF-8 behind them. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/**
 * Watches paths go by and objects to the first that is out of order, twice there, or below something that is not a
 * folder. In sorted order all paths that begin with P follow P at once, so a stack of the earlier paths that the current
 * one begins with is enough: memory stays flat.
 */
export class OrderedPaths {
  #previous: string | undefined
  readonly #beginnings: string[] = []

  /** A noun phrase, or undefined when the path may follow. */
  objectionTo(path: string): string | undefined {
    const previous = this.#previous
    if (previous !== undefined) {
      const order = comparePaths(previous, path)
      if (order === 0) return `${JSON.stringify(path)} a second time`
      if (order > 0) return `${JSON.stringify(path)} behind ${JSON.stringify(previous)}`
    }
    while (!path.startsWith(this.#beginnings.at(-1) ?? '')) this.#beginnings.pop()
    for (const beginning of this.#beginnings) {
      if (beginning.endsWith('/') || path[beginning.length] === '/') {
        return `${JSON.stringify(path)} below ${JSON.stringify(beginning)}, which is no folder with something in it`
      }
    }
    this.#beginnings.push(path)
    this.#previous = path
    return undefined
  }
}
