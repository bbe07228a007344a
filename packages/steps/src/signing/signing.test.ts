import { canonicalJson, digestOf } from '@towpath/descriptor'
import { environmentDomain, environmentPaths, parseAllowedSigners, type Revision } from '@towpath/environment'
import { describeWith, type MadeKey, SshKeys, sshKeygen } from '@towpath/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deployIn } from '../deploy.ts'
import { promoteIn } from '../promote.ts'
import { rollbackIn } from '../rollback.ts'
import { faultsOf } from '../testing/faults.ts'
import { Shop } from '../testing/shop.ts'
import { recordedCall } from '../testing/step-call.ts'
import { findUnsigned, verifyLineage } from './verify-lineage.ts'

type Inputs = Readonly<Record<string, string>>

describeWith([sshKeygen], 'a signed revision', () => {
  let keys: SshKeys
  let delivery: MadeKey
  let other: MadeKey
  let locked: MadeKey
  beforeAll(() => {
    keys = new SshKeys()
    delivery = keys.make('delivery')
    other = keys.make('other')
    locked = keys.make('locked', { passphrase: 'long and dull' })
  })
  afterAll(() => keys[Symbol.dispose]())

  const allow = (key: MadeKey) => ({
    'allowed-signers': `delivery@acme namespaces="towpath-revision" ${key.publicKey}`,
  })

  async function openShop(signing: Inputs = {}): Promise<Shop> {
    const shop = new Shop()
    await shop.spec('dev')
    await shop.publish('stock', '2.1.0')
    await shop.promote({ environment: 'dev', packages: 'stock', ...signing })
    return shop
  }

  async function stored(shop: Shop, number: number) {
    const snapshot = await shop.store.read(environmentDomain('dev'))
    return {
      text: (await snapshot.get(environmentPaths.revision(number))) ?? '',
      signature: (await snapshot.get(environmentPaths.signature(number))) ?? null,
    }
  }

  /** The first fault of a deploy, what it said, and whether it took the lease. A dry one ends at the program that these hosts don't have. */
  async function deploy(shop: Shop, inputs: Inputs) {
    const { call, io } = recordedCall('deploy', {
      workspace: shop.workspace,
      inputs: { environment: 'dev', ...inputs },
    })
    let fault: { code: string; message: string } | undefined
    try {
      ;[fault] = await faultsOf(deployIn(shop.store, call))
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('/nonexistent/program.mjs')) throw error
    }
    return { fault, log: io.log, fence: (await shop.environment('dev')).state.fence }
  }

  it('is written with its signature in one commit, and deployed by those who allow its key', async () => {
    using shop = await openShop({ 'signing-key': delivery.privateKey })
    const { text, signature } = await stored(shop, 1)
    const allowedSigners = allow(delivery)['allowed-signers']
    expect(keys.accepts('delivery@acme', { text, signature: signature ?? '', allowedSigners })).toBe(true)
    const { fault, log } = await deploy(shop, allow(delivery))
    expect(fault).toBeUndefined()
    expect(log).toEqual([`dev@1 is signed by delivery@acme (${delivery.fingerprint})`])
  })

  it('that a rollback wrote is signed too', async () => {
    using shop = await openShop()
    await shop.deploy('dev', '2026-11-23T07:00:00Z')
    await shop.publish('stock', '2.2.0')
    await shop.promote({ environment: 'dev', packages: 'stock' })
    await shop.deploy('dev', '2026-11-23T08:00:00Z')
    const inputs = { environment: 'dev', reason: 'slow', 'signing-key': delivery.privateKey }
    await rollbackIn(shop.store, recordedCall('rollback', { workspace: shop.workspace, inputs }).call)
    expect((await deploy(shop, allow(delivery))).log).toEqual([expect.stringMatching(/^dev@3 is signed by/)])
  })

  it('is deployed without `allowed-signers` too, which is said', async () => {
    using shop = await openShop({ 'signing-key': delivery.privateKey })
    const { fault, log } = await deploy(shop, {})
    expect(fault).toBeUndefined()
    expect(log).toEqual(['dev@1 is signed, which nobody looked at: give `allowed-signers` to insist on it'])
  })

  it('that a person signed by hand counts as well', async () => {
    using shop = await openShop()
    const { text } = await stored(shop, 1)
    await shop.store.commit(environmentDomain('dev'), 'sign dev@1', async () => ({
      kind: 'change',
      create: { [environmentPaths.signature(1)]: keys.sign(text, delivery) },
    }))
    expect((await deploy(shop, allow(delivery))).fault).toBeUndefined()
  })

  describe('is insisted on, and refused before the lease is taken', () => {
    it('without a signature', async () => {
      using shop = await openShop()
      const { fault, fence } = await deploy(shop, allow(delivery))
      expect(fault).toMatchObject({
        code: 'revision-unsigned',
        message: expect.stringContaining('dev@1: expected to be'),
      })
      expect(fence).toBe(0)
    })

    it('by another key, also when it is only looked at', async () => {
      using shop = await openShop({ 'signing-key': other.privateKey })
      for (const dry of ['false', 'true']) {
        const { fault, fence } = await deploy(shop, { ...allow(delivery), 'dry-run': dry })
        expect(fault).toMatchObject({
          code: 'signer-refused',
          message: expect.stringContaining(`dev@1, signed by ${other.fingerprint} (ssh-ed25519)`),
        })
        expect(fence).toBe(0)
      }
    })

    it('when both the revision and all that names it were changed', async () => {
      using shop = await openShop({ 'signing-key': delivery.privateKey })
      await shop.store.commit(environmentDomain('dev'), 'tamper', async (at) => {
        const revision: Revision = JSON.parse((await at.get(environmentPaths.revision(1))) ?? '')
        const text = canonicalJson({ ...revision, request: { ...revision.request, by: 'eve' } })
        const state = JSON.parse((await at.get(environmentPaths.state)) ?? '')
        state.desired.digest = digestOf(text)
        return {
          kind: 'change',
          write: { [environmentPaths.revision(1)]: text, [environmentPaths.state]: canonicalJson(state) },
        }
      })
      expect((await deploy(shop, {})).fault).toBeUndefined()
      expect((await deploy(shop, allow(delivery))).fault?.code).toBe('signature-broken')
    })

    it('when the signers can not be read', async () => {
      using shop = await openShop({ 'signing-key': delivery.privateKey })
      const { fault } = await deploy(shop, { 'allowed-signers': `ca cert-authority ${delivery.publicKey}` })
      expect(fault).toMatchObject({ code: 'signers-wrong', message: expect.stringMatching(/^allowed-signers:1 /) })
    })
  })

  describe('is not written', () => {
    const promote = async (shop: Shop, inputs: Inputs) => {
      await shop.publish('stock', '2.2.0')
      const { call, io } = recordedCall('promote', {
        workspace: shop.workspace,
        inputs: { environment: 'dev', packages: 'stock', ...inputs },
      })
      return { fault: (await faultsOf(promoteIn(shop.store, call)))[0], io }
    }

    it.each([
      ['without the passphrase', () => ({ 'signing-key': locked.privateKey }), 'key-unreadable', 'its passphrase too'],
      [
        'with another passphrase',
        () => ({ 'signing-key': locked.privateKey, 'signing-key-passphrase': 'short' }),
        'key-unreadable',
        'its passphrase, found another one',
      ],
      [
        'with a passphrase alone',
        () => ({ 'signing-key-passphrase': 'short' }),
        'input-missing',
        'Input `signing-key`',
      ],
      ['with what is no key', () => ({ 'signing-key': 'hunter22' }), 'key-unreadable', 'a whole private key'],
    ] as const)('%s, not even when it is dry', async (_name, give, code, message) => {
      using shop = await openShop()
      for (const dry of ['false', 'true']) {
        const { fault } = await promote(shop, { ...give(), 'dry-run': dry })
        expect(fault).toMatchObject({ code, message: expect.stringContaining(message) })
      }
      expect((await shop.environment('dev')).state.desired?.number).toBe(1)
    })

    it('with key or passphrase in any text: both are masked and stay out of the store', async () => {
      using shop = await openShop()
      const secrets = { 'signing-key': locked.privateKey, 'signing-key-passphrase': 'long and dull' }
      const { fault, io } = await promote(shop, secrets)
      expect(fault).toBeUndefined()
      expect(io.masked).toEqual([locked.privateKey.trim(), 'long and dull'])
      const snapshot = await shop.store.read(environmentDomain('dev'))
      const texts = await Promise.all((await snapshot.list('')).map((path) => snapshot.get(path)))
      const all = [...texts, ...io.log, ...io.summary, ...io.outputs.values()].join('\n')
      expect(all).toContain('-----BEGIN SSH SIGNATURE-----')
      for (const line of locked.privateKey.split('\n').slice(1, -2)) expect(all).not.toContain(line)
      expect(all).not.toContain('long and dull')
    })
  })

  describe('vouches for no more than it was made from', () => {
    const signers = () => parseAllowedSigners(allow(delivery)['allowed-signers'])
    const now = new Date('2026-11-23T09:00:00Z')
    const judge = async (shop: Shop, numbers: readonly number[], since: number) => {
      const environment = await shop.environment('dev')
      const made = await Promise.all(numbers.map((number) => environment.revision(number)))
      return (await faultsOf(verifyLineage({ environment, made, since }, signers(), now)))[0]
    }

    /** dev@1 signed, dev@2 not, dev@3 signed and built on it. */
    async function openSmuggled(): Promise<Shop> {
      const shop = await openShop({ 'signing-key': delivery.privateKey })
      await shop.publish('stock', '2.2.0')
      await shop.promote({ environment: 'dev', packages: 'stock' })
      await shop.publish('orders', '1.0.0')
      await shop.promote({ environment: 'dev', packages: 'orders', 'signing-key': delivery.privateKey })
      return shop
    }

    it('so what it is built on must be signed too, unless hosts got it already', async () => {
      using shop = await openSmuggled()
      for (const since of [0, 1]) {
        expect(await judge(shop, [3], since)).toMatchObject({
          code: 'revision-unsigned',
          message: expect.stringMatching(/^dev@2, which dev@3 was made from: expected to be signed/),
        })
      }
      expect(await judge(shop, [3], 2)).toBeUndefined()
      expect(await judge(shop, [1], 0)).toBeUndefined()
    })

    it('nor for what would be put back', async () => {
      using shop = await openSmuggled()
      expect(await judge(shop, [1, 2], 1)).toMatchObject({ code: 'revision-unsigned' })
    })

    it('and once a deploy refused it, the next promotion leads around it', async () => {
      using shop = await openShop({ 'signing-key': delivery.privateKey })
      await shop.deploy('dev', '2026-11-23T07:00:00Z')
      await shop.publish('stock', '2.2.0')
      await shop.promote({ environment: 'dev', packages: 'stock' })
      await shop.publish('orders', '1.0.0')
      const promote = () => shop.promote({ environment: 'dev', packages: 'orders', 'signing-key': delivery.privateKey })
      await promote()
      const environment = await shop.environment('dev')
      const lineage = { environment, made: [await environment.revision(3)], since: 1 }
      const found = await findUnsigned(lineage, signers(), now)
      expect(found).toMatchObject([{ revision: { number: 2 }, reason: expect.stringContaining('to be signed') }])
      const refused = await Promise.all(found.map(async (one) => ({ ...one, base: await environment.revision(1) })))
      await shop.deploy('dev', '2026-11-23T08:00:00Z', 'rolled-back', undefined, refused)
      expect((await shop.environment('dev')).state.parked).toMatchObject([
        { revision: 2, packages: ['stock@2.2.0'] },
        { revision: 3, packages: ['orders@1.0.0'] },
      ])
      await promote()
      expect(await (await shop.environment('dev')).revision(4)).toMatchObject({ base: 1 })
      expect(await judge(shop, [4], 0)).toBeUndefined()
    })

    it('and a rollback leads around it', async () => {
      using shop = await openShop({ 'signing-key': delivery.privateKey })
      await shop.deploy('dev', '2026-11-23T07:00:00Z')
      await shop.publish('stock', '2.2.0')
      await shop.promote({ environment: 'dev', packages: 'stock' })
      await shop.deploy('dev', '2026-11-23T08:00:00Z', 'rolled-back')
      const inputs = { environment: 'dev', to: '1', reason: 'who was it?', 'signing-key': delivery.privateKey }
      await rollbackIn(shop.store, recordedCall('rollback', { workspace: shop.workspace, inputs }).call)
      expect(await judge(shop, [3], 0)).toBeUndefined()
    })
  })

  it('is signed anew when somebody else was faster', async () => {
    using shop = await openShop()
    await shop.publish('orders', '1.0.0')
    await shop.publish('stock', '2.2.0')
    const race = (packages: string) =>
      shop.promote({ environment: 'dev', packages, 'signing-key': delivery.privateKey })
    await Promise.all([race('orders'), race('stock')])
    const allowedSigners = allow(delivery)['allowed-signers']
    for (const number of [2, 3]) {
      const { text, signature } = await stored(shop, number)
      expect(keys.accepts('delivery@acme', { text, signature: signature ?? '', allowedSigners })).toBe(true)
    }
  })
})
