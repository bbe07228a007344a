import { setTimeout as wait } from 'node:timers/promises'

/** Time as this package needs it; tests pass one that does not wait. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number
  sleep(ms: number): Promise<void>
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms) => {
    await wait(ms)
  },
}
