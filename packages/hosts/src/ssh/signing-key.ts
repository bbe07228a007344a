import { type RevisionSigner, signingKeyType } from '@towpath/environment'
import type { ParsedKey } from 'ssh2'
import { HostFault } from '../host-fault.ts'
import { describeKey, parsePrivateKey } from './private-key.ts'
import { loadSsh2 } from './ssh2.ts'

/**
 * Opens the Ed25519 key that signs revisions, in OpenSSH form.
 * @throws HostFault `key-unreadable`; nothing of key or passphrase stands in it.
 */
export async function openSigningKey(text: string, passphrase: string | null): Promise<RevisionSigner> {
  const parsed = parsePrivateKey(await loadSsh2(), text, passphrase ?? undefined)
  switch (parsed.kind) {
    case 'encrypted':
      throw unreadable(
        passphrase === null ? 'its passphrase too' : 'its passphrase',
        passphrase === null ? 'an encrypted key and no passphrase' : 'another one',
        'Give `signing-key-passphrase`; try it out with `ssh-keygen -y -f <key>`',
      )
    case 'unreadable':
      throw unreadable('a whole private key in OpenSSH form', parsed.found, howToMake)
    case 'key':
      return signerOf(parsed.key)
  }
}

function signerOf(key: ParsedKey): RevisionSigner {
  if (key.type !== signingKeyType) throw unreadable(`a key of type ${signingKeyType}`, describeKey(key), howToMake)
  return {
    key: { type: key.type, blob: key.getPublicSSH().toString('base64') },
    sign: (bytes) => key.sign(bytes),
  }
}

const howToMake =
  'Make one with `ssh-keygen -t ed25519`, and copy the whole file, from its first line -----BEGIN to its last -----END'

function unreadable(expected: string, found: string, fix: string): HostFault {
  return new HostFault('key-unreadable', { where: 'Input `signing-key`', expected, found, fix })
}
