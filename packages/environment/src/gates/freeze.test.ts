import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FreezeWindow, parseFreezeWindow } from './freeze-window.ts'
import { coversEveryWeek, frozenAt, nextFreeze } from './frozen.ts'
import {
  dayMs,
  firstInstantOf,
  isTimeZone,
  lastInstantOf,
  renderInZone,
  suggestTimeZone,
  wallTimeAt,
} from './time-zone.ts'

const minuteMs = 60_000
const utc = (text: string) => Date.parse(`${text}Z`)

function windowOf(text: string): FreezeWindow {
  const parsed = parseFreezeWindow(text)
  if ('problem' in parsed) throw new Error(JSON.stringify(parsed.problem))
  return parsed.window
}

const until = (texts: readonly string[], instant: string) => {
  const frozen = frozenAt(texts.map(windowOf), utc(instant), 400)
  return frozen === null ? null : renderInZone(frozen.window.zone, frozen.to)
}

describe('a freeze window', () => {
  const weekend = ['Fri 16:00-Mon 08:00 Europe/Berlin']
  it.each([
    ['before it', weekend, '2026-11-27T14:59:59', null],
    ['its first second', weekend, '2026-11-27T15:00:00', 'Mon 2026-11-30 08:00 Europe/Berlin'],
    ['its last second', weekend, '2026-11-30T06:59:59', 'Mon 2026-11-30 08:00 Europe/Berlin'],
    ['its end', weekend, '2026-11-30T07:00:00', null],
    ['in summer', weekend, '2026-07-10T14:00:00', 'Mon 2026-07-13 08:00 Europe/Berlin'],
    ['clocks put forward in it', weekend, '2026-03-29T20:00:00', 'Mon 2026-03-30 08:00 Europe/Berlin'],
    ['over the end of the week', ['Sat 22:00-Sun 06:00 UTC'], '2026-11-29T05:00:00', 'Sun 2026-11-29 06:00 UTC'],
    ['nearly the whole week', ['Mon 10:00-Mon 08:00 UTC'], '2026-11-29T05:00:00', 'Mon 2026-11-30 08:00 UTC'],
    ['its gap', ['Mon 10:00-Mon 08:00 UTC'], '2026-11-30T09:00:00', null],
    ['to midnight', ['Mon 22:00-Mon 24:00 UTC'], '2026-11-30T23:59:00', 'Tue 2026-12-01 00:00 UTC'],
    [
      'one after the other',
      ['Fri 16:00-Sun 00:00 UTC', 'Sun 00:00-Mon 08:00 UTC'],
      '2026-11-27T17:00:00',
      'Mon 2026-11-30 08:00 UTC',
    ],
    [
      'with dates',
      ['2026-12-23 12:00-2027-01-02 08:00 Asia/Tokyo'],
      '2026-12-31T15:00:00',
      'Sat 2027-01-02 08:00 Asia/Tokyo',
    ],
    ['after its dates', ['2026-12-23 12:00-2027-01-02 08:00 Asia/Tokyo'], '2027-01-01T23:00:00', null],
    [
      'a date that a week follows',
      ['2026-12-23 12:00-2026-12-25 18:00 UTC', 'Fri 16:00-Mon 08:00 UTC'],
      '2026-12-24T00:00:00',
      'Mon 2026-12-28 08:00 UTC',
    ],
  ])('%s', (_name, texts, instant, end) => expect(until(texts, instant)).toBe(end))

  it.each([
    ['the end is skipped', 'Sun 00:00-Sun 02:30 Europe/Berlin', '2026-03-29T00:59:00', '2026-03-29T01:00:00'],
    ['the end is shown twice', 'Sun 00:00-Sun 02:30 Europe/Berlin', '2026-10-25T00:45:00', '2026-10-25T01:30:00'],
  ])('ends once where %s', (_name, text, inside, end) => {
    const window = [windowOf(text)]
    expect(frozenAt(window, utc(inside), 8)?.to).toBe(utc(end))
    expect(frozenAt(window, utc(end), 8)).toBeNull()
  })

  it('says what comes next', () => {
    const next = nextFreeze(weekend.map(windowOf), utc('2026-11-25T12:00:00'))
    expect(next && renderInZone('Europe/Berlin', next.from)).toBe('Fri 2026-11-27 16:00 Europe/Berlin')
    expect(nextFreeze([windowOf('2026-12-23 12:00-2027-01-02 08:00 UTC')], utc('2027-02-01T00:00:00'))).toBeNull()
  })

  it.each([
    ['weekday names as people write them', 'friday 16:00 - MON 08:00 Europe/Berlin'],
    ['another dash', 'Fri 16:00–Mon 08:00 Europe/Berlin'],
  ])('takes %s', (_name, text) => {
    expect(windowOf(text)).toMatchObject({ ...windowOf('Fri 16:00-Mon 08:00 Europe/Berlin'), text })
  })

  it.each([
    ['weekends', /^a window such as/, 'the text "weekends"', undefined],
    [
      'Fri 16:00-Mon 08:00',
      /^a time zone at its end/,
      'none in "Fri 16:00-Mon 08:00"',
      /Fri 16:00-Mon 08:00 Europe\/Berlin/,
    ],
    ['Fri 16:00-Mon 08:00 Europe/Berln', /^a time zone of the IANA/, '`Europe/Berln`', /`Europe\/Berlin`/],
    ['Fri 16:00-Mon 08:00 Berlin', /^a time zone of the IANA/, '`Berlin`', /`Europe\/Berlin`/],
    ['Fri 16:00-Mon 08:00 New York', /^a time zone of the IANA/, '`New York`', /`America\/New_York`/],
    ['Fri 16:00-Mon 08:00 +01:00', /^a time zone of the IANA/, '`+01:00`', undefined],
    ['Fri 16:00-Mon 25:00 UTC', /^a time from/, '`25:00`', undefined],
    ['Frj 16:00-Mon 08:00 UTC', /^a day such as/, '`Frj`', /`Fri`/],
    [
      'Fri 16:00-Fri 16:00 UTC',
      /^an end that is not its beginning/,
      'the whole week in "Fri 16:00-Fri 16:00 UTC"',
      undefined,
    ],
    [
      'Fri 16:00-2027-01-02 08:00 UTC',
      /^two days of the week, or two dates/,
      'one of each in "Fri 16:00-2027-01-02 08:00 UTC"',
      undefined,
    ],
    ['2027-01-02 08:00-2026-12-23 12:00 UTC', /^an end after/, '2026-12-23 12:00 after 2027-01-02 08:00', undefined],
    ['2026-02-30 08:00-2026-12-23 12:00 UTC', /^a day of the calendar/, '`2026-02-30`', undefined],
  ])('is not %s', (text, expected, found, fix) => {
    const parsed = parseFreezeWindow(text)
    const problem = 'problem' in parsed ? parsed.problem : { expected: '', found: '' }
    expect(problem.expected).toMatch(expected)
    expect(problem.found).toBe(found)
    expect(problem.fix ?? '').toMatch(fix ?? /^$/)
  })
})

