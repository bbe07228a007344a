import { mkdirSync, truncateSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runInChild } from './testing/child.ts'
import { temporaryFolder } from './testing/workshop.ts'

const mostMemoryKiB = 200 * 1024

/**
 * Removing the types from our sources takes 30 MiB that the bundle never needs: a first run with something small leaves
 * them in Node's compile cache for the one that is measured.
 */
async function warmCompileCache(folder: string): Promise<Record<string, string>> {
  const env = { NODE_COMPILE_CACHE: path.join(folder, 'cache') }
  mkdirSync(path.join(folder, 'small/a'), { recursive: true })
  const [archive, files] = [path.join(folder, 'small.tar.gz'), path.join(folder, 'small.ndjson')]
  await runInChild('pack-in-child.ts', ['022', path.join(folder, 'small'), archive, files], env)
  await runInChild('verify-in-child.ts', [archive, files], env)
  return env
}

/** Packs, verifies and selects, each in a process of its own, so that the memory measured is theirs. */
async function passThrough(folder: string): Promise<Record<string, unknown>[]> {
  const [archive, files] = [`${folder}.tar.gz`, `${folder}.ndjson`]
  const env = await warmCompileCache(path.dirname(folder))
  const packed = await runInChild('pack-in-child.ts', ['022', folder, archive, files], env)
  return [packed, await runInChild('verify-in-child.ts', [archive, files], env)]
}

describe('memory stays flat', () => {
  it('with 200,000 entries, half of them in one folder', { timeout: 120_000 }, async () => {
    const folder = path.join(await temporaryFolder(), 'package')
    mkdirSync(path.join(folder, 'node_modules/flat'), { recursive: true })
    for (let index = 0; index < 100_000; index++)
      writeFileSync(path.join(folder, `node_modules/flat/module-${index}.js`), '')
    for (let index = 0; index < 100_000; index++) {
      const parent = path.join(folder, `node_modules/@scope/package-${index % 500}`)
      if (index < 500) mkdirSync(parent, { recursive: true })
      writeFileSync(path.join(parent, `${index}.js`), '')
    }
    for (const result of await passThrough(folder)) {
      expect(result).toMatchObject({ entries: 200_000, unpackedBytes: 0 })
      expect(result['mostMemoryKiB']).toBeLessThan(mostMemoryKiB)
    }
  })

  it('with a package of 1 GiB', { timeout: 120_000 }, async () => {
    const folder = path.join(await temporaryFolder(), 'package')
    mkdirSync(folder)
    writeFileSync(path.join(folder, 'large.bin'), '')
    truncateSync(path.join(folder, 'large.bin'), 1024 ** 3)
    for (const result of await passThrough(folder)) {
      expect(result).toMatchObject({ entries: 1, unpackedBytes: 1024 ** 3 })
      expect(result['mostMemoryKiB']).toBeLessThan(mostMemoryKiB)
    }
  })
})
