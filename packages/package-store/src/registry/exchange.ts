import type { Clock } from '../clock.ts'
import { fault, PackageStoreFault } from '../fault.ts'
import { renderAddress } from './address.ts'
import { Answer } from './answer.ts'
import type { Limits } from './limits.ts'
import type { Secrets } from './secrets.ts'
import { Watchdog } from './watchdog.ts'

export interface Message {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | AsyncIterable<Uint8Array>
}

export interface ExchangeOptions {
  readonly fetch: typeof globalThis.fetch
  readonly limits: Limits
  readonly clock: Clock
  readonly random: () => number
  readonly secrets: Secrets
}

/** Single requests: a time limit on silence, no redirect followed, no credential of its own, and faults for what fetch throws. */
export class Exchange {
  readonly options: ExchangeOptions
  readonly #running = new Set<Watchdog>()

  constructor(options: ExchangeOptions) {
    this.options = options
  }

  async send(message: Message): Promise<Answer> {
    const watchdog = new Watchdog(this.options.limits.idleMs, (ended) => this.#running.delete(ended))
    this.#running.add(watchdog)
    const body = message.body === undefined ? undefined : new Outgoing(message.body, watchdog)
    try {
      const response = await this.options.fetch(message.url, {
        method: message.method,
        headers: { 'accept-encoding': 'identity', 'user-agent': 'towpath', ...message.headers },
        // Else fetch turns a 401 to a streamed body into a network error; headers that we set are sent all the same.
        credentials: 'omit',
        signal: watchdog.signal,
        ...(body === undefined ? { redirect: 'manual' } : body.request),
      })
      watchdog.touch()
      return new Answer(message, response, watchdog, (error) => this.#fault(error, message.url, watchdog))
    } catch (error) {
      watchdog.stop()
      throw body?.failure ?? this.#fault(error, message.url, watchdog)
    }
  }

  /** Ends what runs: each rejects with a fault `closed`. */
  close(): void {
    for (const watchdog of this.#running) watchdog.close()
  }

  #fault(error: unknown, url: URL, watchdog: Watchdog): PackageStoreFault {
    if (error instanceof PackageStoreFault) return error
    const where = `The registry at ${renderAddress(url)}`
    if (watchdog.ended === 'closed')
      return fault('closed', { where, expected: 'to go on', found: 'the store was closed' })
    if (watchdog.ended === 'idle') {
      const found = `silence for ${this.options.limits.idleMs / 1000} s`
      return fault('unreachable', { where, expected: 'an answer', found }, { retryable: true })
    }
    const codes = errorCodes(error)
    const found = this.options.secrets.redact(describeError(error))
    // The original error stays out of `cause`: it could carry a header or a signed address.
    const cause = new Error(found)
    if (found === 'unexpected redirect') {
      return fault(
        'redirect-refused',
        { where, expected: 'to take the bytes itself', found: 'a redirect of an upload' },
        { cause },
      )
    }
    if (codes.includes('ENOTFOUND')) {
      const fix = 'Check the host name in the package-store input'
      return fault('store-absent', { where, expected: 'a host', found, fix }, { cause })
    }
    const retryable = !codes.some((code) => /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) && !code.startsWith('UND_'))
    return fault('unreachable', { where, expected: 'an answer', found }, { cause, retryable })
  }
}

/** A request body that keeps the watchdog awake and remembers why its source failed, which fetch hides. */
class Outgoing {
  /** What fetch needs to be told. */
  readonly request: RequestInit
  failure: PackageStoreFault | undefined

  constructor(body: Uint8Array | AsyncIterable<Uint8Array>, watchdog: Watchdog) {
    if (body instanceof Uint8Array) this.request = { body: new Uint8Array(body), redirect: 'manual' }
    else {
      const stream = ReadableStream.from(this.#watched(body, watchdog))
      // Without these two, Node's fetch tees the body in case of a redirect and so keeps all of it in memory
      // (undici, httpNetworkOrCacheFetch: only `no-window` with `error` is sent without a clone).
      this.request = { body: stream, duplex: 'half', redirect: 'error', window: null }
    }
  }

  async *#watched(body: AsyncIterable<Uint8Array>, watchdog: Watchdog): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const chunk of body) {
        watchdog.touch()
        yield chunk
      }
    } catch (error) {
      if (error instanceof PackageStoreFault) this.failure = error
      throw error
    }
  }
}

function errorCodes(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  return [...own, ...errorCodes(error.cause)]
}

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = errorCodes(error)[0]
  const deepest = error.cause instanceof Error ? error.cause : error
  return [code, deepest.message].filter((part) => part !== undefined && part !== '').join(' ')
}
