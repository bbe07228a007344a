import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { faultCode, uploadOf } from '../contract.ts'
import { openPackageStore } from '../open.ts'
import { readSelf } from './owner.ts'

const CHILD = fileURLToPath(new URL('pushing-child.ts', import.meta.url))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'towpath-layout-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** Pushes in a process of its own, kills it so long after its first push, and says what it claimed to have pushed. */
async function pushAndKill(first: number, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--conditions=towpath-source', CHILD, folder, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const output = text(child.stdout)
  const exited = once(child, 'exit')
  await once(child.stdout, 'readable')
  await wait(afterMs)
  child.kill('SIGKILL')
  await exited
  return (await output).split('\n').slice(0, -1)
}

describe('a layout whose writers are killed', () => {
  it('is valid at each instant and has all that was pushed', { timeout: 60_000 }, async () => {
    const claimed: string[] = []
    for (const [round, afterMs] of [3, 11, 17, 29, 41, 67].entries())
      claimed.push(...(await pushAndKill(round * 1000, afterMs)))
    const store = openPackageStore(`oci-layout:${folder}`)
    expect(claimed.length).toBeGreaterThanOrEqual(6)
    for (const version of claimed) {
      const { layers } = await store.resolve({ name: 'killed', version })
      for (const { digest, sizeBytes } of layers) await text(await store.pull('killed', digest, sizeBytes))
    }
    await store.push(uploadOf('killed', '2.0.0'))
    expect(await readdir(join(folder, 'killed/.towpath-incoming'))).toEqual([])
    expect((await readdir(join(folder, 'killed'))).filter((file) => file.includes('lock'))).toEqual([])
  })

  it('is written to by all of several processes at once', { timeout: 60_000 }, async () => {
    const claimed = (await Promise.all([0, 1000, 2000, 3000].map((first) => pushAndKill(first, 300)))).flat()
    const store = openPackageStore(`oci-layout:${folder}`)
    for (const version of claimed) await store.resolve({ name: 'killed', version })
  })
})

describe('the lock of a layout', () => {
  const lockOf = async (change: object) => {
    await mkdir(join(folder, 'orders'), { recursive: true })
    await writeFile(join(folder, 'orders/.towpath-lock'), JSON.stringify({ ...(await readSelf()), ...change }))
  }
  const push = async (version: string, lockWaitMs: number) =>
    await openPackageStore(`oci-layout:${folder}`, { lockWaitMs }).push(uploadOf('orders', version))

  it.each([
    ['whose process is gone', { pid: 2 ** 22 + 1 }],
    ['whose pid another process has now', { pid: 1, start: 'another' }],
    ['from before the machine restarted', { boot: 'another' }],
  ])('is taken over from an owner %s, by 8 at once too', async (_who, change) => {
    await lockOf(change)
    await Promise.all(Array.from({ length: 8 }, (_, at) => push(`1.0.${at}`, 10_000)))
    const index = JSON.parse(await readFile(join(folder, 'orders/index.json'), 'utf8'))
    expect(index.manifests).toHaveLength(8)
    expect((await readdir(join(folder, 'orders'))).filter((file) => file.includes('lock'))).toEqual([])
  })

  it.each([
    ['a living process', {}],
    ['a process on another machine', { host: 'another', boot: 'another' }],
    ['a process in another container', { space: 'another', pid: 2 ** 22 + 1 }],
  ])('is left to %s, and said to be locked after a while', async (_who, change) => {
    await lockOf(change)
    expect(await faultCode(push('1.0.0', 50))).toBe('locked')
  })
})

