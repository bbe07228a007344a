import { fault, type PackageStoreFault, type PackageStoreFaultCode } from '../fault.ts'
import { isRecord } from '../manifest.ts'
import { renderAddress } from './address.ts'
import type { Message } from './exchange.ts'
import type { Watchdog } from './watchdog.ts'

const ERROR_LIMIT_BYTES = 16 * 1024

/** A registry's answer. Its body must be read or discarded, else the connection is not used again. */
export class Answer {
  readonly status: number
  readonly headers: Headers
  readonly url: URL
  readonly #method: string
  readonly #body: ReadableStream<Uint8Array> | null
  readonly #watchdog: Watchdog
  readonly #failure: (error: unknown) => PackageStoreFault

  constructor(
    message: Message,
    response: Response,
    watchdog: Watchdog,
    failure: (error: unknown) => PackageStoreFault,
  ) {
    this.status = response.status
    this.headers = response.headers
    this.url = message.url
    this.#method = message.method
    this.#body = response.body
    this.#watchdog = watchdog
    this.#failure = failure
    if (this.#body === null) watchdog.stop()
  }

  /** `undefined` when the header is absent or no number. */
  get lengthBytes(): number | undefined {
    const length = this.headers.get('content-length')
    return length !== null && /^\d{1,15}$/.test(length) ? Number(length) : undefined
  }

  async *bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.#body === null) return
    try {
      for await (const chunk of this.#body) {
        this.#watchdog.pause()
        yield chunk
        this.#watchdog.touch()
      }
    } catch (error) {
      throw this.#failure(error)
    } finally {
      this.#watchdog.stop()
    }
  }

  /** All bytes, or `undefined` when there are more than the limit. */
  async read(limitBytes: number): Promise<Uint8Array | undefined> {
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of this.bytes()) {
      size += chunk.length
      if (size > limitBytes) return undefined
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  }

  async discard(): Promise<void> {
    this.#watchdog.stop()
    await this.#body?.cancel()
  }

  /** What this answer means when it is not the one hoped for. Reads the body. */
  async refusal(redact: (text: string) => string): Promise<PackageStoreFault> {
    const said = parseErrors((await this.read(ERROR_LIMIT_BYTES)) ?? new Uint8Array())
    const { code, retryable } = classify(this.status, said?.code)
    const words =
      said === undefined ? '' : ` (${redact([said.code, said.message].filter(Boolean).join(': ')).slice(0, 300)})`
    const explanation = {
      where: `${this.#method} ${renderAddress(this.url)}`,
      expected: 'the registry to do it',
      found: `status ${this.status}${words}`,
    }
    const fix = fixes[code]
    return fault(code, fix === undefined ? explanation : { ...explanation, fix }, { retryable })
  }
}

const fixes: Partial<Record<PackageStoreFaultCode, string>> = {
  denied: "Check the package-token and its rights (GHCR: the job's `permissions: packages: write`)",
  'store-absent': 'Check the host and namespace in the package-store input',
  'disk-full': 'Make room in the registry and run again',
  'rate-limited': 'Wait, then run again',
  unsupported: 'Ask who runs the registry to allow it (docker-registry: `storage: {delete: {enabled: true}}`)',
}

function classify(status: number, said: string | undefined): { code: PackageStoreFaultCode; retryable: boolean } {
  if (status === 401 || status === 403 || said === 'DENIED' || said === 'UNAUTHORIZED')
    return { code: 'denied', retryable: false }
  if (status === 429 || said === 'TOOMANYREQUESTS') return { code: 'rate-limited', retryable: true }
  if (status === 405 || said === 'UNSUPPORTED') return { code: 'unsupported', retryable: false }
  if (status === 507) return { code: 'disk-full', retryable: false }
  if (status >= 500) return { code: 'unreachable', retryable: status !== 501 }
  if (said === 'DIGEST_INVALID') return { code: 'digest-mismatch', retryable: false }
  if (said === 'SIZE_INVALID') return { code: 'truncated', retryable: false }
  if (said === 'NAME_INVALID') return { code: 'name-invalid', retryable: false }
  if (said?.startsWith('MANIFEST_') && status !== 404) return { code: 'manifest-invalid', retryable: false }
  if (said === 'BLOB_UPLOAD_UNKNOWN' || said === 'BLOB_UPLOAD_INVALID' || status === 408)
    return { code: 'unreachable', retryable: true }
  if (status === 404) return { code: said === undefined ? 'store-absent' : 'not-found', retryable: false }
  return { code: 'refused', retryable: false }
}

/** The first error of the form that the distribution spec gives ("errors": [{code, message}]). */
function parseErrors(bytes: Uint8Array): { code: string; message: string } | undefined {
  let document: unknown
  try {
    document = JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
  const errors = isRecord(document) ? document['errors'] : undefined
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined
  if (!isRecord(first)) return undefined
  const { code, message } = first
  return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' }
}
