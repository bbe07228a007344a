import { parseSshTime, type Validity } from './validity.ts'

export interface SignerOptions {
  /** A list of patterns; null: whatever it is for. */
  readonly namespaces: string | null
  readonly validity: Validity
}

export type ParsedOptions =
  | { readonly kind: 'options'; readonly options: SignerOptions }
  | { readonly kind: 'wrong'; readonly expected: string; readonly found: string }

/** The options of a line: `namespaces="…",valid-after="…",valid-before="…"`, in any order, each once; the empty text for none. */
export function parseSignerOptions(text: string): ParsedOptions {
  const found = new Map<string, string>()
  for (const option of text.match(/(?:"(?:\\"|[^"])*"|[^,"])+/g) ?? []) {
    const [, name = '', value] = /^([^=]*)(?:="((?:\\"|[^"])*)")?$/.exec(option) ?? []
    const key = name.toLowerCase()
    if (key === 'cert-authority') return wrong('the key itself, as `cert-authority` is not supported', option)
    if (!names.has(key) || value === undefined) return wrong(`options such as ${examples}`, option)
    if (found.has(key)) return wrong(`\`${key}\` once`, option)
    found.set(key, value.replaceAll('\\"', '"'))
  }
  const from = timeOf(found.get('valid-after'))
  const until = timeOf(found.get('valid-before'))
  if (from === undefined || until === undefined) return wrong('a time such as `20270131Z` or `202701311200Z`', text)
  if (from !== null && until !== null && until <= from) return wrong('`valid-before` after `valid-after`', text)
  return { kind: 'options', options: { namespaces: found.get('namespaces') ?? null, validity: { from, until } } }
}

const names = new Set(['namespaces', 'valid-after', 'valid-before'])
const examples = '`namespaces="towpath-revision"`, `valid-after="20270131Z"` and `valid-before="20280131Z"`'

/** Null where there is none, undefined when it is no time. */
function timeOf(text: string | undefined): number | null | undefined {
  return text === undefined ? null : (parseSshTime(text) ?? undefined)
}

function wrong(expected: string, found: string): ParsedOptions {
  return { kind: 'wrong', expected, found }
}
