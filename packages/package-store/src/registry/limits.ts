/** How long and how often a registry is tried. */
export interface Limits {
  /** No byte in either direction for so long ends a request. A registry needs some of it to store what was sent. */
  readonly idleMs: number
  /** Tries of one request or one blob, the first included. */
  readonly attempts: number
  /** Pause before the second try; doubles each time. */
  readonly backoffMs: number
  /** A longer `Retry-After` is not waited for. */
  readonly longestPauseMs: number
}

export const defaultLimits: Limits = { idleMs: 120_000, attempts: 5, backoffMs: 500, longestPauseMs: 60_000 }
