/** A set that is to stand after a promotion. */
export interface AskedSet {
  /** `checkout@3.0.0`. */
  readonly set: string
  /** Version by package, as its record freezes them. */
  readonly packages: Readonly<Record<string, string>>
  /** Sets that it takes the place of, `name@version` each. */
  readonly replaces: readonly string[]
}
