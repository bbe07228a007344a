/** Aborts a request that has been silent for too long. */
export class Watchdog {
  readonly #abort = new AbortController()
  readonly #idleMs: number
  readonly #onEnd: (watchdog: Watchdog) => void
  #timer: NodeJS.Timeout | undefined
  #ended: 'idle' | 'closed' | undefined
  #stopped = false

  constructor(idleMs: number, onEnd: (watchdog: Watchdog) => void) {
    this.#idleMs = idleMs
    this.#onEnd = onEnd
    this.touch()
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** Why it aborted the request, if it did. */
  get ended(): 'idle' | 'closed' | undefined {
    return this.#ended
  }

  /** Something moved. An upload may still be read after its answer came and was discarded: then nothing is watched any more. */
  touch(): void {
    if (this.#stopped) return
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#end('idle'), this.#idleMs)
    else this.#timer.refresh()
  }

  /** Nobody waits any more: the reader of a pull may take as long as it likes. */
  pause(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  stop(): void {
    this.#stopped = true
    this.pause()
    this.#onEnd(this)
  }

  close(): void {
    this.#end('closed')
  }

  #end(why: 'idle' | 'closed'): void {
    this.#ended ??= why
    this.stop()
    this.#abort.abort()
  }
}
