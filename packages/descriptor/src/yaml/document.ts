import type { Place } from '@towpath/fault'
import type { z } from 'zod'
import { explainIssues } from '../explanation/explain.ts'
import { explanationOf, valueAt } from '../explanation/faults.ts'
import { genericExpectation } from '../explanation/generic.ts'
import type { Finding, Problem } from '../explanation/problem.ts'
import { DescriptorFault, DescriptorFaults } from '../fault.ts'
import { parseTree } from './parse-tree.ts'
import { nodeAt, plainValue, type YamlNode } from './tree.ts'
import { unfaithfulScalars } from './verbatim.ts'

/** More would bury the first ones. */
const mostFaults = 50

export interface YamlDocumentOptions<T> {
  /** As a person names it: `environments/staging.yaml`. */
  readonly file: string
  readonly schema: z.ZodType<T>
  /** How such a document begins, on one line: `package: orders`. Shown when there is none. */
  readonly example?: string
  /** What the schema can't say, asked once the schema is satisfied. */
  readonly check?: (value: T) => Iterable<Problem>
}

/**
 * A document written by a person. Throws DescriptorFaults: all problems at once, in the order of the file, each with its
 * line and column.
 */
export function parseYamlDocument<T>(text: string, options: YamlDocumentOptions<T>): T {
  const parsed = parseTree(text, options.file, options.example)
  const value = plainValue(parsed.tree)
  const result = options.schema.safeParse(value, { error: genericExpectation })
  const problems = [
    ...(result.success
      ? (options.check?.(result.data) ?? [])
      : explainIssues(result.error.issues, {
          schema: options.schema,
          value,
          find: (path) => find(parsed.tree, value, path),
        })),
    ...unfaithfulScalars(options.schema, value, parsed.tree),
  ]
  const earliest = problems
    .map((problem) => ({ problem, start: startOf(parsed.tree, problem.path, problem.at ?? 'value') }))
    .sort((a, b) => a.start - b.start)
    .slice(0, mostFaults)
  const faults = [
    ...parsed.faults,
    ...earliest.map(({ problem, start }) =>
      faultOf(problem, find(parsed.tree, value, problem.path), parsed.places.at(start)),
    ),
  ].sort(inOrderOfFile)
  const [first, ...rest] = faults.slice(0, mostFaults)
  if (first !== undefined) throw new DescriptorFaults([first, ...rest])
  if (!result.success) throw result.error
  return result.data
}

/** From the value rather than the tree, because a document may have very many problems in one long list. */
function find(tree: YamlNode, value: unknown, path: readonly PropertyKey[]): Finding {
  const node = nodeAt(tree, path)
  return { value: valueAt(value, path), raw: node?.kind === 'scalar' ? node.raw : null }
}

function faultOf(problem: Problem, finding: Finding, place: Place): DescriptorFault {
  return new DescriptorFault(problem.code ?? 'document-invalid', { ...explanationOf(problem, finding), place })
}

/** The key or value at the path, or the nearest key above it that is there. */
function startOf(tree: YamlNode, path: readonly PropertyKey[], at: 'key' | 'value'): number {
  const node = nodeAt(tree, path)
  if (at === 'value' && node !== undefined) return node.start
  const parent = nodeAt(tree, path.slice(0, -1))
  const entry = parent?.kind === 'map' ? parent.entries.get(String(path.at(-1))) : undefined
  if (entry !== undefined) return entry.keyStart
  if (node !== undefined || path.length === 0) return node?.start ?? tree.start
  return startOf(tree, path.slice(0, -1), 'key')
}

function inOrderOfFile(a: DescriptorFault, b: DescriptorFault): number {
  const [first, second] = [a.explanation.place, b.explanation.place]
  return (first?.line ?? 0) - (second?.line ?? 0) || (first?.column ?? 0) - (second?.column ?? 0)
}
