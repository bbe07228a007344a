import { expect, it } from 'vitest'
import { renderTime } from './render-time.ts'

it('shows a stored time to the minute, in UTC', () => {
  expect(renderTime('2026-11-23T09:10:59.123Z')).toBe('2026-11-23 09:10 UTC')
  expect(renderTime('2026-11-23T09:10:00+01:00')).toBe('2026-11-23 08:10 UTC')
})
