import { fault, PackageStoreFault } from '../fault.ts'
import { renderAddress } from './address.ts'
import type { Answer } from './answer.ts'
import type { Client } from './client.ts'
import { pauseMs } from './retry.ts'

/** So many bytes since the last break, and breaks are counted from the beginning again. */
const PROGRESS_BYTES = 1024 * 1024

/** The body of `first`, and after a broken connection the rest of it from where it broke. */
export async function* downloadBlob(
  client: Client,
  url: URL,
  scope: string,
  first: Answer,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { limits, clock } = client.exchange.options
  const total = first.lengthBytes
  let received = 0
  let breaks = 0
  let answer = first
  while (true) {
    const before = received
    try {
      for await (const chunk of from(answer, received)) {
        received += chunk.length
        yield chunk
      }
      if (total === undefined || received >= total) return
      const explanation = { where: renderAddress(url), expected: `${total} bytes`, found: `${received}` }
      throw fault('truncated', explanation, { retryable: true })
    } catch (error) {
      if (!(error instanceof PackageStoreFault) || !error.retryable) throw error
      breaks = received - before >= PROGRESS_BYTES ? 1 : breaks + 1
      if (breaks >= limits.attempts) throw error
    }
    await clock.sleep(pauseMs(breaks, client.exchange.options))
    answer = await askFrom(client, url, scope, received)
  }
}

async function askFrom(client: Client, url: URL, scope: string, received: number): Promise<Answer> {
  const headers: Record<string, string> = received > 0 ? { range: `bytes=${received}-` } : {}
  const answer = await client.send({ method: 'GET', url, headers }, scope)
  if (answer.status === 200 || answer.status === 206) return answer
  throw await client.refusal(answer)
}

/** The answer's bytes from `offset` of the blob on, also when the range that was asked for was ignored. */
async function* from(answer: Answer, offset: number): AsyncGenerator<Uint8Array, void, undefined> {
  let skip = offset - offsetOf(answer, offset)
  for await (const chunk of answer.bytes()) {
    const rest = chunk.subarray(skip)
    skip -= chunk.length - rest.length
    if (rest.length > 0) yield rest
  }
}

/** Where the answer's body begins: what it says in `Content-Range`, or 0 when the range was ignored. */
function offsetOf(answer: Answer, asked: number): number {
  if (answer.status !== 206) return 0
  const start = Number(/^bytes (\d{1,15})-/.exec(answer.headers.get('content-range') ?? '')?.[1])
  if (start <= asked) return start
  throw fault('refused', {
    where: renderAddress(answer.url),
    expected: `the bytes from ${asked} on`,
    found: answer.headers.get('content-range') ?? 'no Content-Range',
  })
}
