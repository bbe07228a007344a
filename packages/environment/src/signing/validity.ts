/** When a signer's key is good for signing, in seconds since 1970, both ends included; null where it is open. */
export interface Validity {
  readonly from: number | null
  readonly until: number | null
}

/**
 * `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`, in UTC with a `Z` (or `UTC`) behind it, else in the time zone of this machine, as ssh-keygen
 * reads it. Null when it is none, or no day of the calendar.
 */
export function parseSshTime(text: string): number | null {
  const found = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?(z|utc)?$/i.exec(text)
  if (found === null) return null
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = found
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  if (hour > 23 || minute > 59 || second > 59) return null
  const calendar = new Date(Date.UTC(year, month - 1, day))
  if (calendar.getUTCMonth() !== month - 1 || calendar.getUTCDate() !== day) return null
  const isUtc = found[7] !== undefined
  const at = isUtc
    ? Date.UTC(year, month - 1, day, hour, minute, second)
    : new Date(year, month - 1, day, hour, minute, second).getTime()
  return at / 1000
}

/** How a moment stands to it. */
export function judgeValidity({ from, until }: Validity, now: Date): 'early' | 'valid' | 'late' {
  const seconds = Math.floor(now.getTime() / 1000)
  if (from !== null && seconds < from) return 'early'
  return until !== null && seconds > until ? 'late' : 'valid'
}

export function renderSshTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
}
