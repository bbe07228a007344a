import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { describe, expect, it, vi } from 'vitest'
import { isProcessGone, readOwnIdentity } from './process-identity.ts'

describe('the identity of a process', () => {
  it('is not gone while it runs', () => {
    expect(isProcessGone(readOwnIdentity())).toBe(false)
  })

  it('is gone when the pid has another start, or the machine another boot', () => {
    const own = readOwnIdentity()
    expect(isProcessGone({ ...own, startTime: '1' })).toBe(true)
    expect(isProcessGone({ ...own, boot: 'an earlier one' })).toBe(true)
  })

  it('is gone when it has ended', async () => {
    const child = spawn('true')
    const { pid = 0 } = child
    await once(child, 'exit')
    expect(isProcessGone({ ...readOwnIdentity(), pid })).toBe(true)
  })

  it('is gone when it has ended and nobody reaps it', async () => {
    // sleep takes the shell's place and never asks how the shell's child ended.
    const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    try {
      const [said]: Buffer[] = await once(parent.stdout, 'data')
      const pid = Number(said)
      const [, start] = /^\d+ \(.*\) (?:\S+ ){19}(\d+)/.exec(await readFile(`/proc/${pid}/stat`, 'utf8')) ?? []
      const identity = { ...readOwnIdentity(), pid, startTime: start ?? '' }
      await vi.waitFor(() => expect(isProcessGone(identity)).toBe(true))
    } finally {
      parent.kill('SIGKILL')
    }
  })

  it('counts as there on another machine, of which nothing is known', () => {
    expect(isProcessGone({ ...readOwnIdentity(), host: 'elsewhere.example', pid: 1 })).toBe(false)
  })
})
