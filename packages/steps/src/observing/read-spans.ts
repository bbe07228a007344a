import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseSpans, type Span } from '@towpath/topology'
import { StepFault } from '../step-fault.ts'

export interface LookedAt {
  readonly spans: readonly Span[]
  /** Spans of the file that began before the time looked at, and are left out. */
  readonly older: number
  /** [from, to), RFC 3339 in whole seconds: from the first span to the end of the last; the whole time looked back when there are none. */
  readonly from: string
  readonly to: string
}

/** Spans of a file that began in the last `lookbackMinutes`; those without a time count. `-` is no file at all. */
export async function readSpans(
  workspace: string,
  path: string,
  now: Date,
  lookbackMinutes: number,
): Promise<LookedAt> {
  const since = now.getTime() - lookbackMinutes * 60_000
  const all = path === '-' ? [] : parseSpans(await readText(workspace, path), path)
  const spans = all.filter(({ timestampUs }) => timestampUs === null || timestampUs >= since * 1000)
  return { spans, older: all.length - spans.length, ...boundsOf(spans, since, now.getTime()) }
}

/** In whole seconds: from the first span to the end of the last; the time looked at when none has a time. */
export function boundsOf(spans: readonly Span[], since: number, until: number): Pick<LookedAt, 'from' | 'to'> {
  const times = spans.flatMap(({ timestampUs, durationUs }) =>
    timestampUs === null ? [] : [{ begin: timestampUs / 1000, end: (timestampUs + (durationUs ?? 0)) / 1000 }],
  )
  const first = times.reduce((least, { begin }) => Math.min(least, begin), Number.POSITIVE_INFINITY)
  const last = times.reduce((most, { end }) => Math.max(most, end), 0)
  const isTimed = times.length > 0
  return {
    from: seconds(Math.floor((isTimed ? first : since) / 1000)),
    to: seconds(Math.floor((isTimed ? last : until) / 1000) + 1),
  }
}

function seconds(sinceEpoch: number): string {
  return new Date(sinceEpoch * 1000).toISOString().replace('.000Z', 'Z')
}

async function readText(workspace: string, path: string): Promise<string> {
  try {
    return await readFile(resolve(workspace, path), 'utf8')
  } catch (cause) {
    throw new StepFault(
      'file-missing',
      { where: path, expected: 'a file of Zipkin v2 spans', found: 'no such file', fix: 'Write `-` for none' },
      { cause },
    )
  }
}
