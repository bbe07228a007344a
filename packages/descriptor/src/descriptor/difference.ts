import { canonicalJson } from '../canonical.ts'
import { isDigest, shortDigest } from '../digest.ts'
import { quoteShort } from '../explanation/found.ts'
import { isRecord } from '../explanation/is-record.ts'
import { renderPath } from '../explanation/problem.ts'
import type { Descriptor } from './descriptor.ts'

/** A part of the content that two descriptors of one version don't share, in people's words. */
export interface Difference {
  /** `code.run[1]`, `the files of the package`. */
  readonly where: string
  readonly was: string
  readonly is: string
}

/** What differs between published content and content that claims the same version; empty when contentDigest is equal. */
export function describeDifference(published: Descriptor, offered: Descriptor): Difference[] {
  return differences(contentOf(published), contentOf(offered), [])
}

function contentOf(descriptor: Descriptor): unknown {
  const { notes: _notes, source: _source, created: _created, archive: _archive, ...content } = descriptor
  return content
}

function differences(was: unknown, is: unknown, path: readonly PropertyKey[]): Difference[] {
  if (isRecord(was) && isRecord(is)) {
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort()
    return keys.flatMap((key) => differences(memberOf(was, key), memberOf(is, key), [...path, key]))
  }
  if (Array.isArray(was) && Array.isArray(is) && was.length === is.length) {
    return was.flatMap((item, index) => differences(item, is[index], [...path, index]))
  }
  if (isSame(was, is)) return []
  return [{ where: nameOf(path), ...describePair(was, is) }]
}

function memberOf(record: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function isSame(was: unknown, is: unknown): boolean {
  if (was === undefined || is === undefined) return was === is
  return canonicalJson(was) === canonicalJson(is)
}

function nameOf(path: readonly PropertyKey[]): string {
  return path.length === 1 && path[0] === 'files' ? 'the files of the package' : renderPath(path)
}

/** Two long texts are shown from where they part. */
function describePair(was: unknown, is: unknown): { was: string; is: string } {
  if (typeof was === 'string' && typeof is === 'string' && !isDigest(was) && was.length + is.length > 120) {
    const shared = [...was].findIndex((letter, index) => letter !== is[index])
    const from = Math.max(0, (shared < 0 ? was.length : shared) - 20)
    const cut = (text: string) => quoteShort(`${from > 0 ? '…' : ''}${text.slice(from)}`)
    return { was: cut(was), is: cut(is) }
  }
  return { was: describe(was), is: describe(is) }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return isDigest(value) ? shortDigest(value) : quoteShort(value)
  const text = canonicalJson(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
