import { fingerprint } from '@towpath/environment'
import type { ParsedKey } from 'ssh2'
import { HostFault } from '../host-fault.ts'
import type { Ssh2 } from './ssh2.ts'

export type ParsedPrivateKey =
  | { readonly kind: 'key'; readonly key: ParsedKey }
  /** It has a passphrase, which was not given, or another one was. */
  | { readonly kind: 'encrypted'; readonly found: string }
  | { readonly kind: 'unreadable'; readonly found: string }

/** A private key in OpenSSH's or PEM form. A secret that was pasted may have lost its last newline or carry CRLF. */
export function parsePrivateKey({ utils }: Ssh2, text: string, passphrase?: string): ParsedPrivateKey {
  const key = utils.parseKey(`${text.replaceAll('\r\n', '\n').trim()}\n`, passphrase)
  if (!(key instanceof Error))
    return key.isPrivateKey() ? { kind: 'key', key } : { kind: 'unreadable', found: 'a public key' }
  const found = key.message.replace(/\.$/, '')
  return { kind: /encrypted|passphrase/i.test(found) ? 'encrypted' : 'unreadable', found }
}

/**
 * The key that hosts let in.
 * @throws HostFault `key-unreadable`; nothing of the key stands in it.
 */
export function readPrivateKey(ssh2: Ssh2, text: string, passphrase?: string): ParsedKey {
  const parsed = parsePrivateKey(ssh2, text, passphrase)
  if (parsed.kind === 'key') return parsed.key
  throw new HostFault('key-unreadable', {
    where: 'ssh-private-key',
    expected: 'a whole private key in OpenSSH or PEM form',
    found: parsed.found,
    fix:
      parsed.kind === 'encrypted'
        ? 'Give a key without passphrase (`ssh-keygen -p`), or load it into an agent and leave the input out'
        : 'Copy the whole file, from its first line -----BEGIN to its last -----END',
  })
}

/** `ssh-ed25519 SHA256:…`, which is not secret. */
export function describeKey(key: ParsedKey): string {
  return `${key.type} ${fingerprint({ type: key.type, blob: key.getPublicSSH().toString('base64') })}`
}

/** The line for authorized_keys. */
export function renderAuthorizedKey(key: ParsedKey): string {
  return `${key.type} ${key.getPublicSSH().toString('base64')}`
}
