import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { DESCRIPTOR, layerOf, uploadOf } from './contract-packages.ts'
import { PackageStoreFault } from './fault.ts'
import type { BlobSource, PackageStore } from './package-store.ts'

export { type DebianRegistry, startDebianRegistry } from './registry/debian-registry.ts'
export { layerOf, uploadOf }

/** A store of its own for one run of the suite, empty at first. */
export interface StoreUnderTest {
  readonly store: PackageStore
  /** With which another process opens it. */
  readonly url: string
  /** Replaces the stored bytes of a blob behind the store's back. */
  tamper(name: string, digest: string, bytes: Uint8Array): Promise<void>
  stop(): Promise<void>
}

/** The code of the fault that it ends with; fails when it ends well. */
export async function faultCode(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof PackageStoreFault) return error.code
  throw new Error(`expected a PackageStoreFault, found ${error === undefined ? 'success' : String(error)}`, {
    cause: error,
  })
}

/** What every adapter of the port does alike. */
export function describePackageStore(label: string, start: () => Promise<StoreUnderTest>): void {
  describe(`the package store contract: ${label}`, () => {
    let under: StoreUnderTest
    let store: PackageStore
    beforeAll(async () => {
      under = await start()
      store = under.store
    })
    afterAll(async () => {
      await under?.store.close()
      await under?.stop()
    })

    it('gives back by version and by digest what was pushed', async () => {
      const upload = uploadOf('orders', '1.4.0')
      const pushed = await store.push(upload)
      expect(pushed.already).toBe(false)
      expect(pushed.reference).toMatch(new RegExp(`orders@${pushed.digest}$`))
      const byVersion = await store.resolve({ name: 'orders', version: '1.4.0' })
      expect(byVersion).toEqual(await store.resolve({ name: 'orders', digest: pushed.digest }))
      expect(byVersion.digest).toBe(pushed.digest)
      expect(byVersion.config.mediaType).toBe(DESCRIPTOR)
      expect(byVersion.layers).toEqual(
        upload.layers.map(({ mediaType, digest, sizeBytes }) => ({ mediaType, digest, sizeBytes })),
      )
      expect(byVersion.annotations).toEqual(upload.annotations)
      expect(await text(await store.pull('orders', byVersion.config.digest))).toBe(
        '{"package":"orders","version":"1.4.0"}',
      )
      for (const [at, content] of ['archive of orders 1.4.0', 'files of orders 1.4.0'].entries()) {
        const { digest = '', sizeBytes } = byVersion.layers[at] ?? {}
        expect(await text(await store.pull('orders', digest, sizeBytes))).toBe(content)
      }
    })

    it('makes the same manifest whatever the order of annotations', async () => {
      const upload = uploadOf('sorted', '1.0.0')
      const one = await store.push({ ...upload, annotations: { b: '2', a: '1' } })
      const two = await store.push({ ...upload, annotations: { a: '1', b: '2' } })
      expect(two).toEqual({ ...one, already: true })
    })

    it('opens no source for what is there already', async () => {
      const pushed = await store.push(uploadOf('again', '1.0.0'))
      const shut = (layer: BlobSource): BlobSource => ({
        ...layer,
        open: () => {
          throw new Error('opened')
        },
      })
      const upload = uploadOf('again', '1.0.0')
      expect(await store.push({ ...upload, layers: upload.layers.map(shut) })).toEqual({ ...pushed, already: true })
    })

    it('keeps a version as it was first pushed', async () => {
      const first = await store.push(uploadOf('frozen', '2.0.0'))
      const other = uploadOf('frozen', '2.0.0', { layers: [layerOf('something else')] })
      expect(await faultCode(store.push(other))).toBe('frozen')
      expect((await store.resolve({ name: 'frozen', version: '2.0.0' })).digest).toBe(first.digest)
      expect(await store.has('frozen', layerOf('something else').digest)).toBe(false)
    })

    it.each([
      [
        'other bytes than promised',
        'digest-mismatch',
        { ...layerOf('promised'), open: () => Readable.from([Buffer.from('deceived')]) },
      ],
      [
        'fewer bytes than promised',
        'truncated',
        { ...layerOf('promised'), open: () => Readable.from([Buffer.from('promi')]) },
      ],
      [
        'more bytes than promised',
        'digest-mismatch',
        { ...layerOf('promised'), open: () => Readable.from([Buffer.from('promised more')]) },
      ],
      ['a source that fails', 'source-unreadable', { ...layerOf('promised'), open: () => failing() }],
    ])('refuses %s, and shows nothing of it', async (_what, code, layer) => {
      expect(await faultCode(store.push(uploadOf('refused', '1.0.0', { layers: [layer] })))).toBe(code)
      expect(await store.has('refused', layer.digest)).toBe(false)
      expect(await faultCode(store.resolve({ name: 'refused', version: '1.0.0' }))).toBe('not-found')
    })

    it('finds out when stored bytes were changed', async () => {
      const layer = layerOf('genuine bytes')
      await store.push(uploadOf('tampered', '1.0.0', { layers: [layer] }))
      await under.tamper('tampered', layer.digest, Buffer.from('malicious byt'))
      expect(await faultCode(store.pull('tampered', layer.digest).then(text))).toBe('digest-mismatch')
      await under.tamper('tampered', layer.digest, Buffer.from('genuine'))
      expect(['truncated', 'digest-mismatch']).toContain(
        await faultCode(store.pull('tampered', layer.digest, layer.sizeBytes).then(text)),
      )
    })

    it('says what it has', async () => {
      const layer = layerOf('to be had')
      await store.push(uploadOf('had', '1.0.0', { layers: [layer] }))
      expect(await store.has('had', layer.digest)).toBe(true)
      expect(await store.has('had', layerOf('never pushed').digest)).toBe(false)
    })

    it('removes a package, and leaves all others of its name whole', async () => {
      const shared = layerOf('shared by both')
      const gone = await store.push(uploadOf('pruned', '1.0.0', { layers: [layerOf('only in 1.0.0'), shared] }))
      const stays = await store.push(uploadOf('pruned', '1.1.0', { layers: [layerOf('only in 1.1.0'), shared] }))
      expect(await store.remove('pruned', gone.digest)).toBe(true)
      expect(await faultCode(store.resolve({ name: 'pruned', version: '1.0.0' }))).toBe('not-found')
      expect(await faultCode(store.resolve({ name: 'pruned', digest: gone.digest }))).toBe('not-found')
      const left = await store.resolve({ name: 'pruned', version: '1.1.0' })
      expect(left.digest).toBe(stays.digest)
      for (const { digest, sizeBytes } of [left.config, ...left.layers])
        expect((await text(await store.pull('pruned', digest, sizeBytes))).length).toBe(sizeBytes)
    })

    it('says when there was nothing to remove', async () => {
      const { digest } = await store.push(uploadOf('twice', '1.0.0'))
      expect(await store.remove('twice', digest)).toBe(true)
      expect(await store.remove('twice', digest)).toBe(false)
      expect(await store.remove('never', layerOf('never pushed').digest)).toBe(false)
    })

    it('takes a package back that was removed', async () => {
      const upload = uploadOf('returned', '1.0.0')
      const first = await store.push(upload)
      await store.remove('returned', first.digest)
      expect(await store.push(upload)).toEqual({ ...first, already: false })
      for (const { digest, sizeBytes } of upload.layers)
        expect((await text(await store.pull('returned', digest, sizeBytes))).length).toBe(sizeBytes)
    })

    it('loses nothing of what is pushed while others are removed', async () => {
      const shared = layerOf('shared with what goes')
      const going = await Promise.all(
        [0, 1, 2, 3].map((minor) =>
          store.push(uploadOf('busy', `1.${minor}.0`, { layers: [shared, layerOf(`1.${minor}`)] })),
        ),
      )
      const coming = [0, 1, 2, 3].map((minor) =>
        uploadOf('busy', `2.${minor}.0`, { layers: [shared, layerOf(`2.${minor}`)] }),
      )
      await Promise.all([
        ...going.map(({ digest }) => store.remove('busy', digest)),
        ...coming.map((one) => store.push(one)),
      ])
      for (const { version } of coming) {
        const { layers } = await store.resolve({ name: 'busy', version })
        for (const { digest, sizeBytes } of layers)
          expect((await text(await store.pull('busy', digest, sizeBytes))).length).toBe(sizeBytes)
      }
    })

    it('says not-found for what is absent', async () => {
      await store.push(uploadOf('present', '1.0.0'))
      const { digest } = layerOf('never pushed')
      expect(await faultCode(store.resolve({ name: 'present', version: '9.9.9' }))).toBe('not-found')
      expect(await faultCode(store.resolve({ name: 'present', digest }))).toBe('not-found')
      expect(await faultCode(store.resolve({ name: 'absent', version: '1.0.0' }))).toBe('not-found')
      expect(await faultCode(store.pull('present', digest))).toBe('not-found')
    })

    it('keeps each of 8 versions that are pushed at once', async () => {
      const versions = Array.from({ length: 8 }, (_, minor) => `1.${minor}.0`)
      const shared = layerOf('shared by all')
      const pushed = await Promise.all(
        versions.map((version) => store.push(uploadOf('raced', version, { layers: [layerOf(version), shared] }))),
      )
      const resolved = await Promise.all(versions.map((version) => store.resolve({ name: 'raced', version })))
      expect(resolved.map(({ digest }) => digest)).toEqual(pushed.map(({ digest }) => digest))
      for (const version of versions)
        expect(await text(await store.pull('raced', layerOf(version).digest))).toBe(version)
    })

    it('lets go of a blob that is pulled and not read', { timeout: 30_000 }, async () => {
      const blob = layerOf('not read '.repeat(500_000))
      await store.push(uploadOf('unread', '1.0.0', { layers: [blob] }))
      const before = openFiles()
      const pulled = await Promise.all(Array.from({ length: 20 }, () => store.pull('unread', blob.digest)))
      for (const stream of pulled) stream.destroy()
      await vi.waitFor(() => expect(openFiles()).toBeLessThan(before + 10), { timeout: 5000 })
    })

    it('streams 300 MB each way in flat memory', { timeout: 120_000 }, async () => {
      const child = fileURLToPath(import.meta.url).replace(/contract\.([jt]s)$/, 'contract-child.$1')
      const sizeBytes = 300_000_000
      const options = ['--conditions=towpath-source', child, under.url, String(sizeBytes)]
      const { stdout } = await promisify(execFile)(process.execPath, options)
      const { pulledBytes, greatestKiB } = JSON.parse(stdout)
      expect(pulledBytes).toBe(sizeBytes)
      // With V8's own defaults, as steps run: 110 to 210 MiB, most of it garbage. With the blob in memory it would be 340.
      expect(greatestKiB).toBeLessThan(250 * 1024)
    })

    it('takes build metadata, prereleases and empty layers', async () => {
      const layers = [layerOf(''), layerOf('not empty')]
      const pushed = await store.push(uploadOf('metadata', '1.0.0-rc.1+build.5', { layers }))
      const found = await store.resolve({ name: 'metadata', version: '1.0.0-rc.1+build.5' })
      expect(found.digest).toBe(pushed.digest)
      expect(await text(await store.pull('metadata', layerOf('').digest, 0))).toBe('')
      expect(await faultCode(store.resolve({ name: 'metadata', version: '1.0.0-rc.1' }))).toBe('not-found')
    })

    it.each([
      '',
      'a',
      'Orders',
      '../orders',
      'a/b',
      '-orders',
      'orders-',
      'or ders',
      'o'.repeat(64),
      'orders\n',
      'ordérs',
      '.git',
    ])('refuses the name %j', async (name) => {
      expect(await faultCode(store.push(uploadOf(name, '1.0.0')))).toBe('name-invalid')
      expect(await faultCode(store.resolve({ name, version: '1.0.0' }))).toBe('name-invalid')
    })

    it.each(['', '1.4', 'v1.4.0', '01.0.0', '1.0.0_b', 'latest', '1.0.0/../..', `1.0.0-${'a'.repeat(96)}`])(
      'refuses the version %j',
      async (version) => {
        expect(await faultCode(store.push(uploadOf('orders', version)))).toBe('version-invalid')
      },
    )

    it.each([
      '',
      'sha256:abc',
      `sha512:${'0'.repeat(64)}`,
      `sha256:${'A'.repeat(64)}`,
      `sha256:../../${'0'.repeat(58)}`,
    ])('refuses the digest %j', async (digest) => {
      expect(await faultCode(store.pull('orders', digest))).toBe('digest-invalid')
      expect(await faultCode(store.has('orders', digest))).toBe('digest-invalid')
      expect(await faultCode(store.remove('orders', digest))).toBe('digest-invalid')
    })
  })
}

function openFiles(): number {
  return readdirSync('/proc/self/fd').length
}

function failing(): Readable {
  return new Readable({
    read() {
      this.destroy(new Error('EIO: the disk is gone'))
    },
  })
}
