import { fault } from '../fault.ts'
import { isRecord } from '../manifest.ts'
import { isLoopback, renderAddress } from './address.ts'
import { type Challenge, parseChallenges } from './challenge.ts'
import { type Credentials, isHeaderSafe, renderBasic } from './credentials.ts'
import type { Exchange } from './exchange.ts'
import { retrying } from './retry.ts'

const TOKEN_LIMIT_BYTES = 256 * 1024
/** What the token specification says when the endpoint says nothing. */
const DEFAULT_SECONDS = 60

interface Grant {
  readonly header: string
  readonly expiresAt: number
}

/**
 * What the registry wants to see in `Authorization`, learnt from its challenges and kept by scope.
 * https://distribution.github.io/distribution/spec/auth/token/
 */
export class Authorization {
  readonly #registry: URL
  readonly #credentials: Credentials | undefined
  readonly #exchange: Exchange
  readonly #grants = new Map<string, Grant>()

  constructor(registry: URL, credentials: Credentials | undefined, exchange: Exchange) {
    this.#registry = registry
    this.#credentials = credentials
    this.#exchange = exchange
  }

  /** For requests to the registry's own host only. */
  header(scope: string): string | undefined {
    const grant = this.#grants.get(scope)
    return grant !== undefined && grant.expiresAt > this.#exchange.options.clock.now() ? grant.header : undefined
  }

  /** Answers a 401. False when nothing more can be said than what was refused just now. */
  async answer(header: string | null, scope: string, refused: string | undefined): Promise<boolean> {
    const challenges = parseChallenges(header)
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer')
    const grant =
      bearer !== undefined
        ? await this.#bearer(bearer, scope)
        : challenges.length > 0 && this.#credentials !== undefined
          ? { header: renderBasic(this.#credentials), expiresAt: Number.POSITIVE_INFINITY }
          : undefined
    if (grant === undefined || grant.header === refused) return false
    this.#grants.set(scope, grant)
    return true
  }

  async #bearer(challenge: Challenge, scope: string): Promise<Grant> {
    const url = this.#realm(challenge, scope)
    const headers = this.#credentials === undefined ? {} : { authorization: renderBasic(this.#credentials) }
    const answer = await retrying(this.#exchange.options, () => this.#exchange.send({ method: 'GET', url, headers }))
    if (answer.status >= 300 && answer.status < 400) {
      await answer.discard()
      throw fault('redirect-refused', {
        where: `The token endpoint ${renderAddress(url)}`,
        expected: 'a token',
        found: `a redirect (status ${answer.status}), which credentials do not follow`,
      })
    }
    if (answer.status !== 200) throw await answer.refusal((text) => this.#exchange.options.secrets.redact(text))
    return this.#parseGrant((await answer.read(TOKEN_LIMIT_BYTES)) ?? new Uint8Array(), url)
  }

  /** The token endpoint: https, or loopback when the registry is. Our own scope is asked for, as challenges to HEAD name only `pull`. */
  #realm(challenge: Challenge, scope: string): URL {
    const { realm, service } = challenge.parameters
    const url = realm !== undefined && URL.canParse(realm) ? new URL(realm) : undefined
    const isSafe =
      url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url) && isLoopback(this.#registry))
    if (url === undefined || !isSafe || url.username !== '' || url.password !== '') {
      throw fault('redirect-refused', {
        where: `The registry at ${this.#registry.host}`,
        expected: 'an https address as token endpoint (`realm`)',
        found: url === undefined ? 'none that can be read' : `${url.protocol}//${url.host}`,
      })
    }
    if (service !== undefined) url.searchParams.set('service', service)
    url.searchParams.append('scope', scope)
    return url
  }

  #parseGrant(bytes: Uint8Array, url: URL): Grant {
    const where = `The token endpoint ${renderAddress(url)}`
    const document = parseJson(bytes)
    const token = document['token'] ?? document['access_token']
    if (typeof token !== 'string' || !isHeaderSafe(token)) {
      throw fault('denied', { where, expected: 'a token', found: 'an answer without one' })
    }
    this.#exchange.options.secrets.add(token)
    const seconds = document['expires_in']
    const lastsSeconds = typeof seconds === 'number' && seconds > 0 ? seconds : DEFAULT_SECONDS
    // A tenth off, so that it does not end on the way.
    return { header: `Bearer ${token}`, expiresAt: this.#exchange.options.clock.now() + lastsSeconds * 900 }
  }
}

function parseJson(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}
