import type { Explanation } from '@towpath/fault'
import type { z } from 'zod'
import { type DescriptorCode, DescriptorFault } from '../fault.ts'
import { explainIssues } from './explain.ts'
import { describeFound } from './found.ts'
import { type Finding, type Problem, renderPath } from './problem.ts'

/** Where, expected, found and fix of a problem; its place is the caller's to add. */
export function explanationOf(problem: Problem, finding: Finding): Explanation {
  const { path, expected, fix } = problem
  const found = problem.found ?? describeFound(finding)
  return { where: renderPath(path), expected, found, ...(fix === undefined ? {} : { fix }) }
}

/** Faults of a document that has no text a person wrote; `where` names it. At least one, as zod gives at least one issue. */
export function faultsOfIssues(
  issues: readonly z.core.$ZodIssue[],
  schema: z.core.$ZodType,
  value: unknown,
  { code, where }: { code: DescriptorCode; where: string },
): [DescriptorFault, ...DescriptorFault[]] {
  const find = (path: readonly PropertyKey[]) => ({ value: valueAt(value, path), raw: null })
  const faults = explainIssues(issues, { schema, value, find }).map((problem) => {
    const { where: inside, ...rest } = explanationOf(problem, find(problem.path))
    return new DescriptorFault(problem.code ?? code, {
      ...rest,
      where: problem.path.length === 0 ? where : `${where} ${inside}`,
    })
  })
  const [first = new DescriptorFault(code, { where, expected: 'another document' }), ...rest] = faults
  return [first, ...rest]
}

/** What stands at a path of plain data, or undefined. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (at: unknown, step) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined,
    value,
  )
}
