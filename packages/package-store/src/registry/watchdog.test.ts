import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Watchdog } from './watchdog.ts'

describe('a watchdog', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('aborts after silence, and each movement gives it the whole time again', () => {
    const watchdog = new Watchdog(100, () => undefined)
    vi.advanceTimersByTime(99)
    watchdog.touch()
    vi.advanceTimersByTime(99)
    expect(watchdog.signal.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    expect([watchdog.signal.aborted, watchdog.ended]).toEqual([true, 'idle'])
  })

  it('keeps no timer once it was stopped, whatever moves afterwards', () => {
    const watchdog = new Watchdog(100, () => undefined)
    watchdog.stop()
    watchdog.touch()
    expect(vi.getTimerCount()).toBe(0)
  })
})
