import type { DescriptorCode } from '../fault.ts'

/** A problem of a document, by the path of what is wrong. Clauses as in `Explanation` of @towpath/fault. */
export interface Problem {
  readonly path: readonly PropertyKey[]
  /** Default: `document-invalid`, or what the reader of the document names. */
  readonly code?: DescriptorCode
  /** Whether the key itself is wrong, or what stands behind it (default). */
  readonly at?: 'key' | 'value'
  readonly expected: string
  /** Default: what stands at the path, as a person sees it. */
  readonly found?: string
  readonly fix?: string
}

/** What stands somewhere in a document. `raw` is its text in the file where that is known: `1.10` and not 1.1. */
export interface Finding {
  readonly value: unknown
  readonly raw: string | null
}

/** `services.orders.versions[0]`, as people name a place in a document; the root is `the document`. */
export function renderPath(path: readonly PropertyKey[]): string {
  const text = path.map(renderStep).join('')
  if (text === '') return 'the document'
  return text.startsWith('.') ? text.slice(1) : text
}

function renderStep(step: PropertyKey): string {
  if (typeof step === 'number') return `[${step}]`
  const key = String(step)
  return /^[A-Za-z0-9_-]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
}
