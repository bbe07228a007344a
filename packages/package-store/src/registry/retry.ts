import { PackageStoreFault } from '../fault.ts'
import type { Answer } from './answer.ts'
import type { ExchangeOptions } from './exchange.ts'

const BUSY = new Set([408, 429, 500, 502, 503, 504])

/** Doubles from `backoffMs`, spread over the upper half so that many jobs do not come back at once. */
export function pauseMs(attempt: number, options: ExchangeOptions): number {
  const full = Math.min(options.limits.backoffMs * 2 ** (attempt - 1), options.limits.longestPauseMs)
  return full * (0.5 + options.random() / 2)
}

/** Seconds or an HTTP date; `undefined` when absent or unreadable. */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** Sends again what may be sent again, after 429, 5xx and broken connections. Gives the last answer or throws the last fault. */
export async function retrying(options: ExchangeOptions, send: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt >= options.limits.attempts
    let wait = pauseMs(attempt, options)
    try {
      const answer = await send()
      if (!BUSY.has(answer.status) || isLast) return answer
      const asked = parseRetryAfter(answer.headers.get('retry-after'), options.clock.now())
      if (asked !== undefined && asked > options.limits.longestPauseMs) return answer
      wait = Math.max(wait, asked ?? 0)
      await answer.discard()
    } catch (error) {
      if (isLast || !(error instanceof PackageStoreFault) || !error.retryable) throw error
    }
    await options.clock.sleep(wait)
  }
}
