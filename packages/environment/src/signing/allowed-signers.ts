import { EnvironmentFault } from '../fault.ts'
import { matchesPatternList } from './pattern-list.ts'
import { keyTypeOf, type PublicKey } from './public-key.ts'
import { parseSignerOptions, type SignerOptions } from './signer-options.ts'

/** One line of an allowed_signers file (ssh-keygen(1), "ALLOWED SIGNERS"). */
export interface AllowedSigner extends SignerOptions {
  /** Who signs with this key, as the file says: `delivery@acme.example`, or patterns with commas. */
  readonly principals: string
  readonly key: PublicKey
  readonly line: number
}

/**
 * Reads the text of an allowed_signers file. Strict, where ssh-keygen passes over what it doesn't understand: the text is an input that decides
 * what may run.
 * @throws EnvironmentFault `signers-wrong` with the line.
 */
export function parseAllowedSigners(text: string): readonly AllowedSigner[] {
  const signers = text.split(/\r?\n/).flatMap((line, index) => {
    const content = line.trim()
    return content === '' || content.startsWith('#') ? [] : [parseLine(content, index + 1)]
  })
  if (signers.length > 0) return signers
  throw new EnvironmentFault('signers-wrong', {
    where: 'Input `allowed-signers`',
    expected: 'at least one key that may sign',
    found: 'none',
    fix: 'Give a line for each, or leave the input out',
  })
}

/** Whether a signer may sign for this purpose; without `namespaces` for any. */
export function isForNamespace({ namespaces }: AllowedSigner, namespace: string): boolean {
  return namespaces === null || matchesPatternList(namespaces, namespace)
}

const word = String.raw`(?:"(?:\\"|[^"])*"|[^\s"])+`
const form = new RegExp(`^(${word})\\s+(?:(?!(?:ssh|ecdsa|sk)-)(${word})\\s+)?(\\S+)(?:\\s+(\\S+))?`)

function parseLine(content: string, line: number): AllowedSigner {
  const [, principals, options = '', type, blob] = form.exec(content) ?? []
  if (principals === undefined || type === undefined || blob === undefined) {
    throw wrong(line, 'who signs, options if any, the type of a key and the key, with spaces between', content)
  }
  if (keyTypeOf(blob) !== type) throw wrong(line, `a whole key of type ${type} in base64`, blob)
  const parsed = parseSignerOptions(options)
  if (parsed.kind === 'wrong') throw wrong(line, parsed.expected, parsed.found)
  return { ...parsed.options, principals: principals.replace(/^"(.*)"$/, '$1'), key: { type, blob }, line }
}

function wrong(line: number, expected: string, found: string): EnvironmentFault {
  const shown = found.length > 80 ? `${found.slice(0, 80)}…` : found
  return new EnvironmentFault('signers-wrong', {
    where: 'a line of allowed signers',
    expected,
    found: `\`${shown}\``,
    fix: 'Write `<who> namespaces="towpath-revision" ssh-ed25519 AAAA…`, with the key as it stands in its .pub file',
    place: { file: 'allowed-signers', line },
  })
}
