import { EnvironmentFault } from '../fault.ts'
import { isCalendarDay } from '../gates/time-zone.ts'

const unitsMs: Readonly<Record<string, number>> = { m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 }

/** When a lock runs out (RFC 3339, UTC); null: when it is lifted. Throws `expiry-invalid`. */
export function parseLockExpiry(
  { span, until }: { readonly span: string | null; readonly until: string | null },
  now: Date,
): string | null {
  if (span !== null && until !== null) throw invalid('--until', 'either `--for` or `--until`', 'both')
  if (span !== null) return new Date(now.getTime() + spanMs(span)).toISOString()
  return until === null ? null : timeOf(until, now)
}

function spanMs(text: string): number {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4}) ?(m|min|h|d)$/.exec(text) ?? []
  const ms = Number(count) * (unitsMs[unit] ?? 0)
  if (ms === 0) throw invalid('--for', 'a time span such as `30min`, `2h` or `3d`', `\`${text}\``)
  return ms
}

/** With its zone, so that nobody's clock decides; `18:00` alone would be someone's. */
function timeOf(text: string, now: Date): string {
  const isTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const time = isTime && isCalendarDay(text.slice(0, 10)) ? Date.parse(text.replace(' ', 'T')) : Number.NaN
  if (Number.isNaN(time)) {
    throw invalid('--until', 'a time with its zone such as `2026-11-30T18:00+01:00`', `\`${text}\``)
  }
  if (time <= now.getTime()) throw invalid('--until', `a time after ${now.toISOString()}`, `\`${text}\`, which is over`)
  return new Date(time).toISOString()
}

function invalid(where: string, expected: string, found: string): EnvironmentFault {
  return new EnvironmentFault('expiry-invalid', { where, expected, found })
}
