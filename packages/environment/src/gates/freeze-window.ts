import { nearest } from '@towpath/descriptor'
import { dayMs, isCalendarDay, isTimeZone, suggestTimeZone, weekdays } from './time-zone.ts'

/** When nothing changes. Its beginning belongs to it, its end does not. Wall times as in time-zone.ts. */
export type FreezeWindow =
  /** Every week: `fromDay` 0 is Sunday; `fromMs` since that day's midnight; `lengthMs` as clocks count, at most a week. */
  | {
      readonly kind: 'weekly'
      readonly text: string
      readonly zone: string
      readonly fromDay: number
      readonly fromMs: number
      readonly lengthMs: number
    }
  /** Once, between two wall times. */
  | { readonly kind: 'dated'; readonly text: string; readonly zone: string; readonly from: number; readonly to: number }

/** Clauses as in `Problem` of @towpath/descriptor. */
export interface FreezeProblem {
  readonly expected: string
  readonly found: string
  readonly fix?: string
}

export type ParsedFreeze = { readonly window: FreezeWindow } | { readonly problem: FreezeProblem }

const example = 'Fri 16:00-Mon 08:00 Europe/Berlin'
const shape = `a window such as \`${example}\`, or once \`2026-12-23 12:00-2027-01-02 08:00 Europe/Berlin\``

const moment = String.raw`(?:(\d{4}-\d{2}-\d{2})[ T]|([A-Za-z]+)\s+)(\d{1,2}:\d{2})`
const window = new RegExp(String.raw`^${moment}\s*[-–]\s*${moment}(?:\s+(\S.*))?$`)

/** `Fri 16:00-Mon 08:00 Europe/Berlin`: days and times of a week, or dates and times, and the zone whose clocks show them. */
export function parseFreezeWindow(written: string): ParsedFreeze {
  const text = written.trim()
  const parts = window.exec(text)
  if (parts === null) return { problem: { expected: shape, found: `the text "${text}"` } }
  const [, fromDate, fromDay, fromTime = '', toDate, toDay, toTime = '', zone] = parts
  const wrong = timeProblem(fromTime) ?? timeProblem(toTime) ?? zoneProblem(text, zone)
  if (wrong !== null) return { problem: wrong }
  const common = { text, zone: zone ?? '' }
  if (fromDay !== undefined && toDay !== undefined) return weekly(common, [fromDay, fromTime], [toDay, toTime])
  if (fromDate !== undefined && toDate !== undefined) return dated(common, [fromDate, fromTime], [toDate, toTime])
  return { problem: { expected: 'two days of the week, or two dates', found: `one of each in "${text}"` } }
}

type Written = readonly [day: string, time: string]
type Common = Pick<FreezeWindow, 'text' | 'zone'>

function weekly(common: Common, from: Written, to: Written): ParsedFreeze {
  const [fromDay, toDay] = [weekdayOf(from[0]), weekdayOf(to[0])]
  if (fromDay === null) return { problem: dayProblem(from[0]) }
  if (toDay === null) return { problem: dayProblem(to[0]) }
  const fromMs = timeMs(from[1])
  const length = ((toDay - fromDay + 7) % 7) * dayMs + timeMs(to[1]) - fromMs
  if (length === 0) {
    return {
      problem: { expected: 'an end that is not its beginning', found: `the whole week in "${common.text}"` },
    }
  }
  return { window: { kind: 'weekly', ...common, fromDay, fromMs, lengthMs: length < 0 ? length + 7 * dayMs : length } }
}

function dated(common: Common, from: Written, to: Written): ParsedFreeze {
  for (const [date] of [from, to]) {
    if (!isCalendarDay(date)) return { problem: { expected: 'a day of the calendar', found: `\`${date}\`` } }
  }
  const [begins, ends] = [from, to].map(([date, time]) => Date.parse(`${date}T00:00:00Z`) + timeMs(time))
  if (begins === undefined || ends === undefined || ends <= begins)
    return { problem: { expected: 'an end after its beginning', found: `${to.join(' ')} after ${from.join(' ')}` } }
  return { window: { kind: 'dated', ...common, from: begins, to: ends } }
}

const fullNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

/** `Fri`, `friday`; 0 is Sunday. */
function weekdayOf(text: string): number | null {
  const word = text.toLowerCase()
  const index = fullNames.findIndex((name) => word.length >= 3 && name.toLowerCase().startsWith(word))
  return index === -1 ? null : index
}

function dayProblem(text: string): FreezeProblem {
  const meant = nearest(text, [...weekdays, ...fullNames])
  return {
    expected: 'a day such as `Fri`',
    found: `\`${text}\``,
    ...(meant === undefined ? {} : { fix: `Did you mean \`${meant}\`?` }),
  }
}

function timeMs(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return (hours * 60 + minutes) * 60_000
}

function timeProblem(text: string): FreezeProblem | null {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  const exists = minutes < 60 && (hours < 24 || (hours === 24 && minutes === 0))
  return exists ? null : { expected: 'a time from `00:00` to `24:00`', found: `\`${text}\`` }
}

function zoneProblem(text: string, zone: string | undefined): FreezeProblem | null {
  if (zone === undefined) {
    return {
      expected: 'a time zone at its end such as `Europe/Berlin`',
      found: `none in "${text}"`,
      fix: `Write it as in \`${example}\``,
    }
  }
  if (isTimeZone(zone)) return null
  const meant = suggestTimeZone(zone)
  return {
    expected: 'a time zone of the IANA database such as `Europe/Berlin`',
    found: `\`${zone}\``,
    ...(meant === undefined ? {} : { fix: `Did you mean \`${meant}\`?` }),
  }
}
