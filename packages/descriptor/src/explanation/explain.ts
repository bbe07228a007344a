import type { z } from 'zod'
import { fixForKey, fixForValue } from './fix.ts'
import { quoteShort } from './found.ts'
import { oneOf } from './generic.ts'
import { isRecord } from './is-record.ts'
import { type PlainIssue, plainIssues } from './issues.ts'
import { nearest } from './nearest.ts'
import type { Finding, Problem } from './problem.ts'
import { keySchemasAt, knownKeysAt, schemasAt } from './schema-at.ts'

/** How a document was read: what stands at a path of it. */
export interface Reading {
  readonly schema: z.core.$ZodType
  readonly value: unknown
  readonly find: (path: readonly PropertyKey[]) => Finding
}

const notYetPrefix = 'not yet: '
const mostKeysListed = 12

/** zod's issues as problems that a person can act on. */
export function explainIssues(issues: readonly z.core.$ZodIssue[], reading: Reading): Problem[] {
  return plainIssues(issues).flatMap((issue) => explainIssue(issue, reading))
}

function explainIssue(plain: PlainIssue, reading: Reading): Problem[] {
  const { issue, path, expected } = plain
  if (expected.startsWith(notYetPrefix)) return [explainNotYet(path, expected.slice(notYetPrefix.length))]
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => explainUnknownKey([...path, key], reading))
  if (issue.code === 'invalid_key') return [explainWrongKey(path, issue.issues[0]?.message ?? 'another key', reading)]
  return [explainValue(path, expected, reading)]
}

function explainNotYet(path: readonly PropertyKey[], what: string): Problem {
  return {
    code: 'not-yet',
    path,
    at: 'key',
    expected: `it to be absent (not yet: ${what}; the format knows it, this version does not carry it out)`,
    fix: `Remove \`${String(path.at(-1))}\``,
  }
}

function explainUnknownKey(path: readonly PropertyKey[], reading: Reading): Problem {
  const key = String(path.at(-1))
  const known = knownKeysAt(reading.schema, path.slice(0, -1), reading.value).filter((name) => name !== key)
  const meant = nearest(key, known)
  return {
    path,
    at: 'key',
    expected:
      known.length > 0 && known.length <= mostKeysListed
        ? oneOf(known.map((name) => `\`${name}\``))
        : 'a key of the format',
    found: `the unknown key ${quoteShort(key)}`,
    fix: meant === undefined ? 'Remove it' : `Did you mean \`${meant}\`? Write it so, or remove the key`,
  }
}

function explainWrongKey(path: readonly PropertyKey[], expected: string, reading: Reading): Problem {
  const key = String(path.at(-1))
  const fix = fixForKey(key, keySchemasAt(reading.schema, path.slice(0, -1), reading.value))
  return { path, at: 'key', expected, found: `the key ${quoteShort(key)}`, ...(fix === undefined ? {} : { fix }) }
}

function explainValue(path: readonly PropertyKey[], expected: string, reading: Reading): Problem {
  const finding = reading.find(path)
  const fix = fixOf(path, finding, reading)
  return { path, expected, ...(fix === undefined ? {} : { fix }) }
}

function fixOf(path: readonly PropertyKey[], finding: Finding, reading: Reading): string | undefined {
  if (isMissing(path, reading)) return `Add the key \`${String(path.at(-1))}\``
  if (finding.value === null) return 'Give it a value, or remove the key'
  return fixForValue(finding, schemasAt(reading.schema, path, reading.value))
}

function isMissing(path: readonly PropertyKey[], reading: Reading): boolean {
  const key = path.at(-1)
  const parent = reading.find(path.slice(0, -1)).value
  return key !== undefined && isRecord(parent) && !Object.hasOwn(parent, key)
}
