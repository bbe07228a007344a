import { execFileSync } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Intent } from '../metadata-store.ts'
import { GitBench } from './testing/bench.ts'

const nobody = 65_534
let bench: GitBench

// Root may do everything, and so proves nothing: it becomes a common user, for good, which is why this stands in a file (a process) of its own.
beforeAll(() => {
  bench = new GitBench()
  if (process.getuid?.() !== 0) return
  execFileSync('chown', ['-R', `${nobody}:${nobody}`, bench.folder])
  process.setgid?.(nobody)
  process.setuid?.(nobody)
})
afterAll(() => bench.close())

function write(path: string, text: string): Intent {
  return async () => ({ kind: 'change', write: { [path]: text } })
}

describe('a git store without permission', () => {
  it("is denied, whether it can't be read or not be written", async () => {
    expect(process.getuid?.()).not.toBe(0)
    const store = await bench.open()
    chmodSync(bench.repository, 0)
    await expect(bench.open()).rejects.toMatchObject({
      code: 'store-denied',
      message: expect.stringContaining('no permission'),
    })
    chmodSync(bench.repository, 0o755)
    for (const folder of ['objects', 'refs/heads']) {
      chmodSync(join(bench.repository, folder), 0o555)
      await expect(store.commit('packages', 'No', write('a', '1'))).rejects.toMatchObject({ code: 'store-denied' })
      chmodSync(join(bench.repository, folder), 0o755)
    }
  })
})
