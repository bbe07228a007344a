import type { Finding } from './problem.ts'

const longest = 60

/** What a person sees there: `the number 1.4`, `the text "v1.4.0"`, `nothing`, `a list`. */
export function describeFound({ value, raw }: Finding): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return value === '' ? 'an empty text' : `the text ${quoteShort(value)}`
  if (typeof value === 'number') return `the number ${raw ?? value}`
  if (typeof value === 'boolean') return `\`${raw ?? value}\``
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  return Object.keys(value).length === 0 ? 'an empty map' : 'a map'
}

/** In double quotes, control characters escaped, shortened with `…`. */
export function quoteShort(text: string): string {
  return JSON.stringify(text.length > longest ? `${text.slice(0, longest - 1)}…` : text)
}
