import type { z } from 'zod'
import { oneOf } from './generic.ts'

type Issue = z.core.$ZodIssue
type UnionIssue = z.core.$ZodIssueInvalidUnion

/** One thing that is wrong, after unions have been decided; `expected` is empty where the issue explains itself. */
export interface PlainIssue {
  readonly code: Exclude<Issue['code'], 'invalid_union'> | 'no_branch'
  readonly path: readonly PropertyKey[]
  readonly expected: string
  readonly issue: Issue
}

/** Unions are replaced by the issues of the branch that fits best, however deep they stand. */
export function plainIssues(issues: readonly Issue[], base: readonly PropertyKey[] = []): PlainIssue[] {
  return issues.flatMap((issue): PlainIssue[] => {
    const path = [...base, ...issue.path]
    if (issue.code !== 'invalid_union') return [{ code: issue.code, path, expected: issue.message, issue }]
    const branch = bestBranch(issue)
    if (branch !== undefined) return plainIssues(branch, path)
    return [{ code: 'no_branch', path, expected: issue.message || expectedOfAll(issue), issue }]
  })
}

/** The branch whose type is that of the value, or undefined when none or several are and the union speaks for itself. */
function bestBranch(union: UnionIssue): readonly Issue[] | undefined {
  const fitting = union.errors.filter((branch) => branch.length > 0 && !branch.some(isOtherType))
  if (fitting.length <= 1) return fitting[0]
  const inside = fitting.filter((branch) => branch.every((issue) => issue.path.length > 0 || isKeys(issue)))
  if (inside.length === 0) return union.message === '' ? fitting[0] : undefined
  return [...inside].sort((a, b) => weight(a) - weight(b))[0]
}

const isOtherType = (issue: Issue) =>
  issue.path.length === 0 &&
  (issue.code === 'invalid_type' ||
    issue.code === 'invalid_value' ||
    (issue.code === 'invalid_union' && bestBranch(issue) === undefined))

const isKeys = (issue: Issue) => issue.code === 'unrecognized_keys'

/** How far a value is from a branch: unknown and missing keys count more than wrong values inside. */
function weight(branch: readonly Issue[]): number {
  return branch.reduce((sum, issue) => {
    if (issue.code === 'unrecognized_keys') return sum + 4 * issue.keys.length
    if (issue.code === 'invalid_type' && issue.path.length === 1) return sum + 3
    return sum + 1
  }, 0)
}

function expectedOfAll(union: UnionIssue): string {
  const clauses = union.errors.flatMap((branch) => branch.filter((issue) => issue.path.length === 0))
  const words = clauses.flatMap((issue) =>
    issue.code === 'invalid_union' ? [issue.message || expectedOfAll(issue)] : [issue.message],
  )
  const options = 'options' in union && Array.isArray(union.options) ? union.options.map((o) => `\`${String(o)}\``) : []
  return oneOf([...new Set([...words.filter((word) => word !== ''), ...options])])
}
