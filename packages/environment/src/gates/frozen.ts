import type { FreezeWindow } from './freeze-window.ts'
import { dayMs, firstInstantOf, lastInstantOf, wallTimeAt } from './time-zone.ts'

/** One time that a window holds; instants, the end outside. */
export interface FrozenTime {
  readonly window: FreezeWindow
  readonly from: number
  readonly to: number
}

/** What holds at an instant, prolonged by every window that begins before the end is reached; null: nothing does. */
export function frozenAt(windows: readonly FreezeWindow[], instant: number, horizonDays: number): FrozenTime | null {
  let frozen = heldBy(windows, instant)
  while (frozen !== null && frozen.to - instant < horizonDays * dayMs) {
    const next = heldBy(windows, frozen.to)
    if (next === null) return frozen
    frozen = { ...next, from: frozen.from }
  }
  return frozen
}

/** What begins next; null: nothing ever. */
export function nextFreeze(windows: readonly FreezeWindow[], instant: number): FrozenTime | null {
  const coming = windows.flatMap((window) => timesAround(window, instant)).filter(({ from }) => from > instant)
  return coming.sort((a, b) => a.from - b.from)[0] ?? null
}

/**
 * Whether the windows of every week leave no minute free. A spec is read without a clock, so two weeks are looked at in
 * which no zone changes its clocks, one in winter and one in summer.
 */
export function coversEveryWeek(windows: readonly FreezeWindow[]): boolean {
  const weekly = windows.filter(({ kind }) => kind === 'weekly')
  return ['2026-01-12', '2026-07-13'].every((day) => {
    const instant = Date.parse(`${day}T00:00:00Z`)
    const frozen = frozenAt(weekly, instant, 8)
    return frozen !== null && frozen.to - instant >= 8 * dayMs
  })
}

/** The one that ends last. */
function heldBy(windows: readonly FreezeWindow[], instant: number): FrozenTime | null {
  const held = windows
    .flatMap((window) => timesAround(window, instant))
    .filter(({ from, to }) => from <= instant && instant < to)
  return held.sort((a, b) => b.to - a.to)[0] ?? null
}

/** Those of a window that can hold at an instant, and the one after it. */
function timesAround(window: FreezeWindow, instant: number): readonly FrozenTime[] {
  switch (window.kind) {
    case 'dated':
      return [between(window, window.from, window.to)]
    case 'weekly': {
      const today = Math.floor(wallTimeAt(window.zone, instant) / dayMs)
      const begun = today - ((today + thursday - window.fromDay + 7) % 7)
      return [-7, 0, 7].map((days) => {
        const from = (begun + days) * dayMs + window.fromMs
        return between(window, from, from + window.lengthMs)
      })
    }
  }
}

/** The day of the week of 1970-01-01. */
const thursday = 4

/** Where clocks are put back in it, it is one time and no two: it begins when they first show its beginning, and ends when they last show its end. */
function between(window: FreezeWindow, from: number, to: number): FrozenTime {
  return { window, from: firstInstantOf(window.zone, from), to: lastInstantOf(window.zone, to) }
}
