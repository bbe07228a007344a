import { nearest } from '@towpath/descriptor'

/**
 * Clocks of a time zone, by the zone data that Node brings along. A wall time is what they show, in milliseconds as if it
 * were UTC, so that days and weeks can be counted; an instant is milliseconds since 1970, as everywhere.
 */

export const dayMs = 86_400_000

/** Whether `2026-02-30` is a day: Date takes it for the second of March. */
export function isCalendarDay(date: string): boolean {
  const read = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 10) === date
}

/** Whether it is a name of the IANA database (`Europe/Berlin`, `UTC`). An offset such as `+01:00` knows no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return formatOf(name) !== undefined
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The zone that was probably meant: nearly the same name, or the one of that city. */
export function suggestTimeZone(name: string): string | undefined {
  const zones = ['UTC', ...Intl.supportedValuesOf('timeZone')]
  const city = name.replaceAll(' ', '_').toLowerCase()
  return zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ?? nearest(name, zones)
}

export function wallTimeAt(zone: string, instant: number): number {
  const shown = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = units.map((unit) => shown.get(unit))
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** When clocks first show `wall` or later: where they are put forward over it, the moment of that; where they show it twice, the first time. */
export function firstInstantOf(zone: string, wall: number): number {
  const { before, after, change } = offsetsAround(zone, wall)
  return wall - before < change ? wall - before : Math.max(change, wall - after)
}

/** From when on clocks never show less than `wall` again: where they show it twice, the second time. */
export function lastInstantOf(zone: string, wall: number): number {
  const { before, after, change } = offsetsAround(zone, wall)
  return wall - after > change ? wall - after : Math.min(change, wall - before)
}

/** `Mon 2026-11-30 08:00 Europe/Berlin` */
export function renderInZone(zone: string, instant: number): string {
  const wall = new Date(wallTimeAt(zone, instant))
  const [date = '', time = ''] = wall.toISOString().split('T')
  return `${weekdays[wall.getUTCDay()]} ${date} ${time.slice(0, 5)} ${zone}`
}

export const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

const units = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
const formats = new Map<string, Intl.DateTimeFormat>()

/** Throws RangeError for a zone that there is not. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: zone,
    hourCycle: 'h23',
    ...Object.fromEntries(units.map((unit) => [unit, 'numeric'])),
  })
  formats.set(zone, format)
  return format
}

function offsetAt(zone: string, instant: number): number {
  return wallTimeAt(zone, instant) - Math.floor(instant / 1000) * 1000
}

/** The farthest zones are 14 h before and 12 h behind UTC. */
const reachMs = 15 * 3_600_000

/** The offsets of the instants that may show a wall time, and when the second begins; no zone changes twice in so short a time, and all on a whole second. */
function offsetsAround(zone: string, wall: number): { before: number; after: number; change: number } {
  let low = wall - reachMs
  let high = wall + reachMs
  const [before, after] = [offsetAt(zone, low), offsetAt(zone, high)]
  if (before === after) return { before, after, change: Number.POSITIVE_INFINITY }
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000
    if (offsetAt(zone, middle) === before) low = middle
    else high = middle
  }
  return { before, after, change: high }
}