describe('any text', () => {
  it('is a window that can be asked, or a problem that says what was expected', () => {
    const likely = fc.stringMatching(
      /^(Fri|2026-0[1-9]-[0-3][0-9]|xx) [0-2][0-9]:[0-9]{2} ?- ?(Mon|9999-12-31) [0-2][0-9]:00 (UTC|Europe\/Berlin|x)$/,
    )
    fc.assert(
      fc.property(fc.oneof(fc.string(), likely), (text) => {
        const parsed = parseFreezeWindow(text)
        if ('problem' in parsed) expect(parsed.problem.expected).not.toBe('')
        else {
          const frozen = frozenAt([parsed.window], utc('2026-07-01T12:00:00'), 400)
          expect(frozen === null || frozen.from < frozen.to).toBe(true)
        }
      }),
    )
  })
})

describe('windows of every week', () => {
  it.each([
    [['Mon 00:00-Thu 12:00 UTC', 'Thu 12:00-Mon 00:00 UTC'], true],
    [['Mon 00:00-Thu 12:00 UTC', 'Thu 12:01-Mon 00:00 UTC'], false],
    [['Mon 00:00-Thu 12:00 UTC', 'Thu 12:00-Mon 02:00 Europe/Berlin'], true],
    [['Mon 00:00-Thu 12:00 UTC', 'Thu 12:00-Mon 00:00 Europe/Berlin'], false],
    [['2026-01-01 00:00-2027-01-01 00:00 UTC'], false],
    [[], false],
  ])('%j leave no time: %s', (texts, all) => expect(coversEveryWeek(texts.map(windowOf))).toBe(all))
})

