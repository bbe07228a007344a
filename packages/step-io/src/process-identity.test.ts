import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
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

  it('counts as there on another machine, of which nothing is known', () => {
    expect(isProcessGone({ ...readOwnIdentity(), host: 'elsewhere.example', pid: 1 })).toBe(false)
  })
})
