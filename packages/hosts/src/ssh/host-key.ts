import { fingerprint, keyTypeOf, type PublicKey } from '@towpath/environment'
import { HostFault } from '../host-fault.ts'
import type { KnownHost } from './known-hosts.ts'

/** A host as it is looked up among the known ones. */
export interface PinnedHost {
  readonly name: string
  readonly address: string
  readonly port: number
}

export type HostKeyVerdict =
  | { readonly kind: 'trusted' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'revoked' }
  /** Only a certificate authority is pinned for it. */
  | { readonly kind: 'uncertified' }
  | { readonly kind: 'changed'; readonly expected: readonly PublicKey[] }

/** Judges a key by the lines about the host's address and name. As with ssh, a line without the port counts where it has this very key. */
export function judgeHostKey(known: readonly KnownHost[], host: PinnedHost, key: PublicKey): HostKeyVerdict {
  const lines = linesAbout(known, host)
  const isSame = (line: KnownHost) => line.key.blob === key.blob
  if (lines.all.some((line) => line.marker === 'revoked' && isSame(line))) return { kind: 'revoked' }
  if (lines.all.some((line) => line.marker === 'key' && isSame(line))) return { kind: 'trusted' }
  const expected = lines.exact.filter((line) => line.marker === 'key').map((line) => line.key)
  if (expected.length > 0) return { kind: 'changed', expected }
  return { kind: lines.exact.some((line) => line.marker === 'certificate-authority') ? 'uncertified' : 'unknown' }
}

/** Types of the pinned keys, so that the host is asked for one of them. */
export function pinnedTypes(known: readonly KnownHost[], host: PinnedHost): readonly string[] {
  const keys = linesAbout(known, host).all.filter((line) => line.marker === 'key')
  return [...new Set(keys.map((line) => line.key.type))]
}

function linesAbout(known: readonly KnownHost[], host: PinnedHost) {
  // Lower case, as ssh looks them up and ssh-keygen hashes them.
  const plain = [host.address.toLowerCase(), host.name]
  const withPort = plain.map((name) => (host.port === 22 ? name : `[${name}]:${host.port}`))
  const about = (names: readonly string[]) => known.filter((line) => names.some((name) => line.isAbout(name)))
  return { exact: about(withPort), all: about([...withPort, ...plain]) }
}

/** A key as a host shows it. */
export function readHostKey(bytes: Buffer): PublicKey {
  const blob = bytes.toString('base64')
  return { type: keyTypeOf(blob) ?? 'unknown', blob }
}

/** Null for a key that is trusted. */
export function hostKeyFault(verdict: HostKeyVerdict, host: PinnedHost, key: PublicKey): HostFault | null {
  const subject = `Host ${host.name} (${host.address})`
  const found = `${fingerprint(key)} (${key.type})`
  switch (verdict.kind) {
    case 'trusted':
      return null
    case 'unknown':
    case 'uncertified':
      return new HostFault('host-key-unknown', {
        where: `${subject}: its key is not in known-hosts`,
        ...(verdict.kind === 'uncertified' && { expected: 'the key itself, as `@cert-authority` is not supported' }),
        found,
        fix: `Check the fingerprint on the host's console (\`ssh-keygen -lf /etc/ssh/${keyFile(key)}\`), then add this line to known-hosts: ${renderLine(host, key)}`,
      })
    case 'changed':
      return new HostFault('host-key-changed', {
        where: `${subject}: its key is not the one in known-hosts`,
        expected: verdict.expected.map(fingerprint).join(' or '),
        found: fingerprint(key),
        fix: 'If the host was rebuilt, check its fingerprint on its console, then replace the line; otherwise stop and find out who answers',
      })
    case 'revoked':
      return new HostFault('host-key-changed', {
        where: `${subject}: its key is marked @revoked in known-hosts`,
        found,
        fix: 'Give the host a new key and pin that; until then stop and find out who answers',
      })
  }
}

function renderLine({ address, port }: PinnedHost, key: PublicKey): string {
  return `${port === 22 ? address : `[${address}]:${port}`} ${key.type} ${key.blob}`
}

function keyFile({ type }: PublicKey): string {
  const kind = type.startsWith('ecdsa') ? 'ecdsa' : type.replace('ssh-', '')
  return `ssh_host_${kind}_key.pub`
}
