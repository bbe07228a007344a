import { createHash } from 'node:crypto'
import { fault, PackageStoreFault } from './fault.ts'
import type { BlobSource, Digest } from './package-store.ts'

/**
 * The same bytes, one chunk late: the last one is handed on only after digest and size were found right, so that a
 * receiver (a registry that counts to Content-Length, an archive reader) never completes something wrong.
 */
export async function* verified(
  bytes: AsyncIterable<unknown>,
  promised: { readonly digest: Digest; readonly sizeBytes?: number | undefined },
  where: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256')
  let seen = 0
  let held: Uint8Array | undefined
  for await (const chunk of bytes) {
    if (!(chunk instanceof Uint8Array)) {
      throw fault('source-unreadable', { where, expected: 'a stream of bytes', found: `a stream of ${typeof chunk}` })
    }
    if (chunk.length === 0) continue
    seen += chunk.length
    if (promised.sizeBytes !== undefined && seen > promised.sizeBytes) {
      throw fault('digest-mismatch', { where, expected: `${promised.sizeBytes} bytes`, found: 'more' })
    }
    hash.update(chunk)
    if (held !== undefined) yield held
    held = chunk
  }
  if (promised.sizeBytes !== undefined && seen < promised.sizeBytes) {
    throw fault('truncated', { where, expected: `${promised.sizeBytes} bytes`, found: `${seen}` })
  }
  const digest = `sha256:${hash.digest('hex')}`
  if (digest !== promised.digest) {
    throw fault('digest-mismatch', { where, expected: promised.digest, found: digest })
  }
  if (held !== undefined) yield held
}

/** The verified bytes of a blob that is to be sent; a failure of the caller's stream becomes `source-unreadable`. */
export async function* verifiedSource(source: BlobSource, where: string): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = source.open()
  try {
    yield* verified(stream, source, where)
  } catch (error) {
    if (error instanceof PackageStoreFault) throw error
    const found = error instanceof Error ? error.message : String(error)
    throw fault('source-unreadable', { where, expected: 'to read its bytes', found }, { cause: error })
  } finally {
    stream.destroy()
  }
}
