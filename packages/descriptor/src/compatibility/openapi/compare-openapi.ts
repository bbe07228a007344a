import { isDeepStrictEqual } from 'node:util'
import type { Comparison } from '../change.ts'
import { Findings } from '../findings.ts'
import { child, type Located, members } from '../located.ts'
import type { OpenApiDocument } from '../read-contract.ts'
import { SchemaComparison } from '../schema/compare-schemas.ts'
import { compareRequestBodies, compareResponses } from './compare-bodies.ts'
import { compareParameters } from './compare-parameters.ts'
import { compareSecurity } from './compare-security.ts'
import { flag, type OpenApiSides, resolved } from './openapi-sides.ts'

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/**
 * What clients of an API find changed, from two OpenAPI 3 descriptions: operations, parameters, bodies, responses, security. Server
 * addresses are Towpath's own affair, and texts for people break nobody. Callbacks and webhooks are not compared, and that is told
 * when they differ.
 */
export function compareOpenApi(was: OpenApiDocument, is: OpenApiDocument, file: string): Comparison {
  const findings = new Findings(file)
  const prefix = { given: 'in requests: ', answered: 'in responses: ' }
  const schemas = new SchemaComparison({ was, is, findings, judgesDefaults: true, prefix })
  const sides: OpenApiSides = { was, is, schemas, findings }
  comparePaths(sides)
  unjudged(sides, 'webhooks', { value: was, pointer: '' }, { value: is, pointer: '' })
  return findings.comparison()
}

function comparePaths(sides: OpenApiSides): void {
  const [before, after] = [pathsOf(sides.was), pathsOf(sides.is)]
  for (const [template, path] of before) {
    const now = after.get(template)
    if (now === undefined) sides.findings.change('major', path.pointer, 'removed')
    else comparePath(sides, path, now)
  }
  for (const [template, path] of after) if (!before.has(template)) sides.findings.change('minor', path.pointer, 'added')
}

/** By template without the names of its parameters: these reach no server. */
function pathsOf(root: OpenApiDocument): Map<string, Located> {
  const paths = members(child({ value: root, pointer: '' }, 'paths'))
  return new Map(
    [...paths]
      .filter(([path]) => path.startsWith('/'))
      .map(([path, item]) => [path.replace(/\{[^{}]*\}/g, '{}'), item]),
  )
}

function comparePath(sides: OpenApiSides, was: Located, is: Located): void {
  const { findings } = sides
  const [before, after] = [resolved(sides.was, was, findings), resolved(sides.is, is, findings)]
  for (const method of methods) {
    const [operation, now] = [child(before, method), child(after, method)]
    if (operation.value === undefined && now.value === undefined) continue
    if (now.value === undefined) findings.change('major', operation.pointer, 'removed')
    else if (operation.value === undefined) findings.change('minor', now.pointer, 'added')
    else
      compareOperation(sides, { path: before, template: was, operation }, { path: after, template: is, operation: now })
  }
}

export interface OperationPlace {
  /** The path item, behind a `$ref` too. */
  readonly path: Located
  /** As `paths` names it. */
  readonly template: Located
  readonly operation: Located
}

function compareOperation(sides: OpenApiSides, was: OperationPlace, is: OperationPlace): void {
  const { operation } = is
  if (flag(operation, 'deprecated') && !flag(was.operation, 'deprecated'))
    sides.findings.change('minor', operation.pointer, 'deprecated')
  compareParameters(sides, was, is)
  compareRequestBodies(sides, was.operation, operation)
  compareResponses(sides, was.operation, operation)
  compareSecurity(sides, was.operation, operation)
  unjudged(sides, 'callbacks', was.operation, operation)
}

function unjudged({ findings }: OpenApiSides, key: string, was: Located, is: Located): void {
  const [before, after] = [child(was, key), child(is, key)]
  if (!isDeepStrictEqual(before.value, after.value))
    findings.unproven(after.pointer, `${key} differ, and are not compared`)
}
