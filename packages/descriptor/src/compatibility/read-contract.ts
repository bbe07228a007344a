import { load, YAMLException } from 'js-yaml'
import { isRecord } from '../explanation/is-record.ts'

export type ContractFormat =
  | { readonly kind: 'openapi'; readonly document: OpenApiDocument }
  | { readonly kind: 'protobuf' }
  /** Neither; `found` says what it looks like. */
  | { readonly kind: 'other'; readonly found: string }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly line?: number }

export type OpenApiDocument = Readonly<Record<string, unknown>>

/** Aliases are references within the text; a document with more of them is made to be large. */
const mostAliases = 1000

/** What a contract is written in, by its name and its text. */
export function readContract(path: string, text: string): ContractFormat {
  if (path.endsWith('.proto')) return { kind: 'protobuf' }
  if (!/\.(ya?ml|json)$/i.test(path)) return { kind: 'other', found: `a file named ${path}` }
  const read = readDocument(path, text)
  if ('reason' in read) return { kind: 'unreadable', ...read }
  const { document } = read
  if (!isRecord(document)) return { kind: 'other', found: 'no map' }
  const { openapi, swagger, asyncapi } = document
  if (typeof openapi === 'string' && /^3\.\d/.test(openapi)) return { kind: 'openapi', document }
  if (swagger !== undefined) return { kind: 'other', found: `Swagger ${String(swagger)}` }
  if (asyncapi !== undefined) return { kind: 'other', found: `AsyncAPI ${String(asyncapi)}` }
  return { kind: 'other', found: openapi === undefined ? 'no key `openapi`' : `OpenAPI ${String(openapi)}` }
}

type Read = { readonly document: unknown } | { readonly reason: string; readonly line?: number }

/** YAML has braces too, so the name decides. */
function readDocument(path: string, text: string): Read {
  const isJson = /\.json$/i.test(path) && /^\s*\{/.test(text)
  try {
    return { document: isJson ? JSON.parse(text) : load(text, { maxAliases: mostAliases }) }
  } catch (error) {
    // js-yaml asks its callers to take every error for one of the text (docs/safety.md).
    if (!(error instanceof YAMLException)) return { reason: error instanceof Error ? error.message : String(error) }
    return { reason: error.reason, ...(error.mark !== undefined && { line: error.mark.line + 1 }) }
  }
}
