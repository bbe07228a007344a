import { type Documents, documentOf } from '../embedded/stored.ts'
import type { Standing } from './standing.ts'

/*
 * Where a delivery has led to, without what differs from one run to the next: times, ports, fences, processes, what a run says of itself, which slot of a proxy holds
 * what, and which of two proxies the VIP. Revisions are counted from the one that was delivered; hosts know those before it too.
 */

/** Of hosts and proxies. */
export function endOfHosts(standing: Standing, revision: number): Standing {
  const ends = Object.entries(standing).map(([host, lines]) => {
    const isOfOthers = (line: string) => line.startsWith('address ') || /\/revisions: -/.test(line)
    const plainLines = lines.map((line) => plain(line, revision)).filter((line) => !isOfOthers(line))
    return [host, [...new Set(plainLines)].sort()]
  })
  return Object.fromEntries(ends)
}

function plain(line: string, revision: number): string {
  return line
    .replaceAll(/\b(http|open|grpc|tcp)-\d+\b/g, '$1-<slot>')
    .replace(/^(process \S+) +\d+/, '$1 <pid>')
    .replace(/MainPID=[1-9]\d*/, 'MainPID=<pid>')
    .replaceAll(/\b18\d{3}\b/g, '<port>')
    .replace(
      /^(text \S+\/revisions: )(\d+)\t.*/,
      (_, file: string, number: string) => file + (Number(number) - revision),
    )
    .replace(/^(text \S+\/prepared: ).*/, '$1<digest>')
}

const counted = new Set(['number', 'revision', 'previous', 'lastGood'])
const passing = new Set([
  'fence',
  'at',
  'seenAt',
  'healthSeenAt',
  'validFrom',
  'validTo',
  'ports',
  'outcome',
  'holdsVip',
])

/** Of the store: what is wanted and what runs, what is registered, and the ids of what has been closed since `before`. */
export function endOfStore(
  documents: Documents,
  {
    before,
    environment,
    revision,
  }: { readonly before: Documents; readonly environment: string; readonly revision: number },
): Readonly<Record<string, unknown>> {
  const names = new Map<string, string>()
  const nameOf = (digest: string): string => {
    const name = names.get(digest) ?? `#${names.size}`
    names.set(digest, name)
    return name
  }
  const domain = `environments/${environment}`
  const read = (path: string): unknown =>
    JSON.parse(JSON.stringify(documentOf(documents, `${domain}:${path}`)), (key, value: unknown) => {
      if (passing.has(key)) return undefined
      if (typeof value === 'number' && counted.has(key)) return value - revision
      return typeof value === 'string' ? value.replaceAll(/sha256:[0-9a-f]{64}/g, nameOf) : value
    })
  const known = new Set(historyIn(before, domain))
  const closed = historyIn(documents, domain).filter((line) => !known.has(line))
  return {
    state: read('state.json'),
    proxies: read('inventory/proxies.json'),
    tides: read('inventory/services/tides.json'),
    closed: closed.map((line) => /"id":"([^"]+)"/.exec(line)?.[1]).sort(),
  }
}

function historyIn(documents: Documents, domain: string): readonly string[] {
  const months = Object.entries(documents).filter(([path]) => path.startsWith(`${domain}:inventory/history/`))
  return months.flatMap(([, text]) => text.split('\n').filter((line) => line !== ''))
}
