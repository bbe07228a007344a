import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { faultCode } from '../contract.ts'
import { onFiles } from './file-fault.ts'
import { readSelf } from './owner.ts'
import { withScratch, writeInto } from './scratch.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'towpath-scratch-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

describe('a scratch folder', () => {
  it('is gone afterwards, also when the work failed', async () => {
    const work = withScratch(folder, await readSelf(), async (scratch) => {
      await mkdir(join(scratch, 'deeper'))
      throw new Error('failed')
    })
    await expect(work).rejects.toThrow('failed')
    expect(await readdir(folder)).toEqual([])
  })

  it('is swept when its process is gone, and only then', async () => {
    const self = await readSelf()
    const gone = { ...self, pid: 2 ** 22 + 1 }
    await withScratch(folder, gone, async (ofGone) => {
      await withScratch(folder, self, async (ofSelf) => {
        expect(existsSync(ofGone)).toBe(false)
        await withScratch(folder, self, async () => expect(existsSync(ofSelf)).toBe(true))
      })
    })
  })
})

describe.skipIf(!existsSync('/dev/full'))('a disk without room', () => {
  it('is said to be full, and nothing is put into place', async () => {
    const target = join(folder, 'blob')
    const work = onFiles(target, () => writeInto(target, '/dev/full', [Buffer.from('bytes')]))
    expect(await faultCode(work)).toBe('disk-full')
    expect(await readdir(folder)).toEqual([])
  })
})
