import { isDeepStrictEqual } from 'node:util'
import { quoteShort } from '../../explanation/found.ts'
import type { Effect } from './effect.ts'
import { opaqueKeywords, type SchemaView, takesType } from './view.ts'

export interface KeywordChange {
  readonly effect: Effect
  /** As in the document: it names the place. */
  readonly keyword: string
  readonly what: string
}

const bounds: Readonly<Record<string, 'lowest' | 'highest'>> = {
  minimum: 'lowest',
  exclusiveMinimum: 'lowest',
  minLength: 'lowest',
  minItems: 'lowest',
  minProperties: 'lowest',
  maximum: 'highest',
  exclusiveMaximum: 'highest',
  maxLength: 'highest',
  maxItems: 'highest',
  maxProperties: 'highest',
}

/** Formats whose values are all values of another. */
const wideningFormats = [
  ['int32', 'int64'],
  ['float', 'double'],
]

/** What differs in the type, the values, the bounds and the like; not in properties, items and alternatives. */
export function* keywordChanges(was: SchemaView, is: SchemaView): Generator<KeywordChange> {
  yield* typeChanges(was.types, is.types)
  yield* valueChanges(was.values, is.values)
  const names = [...new Set([...was.keywords.keys(), ...is.keywords.keys()])]
  for (const keyword of names) {
    const [before, after] = [was.keywords.get(keyword), is.keywords.get(keyword)]
    if (isDeepStrictEqual(before, after)) continue
    const change = effectOf(keyword, before, after)
    if (change === null) continue
    yield { effect: change, keyword, what: describe(keyword, before, after) }
  }
}

function* typeChanges(was: SchemaView['types'], is: SchemaView['types']): Generator<KeywordChange> {
  const lost = is !== null && (was === null || [...was].some((type) => !takesType(is, type)))
  const gained = was !== null && (is === null || [...is].some((type) => !takesType(was, type)))
  if (!lost && !gained) return
  const words = (types: SchemaView['types']): string =>
    types === null ? 'any' : [...types].sort().join(' or ') || 'none'
  const effect = lost && gained ? 'other' : lost ? 'narrower' : 'wider'
  yield { effect, keyword: 'type', what: `the type was ${words(was)}, is ${words(is)}` }
}

function* valueChanges(was: SchemaView['values'], is: SchemaView['values']): Generator<KeywordChange> {
  const keyword = 'enum'
  if (was === null && is === null) return
  if (was === null) yield { effect: 'narrower', keyword, what: `only these values now: ${listed(is ?? [])}` }
  else if (is === null) yield { effect: 'wider', keyword, what: `other values now than ${listed(was)}` }
  else {
    const lost = was.filter((one) => !is.includes(one))
    const gained = is.filter((one) => !was.includes(one))
    if (lost.length > 0) yield { effect: 'narrower', keyword, what: `without ${listed(lost)} now` }
    if (gained.length > 0) yield { effect: 'wider', keyword, what: `with ${listed(gained)} now` }
  }
}

function effectOf(keyword: string, was: unknown, is: unknown): Effect | null {
  const bound = bounds[keyword]
  if (bound !== undefined) return effectOnBound(bound, was, is)
  if (keyword === 'uniqueItems') return was === true ? 'wider' : is === true ? 'narrower' : null
  if (keyword === 'format') return effectOnFormat(was, is)
  if (keyword === 'multipleOf') return effectOnDivisor(was, is)
  if (keyword === 'pattern' || opaqueKeywords.includes(keyword)) return presence(was, is)
  return null
}

function presence(was: unknown, is: unknown): Effect {
  if (was === undefined) return 'narrower'
  return is === undefined ? 'wider' : 'other'
}

function effectOnBound(bound: 'lowest' | 'highest', was: unknown, is: unknown): Effect | null {
  const loosest = bound === 'lowest' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const [before, after] = [was, is].map((value) => (typeof value === 'number' ? value : loosest))
  if (before === undefined || after === undefined || before === after) return null
  return (bound === 'lowest') === after > before ? 'narrower' : 'wider'
}

function effectOnFormat(was: unknown, is: unknown): Effect {
  if (wideningFormats.some(([small, large]) => was === small && is === large)) return 'wider'
  if (wideningFormats.some(([small, large]) => was === large && is === small)) return 'narrower'
  return presence(was, is)
}

function effectOnDivisor(was: unknown, is: unknown): Effect {
  if (typeof was !== 'number' || typeof is !== 'number') return presence(was, is)
  if (Number.isInteger(is / was)) return 'narrower'
  return Number.isInteger(was / is) ? 'wider' : 'other'
}

function describe(keyword: string, was: unknown, is: unknown): string {
  if (opaqueKeywords.includes(keyword)) return `\`${keyword}\` changed, and what that does to its values can't be told`
  return `\`${keyword}\` was ${shown(was)}, is ${shown(is)}`
}

function listed(values: readonly unknown[]): string {
  const first = values.slice(0, 5).map(shown).join(', ')
  return values.length > 5 ? `${first} and ${values.length - 5} more` : first
}

function shown(value: unknown): string {
  if (value === undefined) return 'not there'
  return typeof value === 'string' ? quoteShort(value) : (JSON.stringify(value) ?? String(value)).slice(0, 60)
}
