import { createHash } from 'node:crypto'
import { splitSshStrings } from './ssh-strings.ts'

/** A key as OpenSSH writes it: its type and the base64 of its blob. */
export interface PublicKey {
  readonly type: string
  readonly blob: string
}

/** The type that a key's own blob says, null when it is none. */
export function keyTypeOf(blob: string): string | null {
  const bytes = Buffer.from(blob, 'base64')
  if (bytes.toString('base64').replace(/=+$/, '') !== blob.replace(/=+$/, '')) return null
  return splitSshStrings(bytes)?.[0]?.toString('latin1') ?? null
}

/** `SHA256:…`, as ssh-keygen shows it. */
export function fingerprint(key: PublicKey): string {
  const digest = createHash('sha256').update(Buffer.from(key.blob, 'base64')).digest('base64')
  return `SHA256:${digest.replace(/=+$/, '')}`
}
