export interface Flight {
  end(): void
}

export interface Drained {
  /** How many had to be cut: WebSockets and streams that were still open. */
  readonly closed: number
  /** How many ended by themselves meanwhile. */
  readonly requests: number
}

interface Entry {
  readonly instance: string
  readonly cut: () => void
}

/** What is under way to which instance. */
export class Traffic {
  readonly #flights = new Set<Entry>()
  readonly #watchers = new Set<(entry: Entry) => void>()
  served = 0
  closed = 0

  /** `cut` ends the exchange on both sides. */
  open(instance: string, cut: () => void): Flight {
    const entry: Entry = { instance, cut }
    this.#flights.add(entry)
    return {
      end: () => {
        if (!this.#flights.delete(entry)) return
        for (const watcher of this.#watchers) watcher(entry)
      },
    }
  }

  inFlight(): Readonly<Record<string, number>> {
    const counts = new Map<string, number>()
    for (const { instance } of this.#flights) counts.set(instance, (counts.get(instance) ?? 0) + 1)
    return Object.fromEntries(counts)
  }

  /** Waits until nothing is under way to these instances (null: to any); after `seconds` what is left is cut. */
  drain(instances: ReadonlySet<string> | null, seconds: number): Promise<Drained> {
    const concerns = (entry: Entry) => instances === null || instances.has(entry.instance)
    let requests = 0
    return new Promise((resolve) => {
      const left = () => [...this.#flights].filter(concerns)
      const finish = (closed: number) => {
        clearTimeout(timer)
        this.#watchers.delete(watch)
        this.closed += closed
        resolve({ closed, requests })
      }
      const watch = (entry: Entry) => {
        if (!concerns(entry)) return
        requests++
        if (left().length === 0) finish(0)
      }
      const timer = setTimeout(() => {
        const cut = left()
        this.#watchers.delete(watch)
        for (const entry of cut) entry.cut()
        finish(cut.length)
      }, seconds * 1000)
      this.#watchers.add(watch)
      if (left().length === 0) finish(0)
    })
  }
}
