import { renderTime } from '@towpath/environment'

/** `4 min ago`, `3 h ago`, `2 days ago`; a time to come is `now`, unless it is one that no two clocks differ by. */
export function sayAgo(time: string, now: Date): string {
  const seconds = Math.floor((now.getTime() - Date.parse(time)) / 1000)
  if (seconds < -300) return `at ${renderTime(time)}, which is still to come`
  if (seconds < 5) return 'now'
  if (seconds < 60) return `${seconds} s ago`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ago`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours} h ago`
  return `${Math.floor(hours / 24)} days ago`
}
