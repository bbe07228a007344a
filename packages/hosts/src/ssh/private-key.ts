import type { ParsedKey } from 'ssh2'
import { HostFault } from '../host-fault.ts'
import { fingerprint } from './host-key.ts'
import type { Ssh2 } from './ssh2.ts'

/**
 * Reads a private key in OpenSSH's or PEM form. A secret that was pasted may have lost its last newline or carry CRLF.
 * @throws HostFault `key-unreadable`; nothing of the key stands in it.
 */
export function readPrivateKey({ utils }: Ssh2, text: string, passphrase?: string): ParsedKey {
  const key = utils.parseKey(`${text.replaceAll('\r\n', '\n').trim()}\n`, passphrase)
  if (key instanceof Error) throw unreadable(key.message, /encrypted|passphrase/i.test(key.message))
  if (!key.isPrivateKey()) throw unreadable('a public key', false)
  return key
}

/** `ssh-ed25519 SHA256:…`, which is not secret. */
export function describeKey(key: ParsedKey): string {
  return `${key.type} ${fingerprint({ type: key.type, blob: key.getPublicSSH().toString('base64') })}`
}

/** The line for authorized_keys. */
export function renderAuthorizedKey(key: ParsedKey): string {
  return `${key.type} ${key.getPublicSSH().toString('base64')}`
}

function unreadable(found: string, isEncrypted: boolean): HostFault {
  return new HostFault('key-unreadable', {
    where: 'ssh-private-key',
    expected: 'a whole private key in OpenSSH or PEM form',
    found: found.replace(/\.$/, ''),
    fix: isEncrypted
      ? 'Give a key without passphrase (`ssh-keygen -p`), or load it into an agent and leave the input out'
      : 'Copy the whole file, from its first line -----BEGIN to its last -----END',
  })
}
