import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
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

  it('is swept when its process has ended and nobody reaps it', async () => {
    // The second sleep takes the shell's place and never asks how the first one ended.
    const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] })
    try {
      const [said]: Buffer[] = await once(parent.stdout, 'data')
      const pid = Number(said)
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
      const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
      const self = await readSelf()
      await withScratch(folder, { ...self, pid, start }, async (ofZombie) => {
        expect(existsSync(ofZombie)).toBe(true)
        await vi.waitFor(() => withScratch(folder, self, async () => expect(existsSync(ofZombie)).toBe(false)), {
          timeout: 5000,
        })
      })
    } finally {
      parent.kill('SIGKILL')
    }
  })

  it('is swept on a host with the longest of names too', async () => {
    const self = { ...(await readSelf()), host: 'h'.repeat(64) }
    await withScratch(folder, { ...self, pid: 2 ** 22 + 1 }, async (ofGone) => {
      await withScratch(folder, self, async () => expect(existsSync(ofGone)).toBe(false))
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
