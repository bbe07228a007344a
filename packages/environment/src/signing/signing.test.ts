import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAllowedSigners } from './allowed-signers.ts'
import { type RevisionSigner, signRevision } from './sign-revision.ts'
import { sshString } from './ssh-strings.ts'
import { verifyRevisionSignature } from './verify-revision-signature.ts'

/* What OpenSSH itself says of the same is compared in packages/hosts (signing-key.test.ts). */

const text = '{"number":42}'
const now = new Date('2026-11-23T09:00:00Z')

function makeSigner(): RevisionSigner {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  const blob = Buffer.concat([sshString('ssh-ed25519'), sshString(bytes)]).toString('base64')
  return { key: { type: 'ssh-ed25519', blob }, sign: (message) => sign(null, message, privateKey) }
}

const signer = makeSigner()
const key = `ssh-ed25519 ${signer.key.blob}`
const print = `SHA256:${createHash('sha256').update(Buffer.from(signer.key.blob, 'base64')).digest('base64').replace(/=+$/, '')}`
const signature = signRevision(text, signer)
const verify = (allowed: string, its: string | null = signature, of = text) =>
  verifyRevisionSignature({ name: 'prod@42', text: of, signature: its }, parseAllowedSigners(allowed), now)

describe('a signature', () => {
  it('tells who signed, by the first line that allows it', () => {
    const allowed = `# ours\n\n"old name" valid-before="20200101Z" ${key}\r\n  delivery@acme,ops@acme ${key} comment\n`
    expect(verify(allowed)).toEqual({ principals: 'delivery@acme,ops@acme', fingerprint: print })
    expect(verify(`"the delivery" ${key}`).principals).toBe('the delivery')
  })

  it('that is not there is asked for', () => {
    expect(() => verify(`a ${key}`, null)).toThrow(
      'prod@42: expected to be signed, as `allowed-signers` is given, found no signature. If it was made by you, sign it by hand (docs/security.md says how): what is promoted now is built on it; else find out who wrote to the metadata store.',
    )
  })

  it('by a key that nobody allowed names the key and the line that would allow it', () => {
    const other = makeSigner()
    expect(() => verify(`a ssh-ed25519 ${other.key.blob}`)).toThrow(
      `prod@42, signed by ${print} (ssh-ed25519): expected a key of \`allowed-signers\`, found one that is not among them. If it is yours, add its line: \`<who> namespaces="towpath-revision" ${key}\`; else find out who wrote to the metadata store.`,
    )
  })

  it.each([
    ['valid-before="20261101Z"', 'the key of a, only until 2026-11-01T00:00:00Z (`allowed-signers`, line 2)'],
    ['valid-after="20270101Z"', 'the key of a, not before 2027-01-01T00:00:00Z (`allowed-signers`, line 2)'],
    ['namespaces="git"', 'its line in `allowed-signers` (2) to be for `towpath-revision`, found namespaces="git"'],
  ])('by a key with %s says so', (options, message) => {
    expect(() => verify(`# first\na ${options} ${key}`)).toThrow(message)
  })

  it('that was changed anywhere, or cut anywhere, is refused', () => {
    fc.assert(
      fc.property(fc.nat(signature.length - 2), fc.constantFrom('A', 'b', '7', ''), (at, put) => {
        const changed = signature.slice(0, at) + put + signature.slice(at + 1)
        const same = (one: string) => one.replace(/\s/g, '')
        fc.pre(same(changed) !== same(signature))
        const refused = expect.objectContaining({ code: expect.stringMatching(/^(signature-broken|signer-refused)$/) })
        expect(() => verify(`a ${key}`, changed)).toThrow(refused)
        expect(() => verify(`a ${key}`, signature.slice(0, at))).toThrow(refused)
      }),
      { numRuns: 300 },
    )
  })

  it('of one revision is none of another', () => {
    expect(() => verify(`a ${key}`, signature, '{"number":43}')).toThrow(
      `prod@42, its signature: expected the revision as ${print} (ssh-ed25519) signed it, found another text, or a signature that was changed.`,
    )
  })

  it('survives other ends of lines', () => {
    expect(verify(`a ${key}`, signature.replaceAll('\n', '\r\n')).fingerprint).toBe(print)
  })
})

describe('a line of allowed signers', () => {
  it.each([
    ['alone', 'who signs'],
    ['a ssh-ed25519', 'who signs'],
    [`a ssh-rsa ${signer.key.blob}`, 'a whole key of type ssh-rsa'],
    [`a ssh-ed25519 ${signer.key.blob.slice(0, -8)}`, 'a whole key of type ssh-ed25519'],
    [`a cert-authority ${key}`, '`cert-authority` is not supported'],
    [`a namespaces="x",cert-authority ${key}`, '`cert-authority` is not supported'],
    [`a namespace="towpath-revision" ${key}`, 'options such as'],
    [`a namespaces=towpath-revision ${key}`, 'options such as'],
    [`a namespaces ${key}`, 'options such as'],
    [`a namespaces="x",namespaces="y" ${key}`, '`namespaces` once'],
    [`a valid-after="2027-01-01" ${key}`, 'a time such as `20270131Z`'],
    [`a valid-after="20270231Z" ${key}`, 'a time such as `20270131Z`'],
    [`a valid-before="202701012500Z" ${key}`, 'a time such as `20270131Z`'],
    [`a valid-after="20270102Z",valid-before="20270101Z" ${key}`, '`valid-before` after `valid-after`'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----', 'a whole key'],
  ])('such as %s is refused with its number', (line, expected) => {
    expect(() => parseAllowedSigners(`# first\n${line}\n`)).toThrow(
      expect.objectContaining({
        code: 'signers-wrong',
        message: expect.stringMatching(/^allowed-signers:2 /),
        explanation: expect.objectContaining({ expected: expect.stringContaining(expected) }),
      }),
    )
  })

  it('is there at least once', () => {
    expect(() => parseAllowedSigners('# nobody\n')).toThrow('expected at least one key that may sign, found none')
  })

  it('of another type of key is kept, for other purposes', () => {
    const rsa = `ssh-rsa ${Buffer.concat(['ssh-rsa', 'e', 'n'].map(sshString)).toString('base64')}`
    expect(verify(`git ${rsa}\na ${key}`).principals).toBe('a')
  })
})
