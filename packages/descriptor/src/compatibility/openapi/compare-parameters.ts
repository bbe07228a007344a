import { isDeepStrictEqual } from 'node:util'
import { isRecord } from '../../explanation/is-record.ts'
import { child, items, type Located } from '../located.ts'
import { compareContents } from './compare-contents.ts'
import type { OperationPlace } from './compare-openapi.ts'
import { flag, type OpenApiSides, resolved, text } from './openapi-sides.ts'

/** Keywords that say how a value is written into a request; a change of one makes other requests. */
const writing = ['style', 'explode', 'allowReserved']

export function compareParameters(sides: OpenApiSides, was: OperationPlace, is: OperationPlace): void {
  const { findings } = sides
  const [before, after] = [parametersOf(sides, sides.was, was), parametersOf(sides, sides.is, is)]
  for (const [name, parameter] of before) {
    const now = after.get(name)
    if (now === undefined) findings.change('major', parameter.pointer, `the ${name} parameter is removed`)
    else compareParameter(sides, name, parameter, now)
  }
  for (const [name, parameter] of after) {
    if (before.has(name)) continue
    const isNeeded = flag(parameter, 'required')
    findings.change(
      isNeeded ? 'major' : 'minor',
      parameter.pointer,
      `the ${name} parameter is added${isNeeded ? ', and required' : ''}`,
    )
  }
}

function compareParameter({ schemas, findings }: OpenApiSides, name: string, was: Located, is: Located): void {
  const [needed, isNeeded] = [flag(was, 'required'), flag(is, 'required')]
  if (isNeeded && !needed) findings.change('major', is.pointer, `the ${name} parameter became required`)
  if (needed && !isNeeded) findings.change('minor', is.pointer, `the ${name} parameter is no longer required`)
  if (flag(is, 'deprecated') && !flag(was, 'deprecated'))
    findings.change('minor', is.pointer, `the ${name} parameter is deprecated`)
  for (const keyword of writing)
    if (!isDeepStrictEqual(child(was, keyword).value, child(is, keyword).value))
      findings.change('major', `${is.pointer}/${keyword}`, `the ${name} parameter is written in another way`)
  schemas.compare(child(was, 'schema'), child(is, 'schema'), 'given')
  compareContents({ schemas, findings }, child(was, 'content'), child(is, 'content'), 'given')
}

/** Of the path and the operation, which has the last word. Those in the path go by their place in its template, not by name. */
function parametersOf(
  { findings }: OpenApiSides,
  root: Readonly<Record<string, unknown>>,
  { path, template, operation }: OperationPlace,
): Map<string, Located> {
  const names = [...template.pointer.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name)
  const listed = [path, operation].flatMap((part) => items(child(part, 'parameters')))
  return new Map(
    listed.flatMap((item): [string, Located][] => {
      const parameter = resolved(root, item, findings)
      if (!isRecord(parameter.value)) return []
      const [place, name] = [text(parameter, 'in') ?? '', text(parameter, 'name') ?? '']
      if (place === 'path') return [[`path ${names.indexOf(name) + 1}.`, parameter]]
      return [[`${place} \`${place === 'header' ? name.toLowerCase() : name}\``, parameter]]
    }),
  )
}
