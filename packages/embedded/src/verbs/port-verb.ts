import { findFreePorts } from '../ports/free-ports.ts'
import { numberOption, parseArguments, takeWords, usage } from './arguments.ts'

/** `ports <first-last | ephemeral> [--count n] [--avoid 1,2]`: one line with the list of free ports. */
export async function runPortVerb(given: readonly string[]): Promise<readonly unknown[]> {
  const { words, options } = parseArguments(given, ['count', 'avoid'])
  const [range = ''] = takeWords(words, 'range')
  const avoid = (options['avoid'] ?? '').split(',').filter((port) => port !== '')
  return [
    await findFreePorts({
      range: parseRange(range),
      count: numberOption(options['count']) ?? 1,
      avoid: new Set(avoid.map((port) => numberOption(port) ?? 0)),
    }),
  ]
}

function parseRange(text: string): { first: number; last: number } | null {
  if (text === 'ephemeral') return null
  const [, first, last] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? []
  const range = { first: Number(first), last: Number(last) }
  if (range.first >= 1 && range.last <= 65_535 && range.first <= range.last) return range
  throw usage('ephemeral, or a range such as 18000-18999', text)
}
