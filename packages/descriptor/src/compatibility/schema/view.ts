import { isRecord } from '../../explanation/is-record.ts'
import { child, follow, items, type Located, members } from '../located.ts'

/** What a schema says after its references and `allOf`s have been followed: all parts hold at once. */
export interface SchemaView {
  /** Null: any. */
  types: ReadonlySet<string> | null
  /** Each `enum`, and each `const` as an enum of one, cut down to what all of them take. Null: any. */
  values: readonly unknown[] | null
  /** Its values are meant to grow (`x-extensible-enum`): consumers take others too. */
  extensible: boolean
  /** Keywords with one value each, by name; of several parts the strictest bound, or the last. */
  readonly keywords: Map<string, unknown>
  readonly properties: Map<string, Located[]>
  readonly required: Set<string>
  readonly additional: Located[]
  readonly items: Located[]
  /** `oneOf` and `anyOf`, a list of alternatives each. */
  readonly choices: Located[][]
  /** Of the alternatives exactly one may hold (`oneOf`). */
  exclusive: boolean
  /** References to other documents and to anchors, which nobody follows. */
  readonly external: string[]
}

const lowest = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']
const highest = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']

/** Compared as they stand: whether a change of one lets more or less through can't be told from it. */
export const opaqueKeywords: readonly string[] = [
  ...[
    'not',
    'if',
    'then',
    'else',
    'contains',
    'minContains',
    'maxContains',
    'prefixItems',
    'propertyNames',
    'additionalItems',
  ],
  ...['patternProperties', 'dependencies', 'dependentRequired', 'dependentSchemas', 'unevaluatedItems'],
  ...['unevaluatedProperties', 'contentEncoding', 'contentMediaType', 'contentSchema', '$dynamicRef', '$recursiveRef'],
]

const plainKeywords = ['pattern', 'format', 'multipleOf', 'uniqueItems', 'default', 'deprecated', 'discriminator']

/** `root`: the document that its references are of. `schema.value` true or absent takes anything. */
export function viewSchema(root: unknown, schema: Located): SchemaView {
  const view: SchemaView = {
    types: null,
    values: null,
    extensible: false,
    keywords: new Map(),
    properties: new Map(),
    required: new Set(),
    additional: [],
    items: [],
    choices: [],
    exclusive: false,
    external: [],
  }
  gather(root, schema, view, new Set())
  return view
}

function gather(root: unknown, schema: Located, view: SchemaView, seen: Set<unknown>): void {
  const { value, parts } = schema
  for (const part of parts ?? []) gather(root, part, view, seen)
  if (value === false) view.types = new Set()
  if (!isRecord(value) || seen.has(value)) return
  seen.add(value)
  const reference = value['$ref']
  if (typeof reference === 'string') {
    const target = follow(root, reference)
    if (target === undefined) view.external.push(reference)
    else gather(root, target, view, seen)
  }
  gatherOwn(schema, value, view)
  for (const part of items(child(schema, 'allOf'))) gather(root, part, view, seen)
}

function gatherOwn(schema: Located, value: Readonly<Record<string, unknown>>, view: SchemaView): void {
  gatherTypes(value, view)
  gatherValues(value, view)
  gatherKeywords(value, view)
  for (const [name, property] of members(child(schema, 'properties')))
    view.properties.set(name, [...(view.properties.get(name) ?? []), property])
  for (const { value: name } of items(child(schema, 'required'))) if (typeof name === 'string') view.required.add(name)
  if (value['additionalProperties'] !== undefined && value['additionalProperties'] !== true)
    view.additional.push(child(schema, 'additionalProperties'))
  // A list of them, one a place, is the `prefixItems` of older drafts.
  if (Array.isArray(value['items'])) view.keywords.set('prefixItems', value['items'])
  else if (value['items'] !== undefined && value['items'] !== true) view.items.push(child(schema, 'items'))
  for (const keyword of ['oneOf', 'anyOf']) {
    const alternatives = items(child(schema, keyword))
    if (alternatives.length === 0) continue
    view.choices.push(alternatives)
    if (keyword === 'oneOf') view.exclusive = true
  }
}

function gatherTypes(value: Readonly<Record<string, unknown>>, view: SchemaView): void {
  const written = [value['type']].flat().filter((type) => typeof type === 'string')
  const types = written.length > 0 ? written : impliedTypes(value)
  if (types.length === 0) return
  const all = new Set(value['nullable'] === true ? [...types, 'null'] : types)
  view.types = view.types === null ? all : new Set([...view.types].filter((type) => takesType(all, type)))
}

/** People leave `type` out where the rest says it. */
function impliedTypes(value: Readonly<Record<string, unknown>>): string[] {
  if (value['properties'] !== undefined || value['additionalProperties'] !== undefined) return ['object']
  return value['items'] === undefined ? [] : ['array']
}

/** Each integer is a number. */
export function takesType(types: ReadonlySet<string>, type: string): boolean {
  return types.has(type) || (type === 'integer' && types.has('number'))
}

function gatherValues(value: Readonly<Record<string, unknown>>, view: SchemaView): void {
  const lists = [value['enum'], value['const'] === undefined ? undefined : [value['const']]].filter(Array.isArray)
  for (const list of lists) view.values = view.values === null ? list : view.values.filter((one) => list.includes(one))
  if (value['x-extensible-enum'] !== undefined) view.extensible = true
}

function gatherKeywords(value: Readonly<Record<string, unknown>>, view: SchemaView): void {
  for (const keyword of [...lowest, ...highest]) {
    const bound = boundOf(value, keyword)
    const known = view.keywords.get(keyword)
    if (bound === null) continue
    const pick = lowest.includes(keyword) ? Math.max : Math.min
    view.keywords.set(keyword, typeof known === 'number' ? pick(known, bound) : bound)
  }
  for (const keyword of [...plainKeywords, ...opaqueKeywords])
    if (value[keyword] !== undefined) view.keywords.set(keyword, value[keyword])
}

/** In OpenAPI 3.0 `exclusiveMinimum: true` changes what `minimum` means; later it is a number of its own. */
function boundOf(value: Readonly<Record<string, unknown>>, keyword: string): number | null {
  const written = value[keyword]
  const flag = { minimum: 'exclusiveMinimum', maximum: 'exclusiveMaximum' }[keyword]
  if (flag !== undefined) return typeof written === 'number' && value[flag] !== true ? written : null
  const base = { exclusiveMinimum: 'minimum', exclusiveMaximum: 'maximum' }[keyword]
  const meant = base !== undefined && written === true ? value[base] : written
  return typeof meant === 'number' ? meant : null
}
