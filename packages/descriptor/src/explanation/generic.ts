import type { z } from 'zod'

const types: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'nothing',
  undefined: 'nothing',
}

/** The "expected" clause of issues whose schema carries none; empty where the issue explains itself (unions, keys). */
export const genericExpectation: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? `a value of type ${issue.expected}`
    case 'invalid_value':
      return oneOf(issue.values.map((value) => `\`${String(value)}\``))
    case 'too_small':
      return `at least ${bound(issue.minimum, issue.origin)}`
    case 'too_big':
      return `at most ${bound(issue.maximum, issue.origin)}`
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`
    case 'invalid_format':
      return issue.pattern === undefined ? `a text in the form of a ${issue.format}` : `a text like ${issue.pattern}`
    case 'custom':
      return 'another value'
    default:
      return ''
  }
}

/** `a`, `a or b`, `a, b or c`. */
export function oneOf(words: readonly string[]): string {
  const last = words.at(-1) ?? 'nothing'
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`
}

function bound(limit: number | bigint, origin: string): string {
  const units: Record<string, [one: string, many: string]> = {
    string: ['character', 'characters'],
    array: ['item', 'items'],
    object: ['key', 'keys'],
    record: ['key', 'keys'],
  }
  const unit = units[origin]
  return unit === undefined ? String(limit) : `${limit} ${Number(limit) === 1 ? unit[0] : unit[1]}`
}
