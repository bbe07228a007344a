import { ArchiveFault } from '../archive-fault.ts'
import type { FileEntry } from '../file-entry.ts'
import { objectionToPath, objectionToTarget } from '../package-path.ts'

/** One line, without its newline: canonical JSON (RFC 8785), so keys stand in alphabetical order. */
export function renderFileIndexLine(entry: FileEntry): string {
  const path = JSON.stringify(entry.path)
  switch (entry.kind) {
    case 'file':
      return `{"mode":"${entry.mode}","path":${path},"sha256":"${entry.sha256}","size":${entry.size}}`
    case 'symlink':
      return `{"path":${path},"target":${JSON.stringify(entry.target)}}`
    case 'directory':
      return `{"mode":"0755","path":${path}}`
  }
}

/**
 * Reads one line without its newline. `line` is its number in the index, from 1.
 * @throws ArchiveFault `index-invalid` for anything that `renderFileIndexLine` would not write, `path-refused` and
 * `symlink-leaves` for what no package may hold.
 */
export function parseFileIndexLine(text: string, line: number): FileEntry {
  const entry = entryOf(objectFrom(text, line))
  if (entry === undefined) {
    throw invalid(
      line,
      text,
      'a file with mode, path, sha256 and size, a symlink with path and target, or an empty folder',
    )
  }
  const bareSlash = entry.kind !== 'directory' && entry.path.endsWith('/')
  const objection = bareSlash ? 'a folder’s path' : objectionToPath(entry.path)
  if (objection !== undefined) {
    throw new ArchiveFault('path-refused', {
      where: `File index, line ${line}`,
      expected: 'a path inside the package',
      found: `${objection}: ${JSON.stringify(entry.path)}`,
    })
  }
  const leaving = entry.kind === 'symlink' ? objectionToTarget(entry.path, entry.target) : undefined
  if (entry.kind === 'symlink' && leaving !== undefined) {
    throw new ArchiveFault('symlink-leaves', {
      where: `File index, line ${line}: symlink ${JSON.stringify(entry.path)}`,
      expected: 'a relative target inside the package',
      found: `${leaving}: ${JSON.stringify(entry.target)}`,
    })
  }
  if (renderFileIndexLine(entry) !== text) throw invalid(line, text, 'canonical JSON with no other keys')
  return entry
}

function objectFrom(text: string, line: number): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw invalid(line, text, 'a JSON object', cause)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(line, text, 'a JSON object')
  return { ...value }
}

function entryOf(value: Record<string, unknown>): FileEntry | undefined {
  const { mode, path, sha256, size, target } = value
  if (typeof path !== 'string') return undefined
  if (typeof target === 'string') return { kind: 'symlink', path, target }
  if (path.endsWith('/')) return mode === '0755' ? { kind: 'directory', path } : undefined
  if (mode !== '0644' && mode !== '0755') return undefined
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined
  return { kind: 'file', path, mode, size, sha256 }
}

function invalid(line: number, text: string, expected: string, cause?: unknown): ArchiveFault {
  const found = text.length > 120 ? `${text.slice(0, 120)}…` : text
  return new ArchiveFault(
    'index-invalid',
    { where: `File index, line ${line}`, expected, found: JSON.stringify(found) },
    { cause },
  )
}
