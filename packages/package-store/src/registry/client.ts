import { fault, type PackageStoreFault } from '../fault.ts'
import { parseTarget, renderAddress } from './address.ts'
import type { Answer } from './answer.ts'
import type { Authorization } from './authorization.ts'
import type { Exchange, Message } from './exchange.ts'
import { retrying } from './retry.ts'

const MAX_REDIRECTS = 5

/** Requests to one registry: authorized, repeated where that is safe, redirects followed by hand. */
export class Client {
  readonly exchange: Exchange
  readonly #registry: URL
  readonly #authorization: Authorization

  constructor(registry: URL, authorization: Authorization, exchange: Exchange) {
    this.#registry = registry
    this.#authorization = authorization
    this.exchange = exchange
  }

  /** For a path of the registry, with query: `/v2/…`. */
  url(path: string): URL {
    return new URL(path, this.#registry)
  }

  /** For messages without a body, or with one that is bytes: sent again after 401, 429, 5xx and broken connections. */
  async send(message: Message & { body?: Uint8Array }, scope: string): Promise<Answer> {
    let current = message
    for (let redirects = 0; ; redirects++) {
      const answer = await retrying(this.exchange.options, () => this.#authorized(current, scope))
      const isRedirect = [301, 302, 303, 307, 308].includes(answer.status)
      if (!isRedirect || (message.method !== 'GET' && message.method !== 'HEAD')) return answer
      await answer.discard()
      if (redirects >= MAX_REDIRECTS) {
        const where = `The registry at ${renderAddress(message.url)}`
        throw fault('redirect-refused', { where, expected: `at most ${MAX_REDIRECTS} redirects`, found: 'more' })
      }
      current = { ...current, url: parseTarget(answer.headers.get('location'), current.url) }
    }
  }

  /** For a streamed body: sent once. A 401 has been answered when this returns, so the caller's next try can pass. */
  async sendOnce(message: Message, scope: string): Promise<Answer> {
    const refused = this.#header(message.url, scope)
    const answer = await this.exchange.send(this.#withHeader(message, refused))
    if (answer.status === 401 && this.#isOwn(message.url)) {
      await this.#authorization.answer(answer.headers.get('www-authenticate'), scope, refused)
    }
    return answer
  }

  async refusal(answer: Answer): Promise<PackageStoreFault> {
    return await answer.refusal((text) => this.exchange.options.secrets.redact(text))
  }

  async #authorized(message: Message, scope: string): Promise<Answer> {
    const refused = this.#header(message.url, scope)
    const answer = await this.exchange.send(this.#withHeader(message, refused))
    if (answer.status !== 401 || !this.#isOwn(message.url)) return answer
    const challenge = answer.headers.get('www-authenticate')
    if (!(await this.#authorization.answer(challenge, scope, refused))) return answer
    await answer.discard()
    return await this.exchange.send(this.#withHeader(message, this.#header(message.url, scope)))
  }

  /** Another host never sees our authorization. */
  #header(url: URL, scope: string): string | undefined {
    return this.#isOwn(url) ? this.#authorization.header(scope) : undefined
  }

  #isOwn(url: URL): boolean {
    return url.origin === this.#registry.origin
  }

  #withHeader(message: Message, authorization: string | undefined): Message {
    return authorization === undefined ? message : { ...message, headers: { ...message.headers, authorization } }
  }
}
