import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../../explanation/is-record.ts'
import { child, items, type Located, members } from '../located.ts'
import type { OpenApiDocument } from '../read-contract.ts'
import type { OpenApiSides } from './openapi-sides.ts'

/** Scheme → scopes, all of which are needed at once; empty: nobody has to say who they are. */
type Alternative = ReadonlyMap<string, ReadonlySet<string>>

/** A way in that sufficed has to suffice still. */
export function compareSecurity(sides: OpenApiSides, wasOperation: Located, isOperation: Located): void {
  const { findings } = sides
  const was = securityOf(sides.was, wasOperation)
  const is = securityOf(sides.is, isOperation)
  for (const one of was.alternatives) {
    if (!is.alternatives.some((other) => isEnough(one, other)))
      findings.change('major', is.pointer, `${named(one)} no longer suffices as security`)
    for (const scheme of one.keys()) compareScheme(sides, scheme)
  }
  for (const one of is.alternatives)
    if (!was.alternatives.some((other) => isEnough(one, other)))
      findings.change('minor', is.pointer, `${named(one)} suffices as security`)
}

/** What is asked for is no more than what was given. */
function isEnough(given: Alternative, asked: Alternative): boolean {
  return [...asked].every(
    ([scheme, scopes]) => [...scopes].every((scope) => given.get(scheme)?.has(scope) === true) && given.has(scheme),
  )
}

function named(alternative: Alternative): string {
  if (alternative.size === 0) return 'nothing'
  return [...alternative]
    .map(([scheme, scopes]) => `\`${scheme}\`${scopes.size === 0 ? '' : ` (${[...scopes].join(', ')})`}`)
    .join(' with ')
}

/** The operation's own, else the document's. */
function securityOf(
  root: OpenApiDocument,
  operation: Located,
): { alternatives: readonly Alternative[]; pointer: string } {
  const own = child(operation, 'security')
  const all = own.value === undefined ? child({ value: root, pointer: '' }, 'security') : own
  const alternatives = items(all).map(
    (one) =>
      new Map(
        [...members(one)].map(([scheme, { value }]) => [
          scheme,
          new Set(Array.isArray(value) ? value.filter((scope) => typeof scope === 'string') : []),
        ]),
      ),
  )
  const pointer = all.value === undefined ? operation.pointer : all.pointer
  return { alternatives: alternatives.length === 0 ? [new Map()] : alternatives, pointer }
}

function compareScheme({ was, is, findings }: OpenApiSides, name: string): void {
  const [before, after] = [schemeOf(was, name), schemeOf(is, name)]
  if (after.value === undefined || isDeepStrictEqual(essence(before.value), essence(after.value))) return
  findings.change('major', after.pointer, 'another way to say who one is')
}

function schemeOf(root: OpenApiDocument, name: string): Located {
  return ['components', 'securitySchemes', name].reduce<Located>(child, { value: root, pointer: '' })
}

/** What a client has to send, and where; where to get it is not asked. */
function essence(scheme: unknown): unknown {
  if (!isRecord(scheme)) return null
  const { type, in: place, name, scheme: method } = scheme
  return { type, place, name, method: typeof method === 'string' ? method.toLowerCase() : method }
}
