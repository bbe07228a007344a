import { renderDuration } from '../plan/duration.ts'
import { renderTime } from '../plan/render-time.ts'
import type { PromotionInput } from '../promotion/promotion-input.ts'
import type { Verdict } from '../revision.ts'

/** Clocks of two runners differ by less. */
const toleratedMs = 5 * 60_000

/** Whether a recorded time is still to come: then a clock was or is wrong, and nothing is concluded from it. */
export function isToCome(time: string, now: string): boolean {
  return Date.parse(time) - Date.parse(now) > toleratedMs
}

/** The newest revision is from a time to come: one of the two clocks is wrong, and gates that ask for the time may be too. */
export function judgeClock({ newest, now }: Pick<PromotionInput, 'newest' | 'now'>): readonly Verdict[] {
  const at = newest?.revision.request.at
  if (newest === null || at === undefined || !isToCome(at, now)) return []
  const { environment, number } = newest.revision
  return [
    {
      gate: 'clock',
      outcome: 'warn',
      subject: environment,
      reason: `${environment}@${number} says that it was asked for at ${renderTime(at)}, ${renderDuration(Date.parse(at) - Date.parse(now))} from now: the clock here is slow, or the one there was fast`,
      fix: 'Compare the clock of this machine with the time',
    },
  ]
}
