import { PackageStoreFault } from '../fault.ts'
import type { BlobSource } from '../package-store.ts'
import { verifiedSource } from '../verified.ts'
import { parseTarget } from './address.ts'
import type { Answer } from './answer.ts'
import type { Client } from './client.ts'
import { parseRetryAfter, pauseMs } from './retry.ts'

/** GHCR takes no larger chunks. */
const CHUNK_BYTES = 4 * 1024 * 1024
/** Answers by which a registry or a proxy before it says that it takes no body of that length at once. */
const TOO_MUCH_AT_ONCE = new Set([405, 411, 413, 501])

/**
 * Sends a blob: all at once, and in chunks where that is refused or the connection broke twice. Each try opens the source and an
 * upload anew; the registry shows nothing until the last request of one carried the digest.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#pushing-blobs
 */
export async function uploadBlob(
  client: Client,
  path: string,
  scope: string,
  blob: BlobSource,
  where: string,
): Promise<void> {
  const { limits, clock } = client.exchange.options
  let broken = 0
  let inChunks = false
  for (let attempt = 1; ; attempt++) {
    const outcome = await tryUpload(client, path, scope, blob, where, inChunks || broken >= 2)
    if (outcome.kind === 'done') return
    if (outcome.kind === 'too-much') {
      inChunks = true
      continue
    }
    if (attempt >= limits.attempts || !outcome.fault.retryable || outcome.pauseMs > limits.longestPauseMs)
      throw outcome.fault
    if (outcome.kind === 'broken') broken++
    await clock.sleep(Math.max(outcome.pauseMs, pauseMs(attempt, client.exchange.options)))
  }
}

type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'too-much' }
  | { readonly kind: 'refused' | 'broken'; readonly fault: PackageStoreFault; readonly pauseMs: number }

async function tryUpload(
  client: Client,
  path: string,
  scope: string,
  blob: BlobSource,
  where: string,
  inChunks: boolean,
): Promise<Outcome> {
  const start = await client.send(
    { method: 'POST', url: client.url(`${path}/blobs/uploads/`), headers: { 'content-length': '0' } },
    scope,
  )
  if (start.status !== 202) throw await client.refusal(start)
  await start.discard()
  const location = parseTarget(start.headers.get('location'), start.url)
  try {
    const send = inChunks ? sendInChunks : sendAtOnce
    const answer = await send(client, location, scope, blob, where)
    if (answer.status === 201) {
      await answer.discard()
      return { kind: 'done' }
    }
    if (!inChunks && TOO_MUCH_AT_ONCE.has(answer.status)) {
      await answer.discard()
      return { kind: 'too-much' }
    }
    return await refused(client, answer)
  } catch (error) {
    if (error instanceof PackageStoreFault && error.code === 'unreachable')
      return { kind: 'broken', fault: error, pauseMs: 0 }
    throw error
  }
}

async function refused(client: Client, answer: Answer): Promise<Outcome> {
  const pause = parseRetryAfter(answer.headers.get('retry-after'), client.exchange.options.clock.now()) ?? 0
  const wasExpired = answer.status === 401
  const said = await client.refusal(answer)
  const { code, explanation } = said
  return {
    kind: 'refused',
    // The token had expired and there is a new one: the next try can pass.
    fault: wasExpired ? new PackageStoreFault(code, explanation, { retryable: true }) : said,
    pauseMs: pause,
  }
}

async function sendAtOnce(
  client: Client,
  location: URL,
  scope: string,
  blob: BlobSource,
  where: string,
): Promise<Answer> {
  const headers = { 'content-type': 'application/octet-stream', 'content-length': String(blob.sizeBytes) }
  const bytes = verifiedSource(blob, where)
  const url = withDigest(location, blob)
  if (blob.sizeBytes > 0) return await client.sendOnce({ method: 'PUT', url, headers, body: bytes }, scope)
  for await (const unexpected of bytes) throw new RangeError(`${unexpected.length} bytes after none`)
  return await client.sendOnce({ method: 'PUT', url, headers }, scope)
}

async function sendInChunks(
  client: Client,
  location: URL,
  scope: string,
  blob: BlobSource,
  where: string,
): Promise<Answer> {
  let target = location
  let offset = 0
  for await (const body of inPieces(verifiedSource(blob, where))) {
    const headers = {
      'content-type': 'application/octet-stream',
      'content-length': String(body.length),
      'content-range': `${offset}-${offset + body.length - 1}`,
    }
    const answer = await client.sendOnce({ method: 'PATCH', url: target, headers, body }, scope)
    if (answer.status !== 202) return answer
    await answer.discard()
    target = parseTarget(answer.headers.get('location'), target)
    offset += body.length
  }
  return await client.sendOnce(
    { method: 'PUT', url: withDigest(target, blob), headers: { 'content-length': '0' } },
    scope,
  )
}

/** Pieces of exactly `CHUNK_BYTES`, the last one smaller. */
async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let piece = new Uint8Array(CHUNK_BYTES)
  let filled = 0
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + CHUNK_BYTES - filled)
      piece.set(part, filled)
      filled += part.length
      at += part.length
      if (filled < CHUNK_BYTES) continue
      yield piece
      piece = new Uint8Array(CHUNK_BYTES)
      filled = 0
    }
  }
  if (filled > 0) yield piece.subarray(0, filled)
}

/** The query that the registry gave stays as it is, byte for byte. */
function withDigest(location: URL, blob: BlobSource): URL {
  const url = new URL(location)
  const digest = `digest=${encodeURIComponent(blob.digest)}`
  url.search = url.search === '' ? digest : `${url.search}&${digest}`
  return url
}
