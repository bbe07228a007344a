import { isRecord } from '../../explanation/is-record.ts'

/** What stands at a JSON pointer afterwards; undefined removes it. `-` stands for the end of a list. */
export type Edit = readonly [pointer: string, value: unknown]

/** A copy of a document with some places changed. For tests. */
export function edited(document: unknown, ...edits: readonly Edit[]): Record<string, unknown> {
  const copy: unknown = structuredClone(document)
  for (const [pointer, value] of edits) {
    const tokens = pointer
      .split('/')
      .slice(1)
      .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = tokens.pop() ?? ''
    const parent = tokens.reduce<unknown>((at, token) => (isObject(at) ? Reflect.get(at, token) : undefined), copy)
    if (!isObject(parent)) throw new Error(`nothing at ${pointer}`)
    if (value !== undefined) Reflect.set(parent, last === '-' && Array.isArray(parent) ? parent.length : last, value)
    else if (Array.isArray(parent)) parent.splice(Number(last), 1)
    else if (!Reflect.has(parent, last) || !Reflect.deleteProperty(parent, last))
      throw new Error(`nothing at ${pointer}`)
  }
  if (!isRecord(copy)) throw new Error('no map')
  return copy
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
