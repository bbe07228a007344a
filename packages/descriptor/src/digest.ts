import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from './canonical.ts'

/** `sha256:` and 64 lower-case hex digits. */
export type Digest = `sha256:${string}`

const pattern = /^sha256:[0-9a-f]{64}$/

export const digestSchema = z
  .templateLiteral(['sha256:', z.string()])
  .refine((text) => pattern.test(text), { error: '`sha256:` and 64 lower-case hex digits' })
  .meta({ pattern: pattern.source })

export function isDigest(text: string): text is Digest {
  return pattern.test(text)
}

export function digestOf(bytes: string | Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

/** Digest of a document: of its canonical JSON (FORMATS "Digests"). */
export function digestOfDocument(document: unknown): Digest {
  return digestOf(canonicalJson(document))
}

/** The 64 hex digits alone, as they stand in paths. */
export function bareDigest(digest: Digest): string {
  return digest.slice('sha256:'.length)
}

/** The first 12 hex digits, as people read them (VOICE). */
export function shortDigest(digest: Digest): string {
  return bareDigest(digest).slice(0, 12)
}