describe('a zone', () => {
  it('is known by name', () => {
    expect(['Europe/Berlin', 'UTC', 'Asia/Kathmandu', 'Europe/Berln', '+01:00', ''].map(isTimeZone)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    expect(suggestTimeZone('Europa/Berlin')).toBe('Europe/Berlin')
    expect(suggestTimeZone('nowhere at all')).toBeUndefined()
  })
})

/** What clocks show each minute, by another way than the code's: as text that sorts. */
function clock(zone: string, from: string, days: number) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
  const start = utc(`${from}T00:00:00`)
  const shown = Array.from({ length: days * 1440 }, (_, index) => format.format(start + index * minuteMs))
  return { zone, start, shown }
}

const wallText = (wall: number) => new Date(wall).toISOString().slice(0, 19).replace('T', ' ')

/** Weeks around a change of clocks, forward and back, also by half an hour, by night and in the evening before. */
const weeks = [
  clock('Europe/Berlin', '2026-03-19', 21),
  clock('Europe/Berlin', '2026-10-15', 21),
  clock('America/New_York', '2026-10-22', 21),
  clock('America/Santiago', '2026-09-01', 21),
  clock('Australia/Lord_Howe', '2026-03-26', 21),
  clock('Asia/Kathmandu', '2026-03-19', 21),
]

interface Minutes {
  readonly fromDay: number
  readonly from: number
  readonly toDay: number
  readonly to: number
}

/** For each minute that a clock showed, whether a weekly window holds. */
function heldMinutes(
  { start, shown }: Pick<ReturnType<typeof clock>, 'start' | 'shown'>,
  { fromDay, from, toDay, to }: Minutes,
): readonly boolean[] {
  const held = shown.map(() => false)
  const firstDay = utc(`${shown[0]?.slice(0, 10)}T00:00:00`) - 8 * dayMs
  for (let day = firstDay; day < start + 22 * dayMs; day += dayMs) {
    if (new Date(day).getUTCDay() !== fromDay) continue
    const begins = day + from * minuteMs
    const plain = day + ((toDay - fromDay + 7) % 7) * dayMs + to * minuteMs
    const [beginning, end] = [wallText(begins), wallText(plain <= begins ? plain + 7 * dayMs : plain)]
    const first = shown.findIndex((text) => text >= beginning)
    const last = shown.findLastIndex((text) => text < end)
    for (let minute = first; first !== -1 && minute <= last; minute += 1) held[minute] = true
  }
  return held
}

describe('against every minute of a clock', () => {
  /** By its number: a generated value is printed and compared, and the minutes are many. */
  const week = fc.nat({ max: weeks.length - 1 })
  const clockOf = (index: number) => weeks[index] ?? clock('UTC', '2026-01-01', 21)
  const time = fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15)
  const day = fc.integer({ min: 0, max: 6 })
  const names = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
  const written = (minutes: number) =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

  it('a window holds once clocks have shown its beginning, while they will still show a time before its end', () => {
    fc.assert(
      fc.property(week, day, time, day, time, (index, fromDay, from, toDay, to) => {
        const { zone, start, shown } = clockOf(index)
        const parsed = parseFreezeWindow(`${names[fromDay]} ${written(from)}-${names[toDay]} ${written(to)} ${zone}`)
        if ('problem' in parsed) return
        const held = heldMinutes({ start, shown }, { fromDay, from, toDay, to })
        for (let minute = 8 * 1440; minute < 13 * 1440; minute += 45) {
          const frozen = frozenAt([parsed.window], start + minute * minuteMs, 1)
          expect([shown[minute], frozen !== null]).toEqual([shown[minute], held[minute]])
        }
      }),
      { numRuns: 40 },
    )
  })

  it('a wall time leads to the instants that show it, first and last', () => {
    fc.assert(
      fc.property(week, fc.integer({ min: 1440, max: 19 * 1440 }), (index, minute) => {
        const { zone, start, shown } = clockOf(index)
        const wall = utc((shown[0] ?? '').replace(' ', 'T')) + minute * minuteMs
        const text = wallText(wall)
        const first = shown.findIndex((one) => one >= text)
        const last = shown.findLastIndex((one) => one < text) + 1
        expect(firstInstantOf(zone, wall)).toBe(start + first * minuteMs)
        expect(lastInstantOf(zone, wall)).toBe(start + last * minuteMs)
        expect(wallTimeAt(zone, start + first * minuteMs)).toBeGreaterThanOrEqual(wall)
      }),
      { numRuns: 300 },
    )
  })
})
