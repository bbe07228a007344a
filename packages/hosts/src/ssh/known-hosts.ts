import { createHmac } from 'node:crypto'
import { keyTypeOf, matchesPatternList, type PublicKey } from '@towpath/environment'
import { HostFault } from '../host-fault.ts'

/** One line of known_hosts (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
export interface KnownHost {
  readonly marker: 'key' | 'revoked' | 'certificate-authority'
  readonly key: PublicKey
  /** Whether the line is about this host: `app-1`, `10.77.0.11`, or `[10.77.0.11]:2222` for another port than 22. */
  readonly isAbout: (name: string) => boolean
}

const markers: Readonly<Record<string, KnownHost['marker']>> = {
  '@revoked': 'revoked',
  '@cert-authority': 'certificate-authority',
}

/**
 * Reads the text of a known_hosts file. Strict, where OpenSSH skips what it doesn't understand: the text is an input that pins hosts.
 * @throws HostFault `known-hosts-wrong` with the line.
 */
export function parseKnownHosts(text: string): readonly KnownHost[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const fields = line.trim().split(/[ \t]+/)
    const [first = ''] = fields
    return first === '' || first.startsWith('#') ? [] : [parseLine(fields, index + 1)]
  })
}

function parseLine(fields: readonly string[], line: number): KnownHost {
  const [first = ''] = fields
  const marker = first.startsWith('@') ? markers[first] : 'key'
  if (marker === undefined) throw wrong(line, '`@revoked` or `@cert-authority`', first)
  const [hosts, type, blob] = marker === 'key' ? fields : fields.slice(1)
  if (hosts === undefined || type === undefined || blob === undefined) {
    throw wrong(line, 'names of hosts, the type of a key and the key, with spaces between', fields.join(' '))
  }
  if (keyTypeOf(blob) !== type) throw wrong(line, `a whole key of type ${type} in base64`, blob)
  return {
    marker,
    key: { type, blob },
    isAbout: hosts.startsWith('|')
      ? hashed(hosts, line)
      : (name) => matchesPatternList(hosts, name, { ignoreCase: true }),
  }
}

/** `|1|<salt>|<HMAC-SHA1 of the name>`: a name that only who knows it can find. */
function hashed(field: string, line: number): KnownHost['isAbout'] {
  const [, version, salt = '', hash = '', ...more] = field.split('|')
  if (version !== '1' || salt === '' || hash === '' || more.length > 0) throw wrong(line, '`|1|salt|hash`', field)
  return (name) => createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash
}

function wrong(line: number, expected: string, found: string): HostFault {
  const shown = found.length > 80 ? `${found.slice(0, 80)}…` : found
  return new HostFault('known-hosts-wrong', {
    where: 'a line of known hosts',
    expected,
    found: `\`${shown}\``,
    fix: 'Give the lines as `ssh-keyscan` prints them, once their fingerprints were checked',
    place: { file: 'known-hosts', line },
  })
}
