/** A stored time (RFC 3339, UTC) as a person reads it, to the minute: `2026-11-23 09:10 UTC`. */
export function renderTime(time: string): string {
  const [date = '', clock = ''] = new Date(time).toISOString().split('T')
  return `${date} ${clock.slice(0, 5)} UTC`
}
