import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { HostFault } from '../host-fault.ts'

/** What a line of a package's file index holds, as `@towpath/archive` reads it. */
export type ListedEntry =
  | {
      readonly kind: 'file'
      readonly path: string
      readonly mode: '0644' | '0755'
      readonly size: number
      /** Bare hex. */
      readonly sha256: string
    }
  | { readonly kind: 'symlink'; readonly path: string; readonly target: string }
  /** An empty folder; its path may end in `/`. */
  | { readonly kind: 'directory'; readonly path: string }

/**
 * The file index as scripts read it, in gzip: `f <sha256> <mode> <size> <path>`, `l <path>//<target>`, `d <path>`, a line
 * an entry; `- <path>` for each of `gone`. No path holds `//`. Modes are those on the host, where packages are read-only: 444 and 555.
 * The stream fails with `listing-refused` at the first entry that can't be listed.
 */
export function listingStream(
  entries: AsyncIterable<ListedEntry> | Iterable<ListedEntry>,
  gone: readonly string[] = [],
): Readable {
  const lines = Readable.from(chunks(entries, gone), { objectMode: false })
  const gzip = createGzip()
  lines.once('error', (cause) => gzip.destroy(cause))
  gzip.once('close', () => lines.destroy())
  return lines.pipe(gzip)
}

async function* chunks(
  entries: AsyncIterable<ListedEntry> | Iterable<ListedEntry>,
  gone: readonly string[],
): AsyncGenerator<Buffer> {
  let text = gone.map((path) => `- ${checked(path)}\n`).join('')
  for await (const entry of entries) {
    text += `${renderListedEntry(entry)}\n`
    if (text.length > 32_768) {
      yield Buffer.from(text)
      text = ''
    }
  }
  yield Buffer.from(text)
}

export function renderListedEntry(entry: ListedEntry): string {
  const path = checked(entry.path.replace(/\/$/, ''))
  switch (entry.kind) {
    case 'file':
      if (!/^[0-9a-f]{64}$/.test(entry.sha256)) throw refused(entry.path, 'a sha256 of 64 hex digits')
      return `f ${entry.sha256} ${entry.mode === '0755' ? '555' : '444'} ${entry.size} ${path}`
    case 'symlink':
      if (!/^[^/\\\n\0][^\\\n\0]*$/.test(entry.target)) throw refused(entry.path, 'a relative target')
      return `l ${path}//${entry.target}`
    case 'directory':
      return `d ${path}`
  }
}

function checked(path: string): string {
  const names = path.split('/')
  if (/[\\\n\0]/.test(path) || names.some((name) => name === '' || name === '.' || name === '..')) {
    throw refused(path, 'a path inside the package, without backslash and newline')
  }
  return path
}

function refused(path: string, expected: string): HostFault {
  return new HostFault('listing-refused', { where: `File index, entry ${JSON.stringify(path)}`, expected })
}
