import { createHash } from 'node:crypto'
import { keyTypeOf, type PublicKey } from './public-key.ts'
import { splitSshStrings, sshString } from './ssh-strings.ts'

/** A signature as `ssh-keygen -Y sign` writes it (openssh-portable, PROTOCOL.sshsig). */
export interface SshSignature {
  readonly key: PublicKey
  readonly namespace: string
  readonly hash: SignatureHash
  /** Of the key's type, as its own blob says. */
  readonly type: string
  readonly bytes: Buffer
}

export type SignatureHash = 'sha256' | 'sha512'

const magic = Buffer.from('SSHSIG')
const version = Buffer.from([0, 0, 0, 1])
const begin = '-----BEGIN SSH SIGNATURE-----'
const end = '-----END SSH SIGNATURE-----'

/** What the key signs: not the message itself but its hash, with what it is signed for. */
export function bytesToSign(namespace: string, hash: SignatureHash, message: string): Buffer {
  const digest = createHash(hash).update(message).digest()
  return Buffer.concat([magic, ...[namespace, '', hash, digest].map(sshString)])
}

export function renderSshSignature({ key, namespace, hash, type, bytes }: SshSignature): string {
  const signature = Buffer.concat([sshString(type), sshString(bytes)])
  const strings = [Buffer.from(key.blob, 'base64'), namespace, '', hash, signature].map(sshString)
  const blob = Buffer.concat([magic, version, ...strings]).toString('base64')
  return [begin, ...(blob.match(/.{1,70}/g) ?? []), end, ''].join('\n')
}

/** Null when the text is no such signature, or is cut. */
export function parseSshSignature(text: string): SshSignature | null {
  const lines = text.trim().split(/\r?\n/)
  if (lines.at(0) !== begin || lines.at(-1) !== end) return null
  const blob = Buffer.from(lines.slice(1, -1).join(''), 'base64')
  const head = Buffer.concat([magic, version])
  if (!blob.subarray(0, head.length).equals(head)) return null
  const [key, namespace, , hash, signature, ...more] = splitSshStrings(blob.subarray(head.length)) ?? []
  if (key === undefined || namespace === undefined || signature === undefined || more.length > 0) return null
  const [type, bytes, ...others] = splitSshStrings(signature) ?? []
  const hashName = hash?.toString('latin1')
  const keyBlob = key.toString('base64')
  const keyType = keyTypeOf(keyBlob)
  if (keyType === null || type === undefined || bytes === undefined || others.length > 0) return null
  if (hashName !== 'sha256' && hashName !== 'sha512') return null
  return {
    key: { type: keyType, blob: keyBlob },
    namespace: namespace.toString(),
    hash: hashName,
    type: type.toString('latin1'),
    bytes,
  }
}
