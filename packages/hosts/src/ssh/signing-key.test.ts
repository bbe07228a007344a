import { parseAllowedSigners, type SignedRevision, signRevision, verifyRevisionSignature } from '@towpath/environment'
import { describeWith, type MadeKey, SshKeys, sshKeygen } from '@towpath/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSigningKey } from './signing-key.ts'

const text = '{"environment":"prod","number":42}'
const now = new Date('2026-11-23T09:00:00Z')
const signed = (signature: string | null, its = text): SignedRevision => ({ name: 'prod@42', text: its, signature })

describeWith([sshKeygen], 'a signing key', () => {
  let keys: SshKeys
  let delivery: MadeKey
  let other: MadeKey
  let locked: MadeKey
  beforeAll(() => {
    keys = new SshKeys()
    delivery = keys.make('delivery')
    other = keys.make('other')
    locked = keys.make('locked', { passphrase: 'grüner Hafen' })
  })
  afterAll(() => keys[Symbol.dispose]())

  const lineOf = (key: MadeKey, options = '') => `delivery@acme.example ${options} ${key.publicKey} a comment\n`
  const verifyWith = (allowed: string, signature: string | null, its = text, at = now) =>
    verifyRevisionSignature(signed(signature, its), parseAllowedSigners(allowed), at)

  describe('signs a revision', () => {
    it('as ssh-keygen accepts it, and we do', async () => {
      const signature = signRevision(text, await openSigningKey(delivery.privateKey, null))
      const allowedSigners = lineOf(delivery, 'namespaces="towpath-revision"')
      expect(keys.accepts('delivery@acme.example', { text, signature, allowedSigners })).toBe(true)
      expect(keys.accepts('delivery@acme.example', { text: `${text} `, signature, allowedSigners })).toBe(false)
      expect(keys.accepts('delivery@acme.example', { text, signature, allowedSigners, namespace: 'git' })).toBe(false)
      expect(keys.sign(text, delivery)).toBe(signature)
      expect(verifyWith(allowedSigners, signature)).toEqual({
        principals: 'delivery@acme.example',
        fingerprint: delivery.fingerprint,
      })
    })

    it('though it is encrypted, with its passphrase', async () => {
      const signature = signRevision(text, await openSigningKey(locked.privateKey, 'grüner Hafen'))
      expect(keys.accepts('delivery@acme.example', { text, signature, allowedSigners: lineOf(locked) })).toBe(true)
    })

    it('though it was pasted with other ends of lines, or without its last', async () => {
      const pasted = delivery.privateKey.trim().replaceAll('\n', '\r\n')
      expect((await openSigningKey(pasted, null)).key).toEqual((await openSigningKey(delivery.privateKey, null)).key)
    })
  })

  it.each(['sha512', 'sha256'])('of ssh-keygen is accepted, with %s', (hash) => {
    const signature = keys.sign(text, delivery, { hash })
    expect(verifyWith(lineOf(delivery), signature).fingerprint).toBe(delivery.fingerprint)
  })

  it.each([
    ['without its passphrase', () => locked.privateKey, null, /its passphrase too, found an encrypted key and no pass/],
    ['with another passphrase', () => locked.privateKey, 'green harbour', /expected its passphrase, found another one/],
    [
      'of another type',
      () => keys.make('ecdsa', { type: 'ecdsa' }).privateKey,
      null,
      /ssh-ed25519, found ecdsa-.* SHA/,
    ],
    ['of which only the public part is given', () => delivery.publicKey, null, /found a public key/],
    ['that is cut', () => delivery.privateKey.slice(0, 200), null, /expected a whole private key in OpenSSH form/],
    ['that is none', () => 'hunter22 is no key', null, /expected a whole private key in OpenSSH form/],
  ])('%s is refused, and nothing of it is shown', async (_name, give, passphrase, message) => {
    const given = give()
    const fault = await openSigningKey(given, passphrase).catch((cause: unknown) => cause)
    expect(fault).toMatchObject({ code: 'key-unreadable', message: expect.stringMatching(message) })
    for (const line of [...given.split('\n').filter((one) => !one.startsWith('---') && one !== ''), 'green harbour']) {
      expect(String(fault)).not.toContain(line)
    }
  })

  describe('as ssh-keygen judges its line', () => {
    it.each([
      ['for the namespace', 'namespaces="git,towpath-*"', true],
      ['for all but the namespace', 'namespaces="*,!towpath-revision"', false],
      ['for another namespace', 'namespaces="git"', false],
      ['with capital letters in an option', 'NAMESPACES="towpath-revision"', true],
      ['that has begun', 'valid-after="20261123Z"', true],
      ['that has not', 'valid-after="20261124Z"', false],
      ['that is over', 'valid-before="20261123085959Z"', false],
      ['in its last second', 'valid-before="20261123090000Z"', true],
      ['in its time', 'valid-after="202611230859Z",valid-before="202611230901UTC"', true],
      ['with all of it', 'namespaces="towpath-revision",valid-after="20260101",valid-before="20270101"', true],
      ['with a space in a value', 'namespaces="git, towpath-revision"', false],
    ])('%s: %s', (_name, options, isAccepted) => {
      const signature = keys.sign(text, delivery)
      const allowedSigners = lineOf(delivery, options)
      const said = keys.accepts('delivery@acme.example', { text, signature, allowedSigners, at: '20261123090000Z' })
      expect(said).toBe(isAccepted)
      const judge = () => verifyWith(allowedSigners, signature)
      if (isAccepted) expect(judge().fingerprint).toBe(delivery.fingerprint)
      else expect(judge).toThrow(expect.objectContaining({ code: 'signer-refused' }))
    })
  })

  describe('is refused', () => {
    it.each([
      ['that is not among them', () => [lineOf(other), keys.sign(text, delivery)], 'signer-refused'],
      [
        'for another purpose',
        () => [lineOf(delivery), keys.sign(text, delivery, { namespace: 'git' })],
        'signature-broken',
      ],
      ['of another text', () => [lineOf(delivery), keys.sign(`${text} `, delivery)], 'signature-broken'],
      [
        'of another type',
        () => {
          const ecdsa = keys.make('another-type', { type: 'ecdsa' })
          return [lineOf(ecdsa), keys.sign(text, ecdsa)]
        },
        'signer-refused',
      ],
    ] as const)('when its signature is one %s', (_name, make, code) => {
      const [allowed = '', signature = ''] = make()
      expect(() => verifyWith(allowed, signature)).toThrow(expect.objectContaining({ code }))
    })
  })
})
