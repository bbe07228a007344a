import { createHash } from 'node:crypto'
import { type ListedEntry, renderListedEntry } from './listing.ts'

/** How the file index of a package differs from that of another one, of which hosts keep the list of files. */
export interface ListingDifference {
  /** Bare hex: the archive of the other one. */
  readonly base: string
  /** What the base does not have as it is here; symlinks and empty folders in any case. */
  readonly entries: readonly ListedEntry[]
  /** Paths of the base's files that are none here. */
  readonly gone: readonly string[]
  /** Bare sha256 of the whole list of files, a line each in the order of the index: what the host must come to. */
  readonly sha256: string
  /** Paths of files whose bytes and mode the base has nowhere: all that a host with it can lack. */
  readonly lacking: readonly string[]
}

/** Both in the order of the index. Holds the base's list in memory. @throws HostFault `listing-refused`. */
export async function compareListings(
  base: { readonly digest: string; readonly entries: AsyncIterable<ListedEntry> },
  entries: AsyncIterable<ListedEntry>,
): Promise<ListingDifference> {
  const known = new Map<string, string>()
  for await (const entry of base.entries) if (entry.kind === 'file') known.set(entry.path, renderListedEntry(entry))
  const contents = new Set([...known.values()].map(contentOf))
  const hash = createHash('sha256')
  const changed: ListedEntry[] = []
  const lacking: string[] = []
  for await (const entry of entries) {
    const line = renderListedEntry(entry)
    if (entry.kind !== 'file') {
      changed.push(entry)
      continue
    }
    hash.update(`${line.slice(fileMark.length)}\n`)
    const isSame = known.get(entry.path) === line
    known.delete(entry.path)
    if (isSame) continue
    changed.push(entry)
    if (!contents.has(contentOf(line))) lacking.push(entry.path)
  }
  return { base: base.digest, entries: changed, gone: [...known.keys()], sha256: hash.digest('hex'), lacking }
}

const fileMark = 'f '

/** `<sha256> <mode>` of a file's line. */
function contentOf(line: string): string {
  return line.slice(fileMark.length, fileMark.length + 64 + ' 444'.length)
}
