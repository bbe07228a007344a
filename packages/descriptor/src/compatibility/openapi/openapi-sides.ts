import { isRecord } from '../../explanation/is-record.ts'
import type { Findings } from '../findings.ts'
import { follow, type Located, whyUnfollowed } from '../located.ts'
import type { OpenApiDocument } from '../read-contract.ts'
import type { SchemaComparison } from '../schema/compare-schemas.ts'

/** Two descriptions of one API, and where what is found goes. */
export interface OpenApiSides {
  readonly was: OpenApiDocument
  readonly is: OpenApiDocument
  readonly schemas: SchemaComparison
  readonly findings: Findings
}

/** Where a part that may be a `$ref` really stands. One to another document can't be followed, and that is told. */
export function resolved(root: OpenApiDocument, part: Located, findings: Findings): Located {
  let at = part
  for (let hops = 0; hops < 32; hops++) {
    const reference = isRecord(at.value) ? at.value['$ref'] : undefined
    if (typeof reference !== 'string') return at
    const target = follow(root, reference)
    if (target === undefined) {
      findings.unproven(at.pointer, ...whyUnfollowed(reference))
      return { value: undefined, pointer: at.pointer }
    }
    at = target
  }
  return at
}

export function flag(part: Located, name: string): boolean {
  return isRecord(part.value) && part.value[name] === true
}

export function text(part: Located, name: string): string | undefined {
  const value = isRecord(part.value) ? part.value[name] : undefined
  return typeof value === 'string' ? value : undefined
}