describe('a layout that is not as it should be', () => {
  it('is store-absent when its folder is not there', async () => {
    const store = openPackageStore(`oci-layout:${join(folder, 'nowhere')}`)
    expect(await faultCode(store.resolve({ name: 'orders', version: '1.0.0' }))).toBe('store-absent')
    expect(await faultCode(store.has('orders', `sha256:${'0'.repeat(64)}`))).toBe('store-absent')
  })

  it('is store-damaged when its index is something else, and stays as it is', async () => {
    await mkdir(join(folder, 'orders'))
    await writeFile(join(folder, 'orders/index.json'), '{"manifests": [')
    const store = openPackageStore(`oci-layout:${folder}`)
    expect(await faultCode(store.push(uploadOf('orders', '1.0.0')))).toBe('store-damaged')
    expect(await readFile(join(folder, 'orders/index.json'), 'utf8')).toBe('{"manifests": [')
  })

  it('is store-damaged when a file stands in the place of its folder', async () => {
    await writeFile(join(folder, 'orders'), '')
    const store = openPackageStore(`oci-layout:${folder}`)
    expect(await faultCode(store.push(uploadOf('orders', '1.0.0')))).toBe('store-damaged')
  })

  it('refuses a manifest that Towpath did not push', async () => {
    const store = openPackageStore(`oci-layout:${folder}`)
    const { digest } = await store.push(uploadOf('orders', '1.0.0'))
    const { layers } = await store.resolve({ name: 'orders', digest })
    expect(await faultCode(store.resolve({ name: 'orders', digest: layers[0]?.digest ?? '' }))).toBe('manifest-invalid')
  })

  it('keeps what other tools wrote into its index', async () => {
    const store = openPackageStore(`oci-layout:${folder}`)
    await store.push(uploadOf('orders', '1.0.0'))
    const path = join(folder, 'orders/index.json')
    const index = JSON.parse(await readFile(path, 'utf8'))
    const foreign = {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      digest: 'sha256:00',
      size: 2,
      platform: { os: 'linux' },
    }
    await writeFile(path, JSON.stringify({ ...index, manifests: [...index.manifests, foreign] }))
    await store.push(uploadOf('orders', '1.1.0'))
    const { manifests } = JSON.parse(await readFile(path, 'utf8'))
    expect(manifests).toHaveLength(3)
    expect(manifests).toContainEqual(foreign)
  })
})

describe('a package that is removed', () => {
  const blobs = async () => (await readdir(join(folder, 'orders/blobs/sha256'))).length

  it('takes its own blobs with it', async () => {
    const store = openPackageStore(`oci-layout:${folder}`)
    const { digest } = await store.push(uploadOf('orders', '1.0.0'))
    const before = await blobs()
    const { digest: other } = await store.push(uploadOf('orders', '1.1.0'))
    await store.remove('orders', other)
    expect(await blobs()).toBe(before)
    await store.remove('orders', digest)
    expect(await blobs()).toBe(0)
    expect(JSON.parse(await readFile(join(folder, 'orders/index.json'), 'utf8')).manifests).toEqual([])
  })

  it('leaves its blobs where something that can not be read may name them', async () => {
    const store = openPackageStore(`oci-layout:${folder}`)
    const { digest } = await store.push(uploadOf('orders', '1.0.0'))
    const path = join(folder, 'orders/index.json')
    const index = JSON.parse(await readFile(path, 'utf8'))
    await writeFile(path, JSON.stringify({ ...index, manifests: [...index.manifests, { digest: 'sha256:00' }] }))
    const before = await blobs()
    expect(await store.remove('orders', digest)).toBe(true)
    expect(await blobs()).toBe(before)
    expect(await faultCode(store.resolve({ name: 'orders', version: '1.0.0' }))).toBe('not-found')
  })

  it('is not taken for one when it is only a blob of one', async () => {
    const store = openPackageStore(`oci-layout:${folder}`)
    const { digest } = await store.push(uploadOf('orders', '1.0.0'))
    const { layers } = await store.resolve({ name: 'orders', digest })
    expect(await store.remove('orders', layers[0]?.digest ?? '')).toBe(false)
    expect(await store.has('orders', layers[0]?.digest ?? '')).toBe(true)
  })
})

describe('one version that several push at once, each with other bytes', () => {
  it('is what one of them pushed, and frozen for the others', async () => {
    const store = openPackageStore(`oci-layout:${folder}`)
    const pushes = ['a', 'b', 'c', 'd'].map((descriptor) => store.push(uploadOf('orders', '1.0.0', { descriptor })))
    const settled = await Promise.allSettled(pushes)
    const winners = settled.flatMap((push) => (push.status === 'fulfilled' ? [push.value.digest] : []))
    expect(winners).toEqual([(await store.resolve({ name: 'orders', version: '1.0.0' })).digest])
    for (const push of settled) if (push.status === 'rejected') expect(push.reason).toMatchObject({ code: 'frozen' })
  })
})
