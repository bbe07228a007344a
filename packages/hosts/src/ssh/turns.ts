/** So many at once; the others wait in line. */
export class Turns {
  #limit: number
  #taken = 0
  readonly #waiting: (() => void)[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  get taken(): number {
    return this.#taken
  }

  /** Waits for a turn. What it answers gives it back; a second call does nothing. */
  async take(): Promise<() => void> {
    if (this.#taken >= this.#limit) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    else this.#taken += 1
    return this.#giveBack()
  }

  /** A turn if one is free now. */
  tryTake(): (() => void) | undefined {
    if (this.#taken >= this.#limit) return undefined
    this.#taken += 1
    return this.#giveBack()
  }

  /** From now on at most this many, at least one. */
  lower(limit: number): void {
    this.#limit = Math.max(1, Math.min(this.#limit, limit))
  }

  #giveBack(): () => void {
    let isBack = false
    return () => {
      if (isBack) return
      isBack = true
      const next = this.#taken > this.#limit ? undefined : this.#waiting.shift()
      if (next === undefined) this.#taken -= 1
      else next()
    }
  }
}
