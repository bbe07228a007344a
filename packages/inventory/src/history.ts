import { canonicalJson, parseRecord } from '@towpath/descriptor'
import { environmentPaths } from '@towpath/environment'
import { type ClosedRecord, closedRecordSchema } from './records.ts'

/** Path of the month's file that a record closed at this time (RFC 3339, UTC) belongs to. */
export function historyPath(closedAt: string): string {
  return environmentPaths.history(closedAt.slice(0, 'yyyy-mm'.length))
}

/** Closed records, oldest first. Empty text is an empty history. Throws DescriptorFaults with the line. */
export function parseHistory(text: string, path: string): readonly ClosedRecord[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      line.trim() === '' ? [] : [parseRecord(line, closedRecordSchema, `${path}:${index + 1}`)],
    )
}

/** The file with these records at its end: what stands in it already is neither touched nor written twice. */
export function appendHistory(text: string, closed: readonly ClosedRecord[]): string {
  const written = new Set(text.split('\n'))
  const lines = closed
    .toSorted((a, b) => compare(a.validTo, b.validTo) || compare(a.id, b.id))
    .map((record) => canonicalJson(record))
    .filter((line) => !written.has(line))
  if (lines.length === 0) return text
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`
  return `${start}${lines.join('\n')}\n`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
