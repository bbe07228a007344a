import type { Credentials } from './credentials.ts'
import { renderBasic } from './credentials.ts'

/** What must never stand in a message: credentials in all their spellings, and tokens got with them. */
export class Secrets {
  readonly #known = new Set<string>()

  constructor(credentials: Credentials | undefined) {
    if (credentials === undefined) return
    this.add(credentials.password)
    this.add(encodeURIComponent(credentials.password))
    this.add(renderBasic(credentials).slice('Basic '.length))
  }

  add(secret: string): void {
    if (secret !== '') this.#known.add(secret)
  }

  redact(text: string): string {
    // Longest first, so that a secret inside a longer one does not leave the rest of it.
    const longest = [...this.#known].sort((a, b) => b.length - a.length)
    return longest.reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text)
  }
}
