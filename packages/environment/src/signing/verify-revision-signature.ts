import { createPublicKey, verify } from 'node:crypto'
import { EnvironmentFault } from '../fault.ts'
import { type AllowedSigner, isForNamespace } from './allowed-signers.ts'
import { fingerprint, type PublicKey } from './public-key.ts'
import { revisionNamespace, signingKeyType } from './sign-revision.ts'
import { bytesToSign, parseSshSignature, type SshSignature } from './ssh-signature.ts'
import { splitSshStrings } from './ssh-strings.ts'
import { judgeValidity, renderSshTime } from './validity.ts'

export interface SignedRevision {
  /** `prod@42`, for messages. */
  readonly name: string
  /** As it is stored, byte for byte. */
  readonly text: string
  /** Text of its `.sig`; null when there is none. */
  readonly signature: string | null
}

/** Who signed, for people: `delivery@acme.example (SHA256:…)`. */
export type Signature = { readonly principals: string; readonly fingerprint: string }

const findOut = 'Do not deploy it; find out who wrote to the metadata store'
const howToSign =
  'If it was made by you, sign it by hand (docs/security.md says how): what is promoted now is built on it; else find out who wrote to the metadata store'

/**
 * That an allowed signer signed this revision, for this purpose, with a key that is good now.
 * @throws EnvironmentFault `revision-unsigned`, `signature-broken`, `signer-refused`.
 */
export function verifyRevisionSignature(
  revision: SignedRevision,
  signers: readonly AllowedSigner[],
  now: Date,
): Signature {
  const { name } = revision
  if (revision.signature === null) {
    throw new EnvironmentFault('revision-unsigned', {
      where: name,
      expected: 'to be signed, as `allowed-signers` is given',
      found: 'no signature',
      fix: howToSign,
    })
  }
  const signature = parseSshSignature(revision.signature)
  if (signature === null)
    throw broken(name, 'an ssh signature (`ssh-keygen -Y sign`)', 'something else, or part of one')
  verifyBytes(name, signature, revision.text)
  return { principals: findSigner(name, signature, signers, now).principals, fingerprint: fingerprint(signature.key) }
}

function verifyBytes(name: string, signature: SshSignature, text: string): void {
  const { key, namespace, hash, type, bytes } = signature
  const shown = describe(key)
  if (key.type !== signingKeyType || type !== signingKeyType)
    throw new EnvironmentFault('signer-refused', {
      where: `${name}, its signature`,
      expected: `one by a key of type ${signingKeyType}`,
      found: `one by ${shown}`,
      fix: 'Sign with an Ed25519 key: `ssh-keygen -t ed25519`',
    })
  const publicKey = readEd25519(key)
  if (publicKey === null || !verify(null, bytesToSign(namespace, hash, text), publicKey, bytes))
    throw broken(name, `the revision as ${shown} signed it`, 'another text, or a signature that was changed')
  if (namespace !== revisionNamespace)
    throw new EnvironmentFault('signature-broken', {
      where: `${name}, its signature by ${shown}`,
      expected: `one for \`${revisionNamespace}\``,
      found: `one for \`${namespace}\``,
      fix: 'It was made for something else: sign with `signing-key` of promote, or `ssh-keygen -Y sign -n towpath-revision`',
    })
}

function findSigner(name: string, { key }: SshSignature, signers: readonly AllowedSigner[], now: Date): AllowedSigner {
  const refused = (expected: string, found: string, fix: string): EnvironmentFault =>
    new EnvironmentFault('signer-refused', { where: `${name}, signed by ${describe(key)}`, expected, found, fix })
  const own = signers.filter((signer) => signer.key.blob === key.blob)
  const [first] = own
  if (first === undefined)
    throw refused(
      'a key of `allowed-signers`',
      'one that is not among them',
      `If it is yours, add its line: \`<who> namespaces="${revisionNamespace}" ${key.type} ${key.blob}\`; else find out who wrote to the metadata store`,
    )
  const allowed = own.filter((signer) => isForNamespace(signer, revisionNamespace))
  const valid = allowed.find(({ validity }) => judgeValidity(validity, now) === 'valid')
  if (valid !== undefined) return valid
  const [last = first] = allowed
  if (allowed.length === 0)
    throw refused(
      `its line in \`allowed-signers\` (${first.line}) to be for \`${revisionNamespace}\``,
      `namespaces="${first.namespaces}"`,
      `Add \`${revisionNamespace}\` there, if this key is to sign revisions`,
    )
  throw refused(`a key that is good at ${now.toISOString()}`, validityOf(last, now), howToRenew)
}

const howToRenew =
  'Sign the revision by hand with a key that is good (docs/security.md says how): what is promoted now is built on it; a key that is still trusted can be given more time in its line'

function validityOf({ principals, validity, line }: AllowedSigner, now: Date): string {
  const { from, until } = validity
  const isEarly = judgeValidity(validity, now) === 'early'
  const bound = isEarly ? `not before ${renderSshTime(from ?? 0)}` : `only until ${renderSshTime(until ?? 0)}`
  return `the key of ${principals}, ${bound} (\`allowed-signers\`, line ${line})`
}

function broken(name: string, expected: string, found: string): EnvironmentFault {
  return new EnvironmentFault('signature-broken', { where: `${name}, its signature`, expected, found, fix: findOut })
}

function describe(key: PublicKey): string {
  return `${fingerprint(key)} (${key.type})`
}

/** The 32 bytes of such a key, as Node takes them (RFC 8037). */
function readEd25519({ blob }: PublicKey) {
  const [, bytes, ...more] = splitSshStrings(Buffer.from(blob, 'base64')) ?? []
  if (bytes?.length !== 32 || more.length > 0) return null
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') }, format: 'jwk' })
}
