import { type Dirent, lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { ArchiveFault } from '../archive-fault.ts'
import type { EntryHead } from '../file-entry.ts'
import type { Tally } from '../limits.ts'
import { objectionToPath } from '../package-path.ts'
import { comparePaths } from '../path-order.ts'
import { EntryList } from './entry-list.ts'
import type { Selection } from './selection.ts'
import { readSymlink } from './symlink.ts'

export interface Walk {
  /** Absolute. */
  readonly folder: string
  readonly selection: Selection
  readonly tally: Tally
  /** Paths relative to the folder that are left out: what is being written. */
  readonly skip: ReadonlySet<string>
  readonly signal: AbortSignal | undefined
}

/**
 * What will be packed, in the order of the paths' bytes. It looks into a folder only when something in it may be wanted.
 * Synchronous calls: they cost a tenth of asynchronous ones, and nothing else goes on yet.
 */
export async function walkFolder(walk: Walk): Promise<EntryList> {
  const root = lstatSync(walk.folder, { throwIfNoEntry: false })
  if (root?.isDirectory() !== true) {
    const found = root === undefined ? 'nothing there' : 'something else'
    throw new ArchiveFault('folder-missing', { where: walk.folder, expected: 'a folder to pack', found })
  }
  const entries = new EntryList()
  for (const entry of visit(walk, '')) {
    walk.tally.add(entry.path, entry.kind === 'file' ? entry.size : 0)
    entries.add(entry)
    if (entries.length % 1000 === 0) {
      await setImmediate()
      walk.signal?.throwIfAborted()
    }
  }
  walk.selection.verifyAllMatched(walk.folder)
  return entries
}

function* visit(walk: Walk, folder: string): Generator<EntryHead, void, undefined> {
  for (const name of sortedNames(walk, folder)) {
    const isFolder = name.endsWith('/')
    const bare = isFolder ? name.slice(0, -1) : name
    const child = folder === '' ? bare : `${folder}/${bare}`
    if (walk.skip.has(child) || walk.selection.excludes(child)) continue
    if (isFolder) yield* visitFolder(walk, child)
    else if (walk.selection.includes(child)) yield headOf(walk, child)
  }
}

/**
 * A folder's name ends in `/` and sorts so: then walking depth first gives the order of whole paths. Strings alone, as a
 * folder may have 200,000 entries.
 */
function sortedNames(walk: Walk, folder: string): readonly string[] {
  return listFolder(walk, folder)
    .map((dirent) => (dirent.isDirectory() ? `${dirent.name}/` : dirent.name))
    .sort(comparePaths)
}

function* visitFolder(walk: Walk, folder: string): Generator<EntryHead, void, undefined> {
  if (walk.selection.reachesInto(folder)) {
    verifyName(walk, folder)
    yield* visit(walk, folder)
  }
  if (!walk.selection.includes(folder) || listFolder(walk, folder).length > 0) return
  verifyName(walk, folder)
  yield { kind: 'directory', path: `${folder}/` }
}

function headOf(walk: Walk, file: string): EntryHead {
  verifyName(walk, file)
  const stats = lstatSync(path.join(walk.folder, file))
  if (stats.isSymbolicLink()) return { kind: 'symlink', path: file, target: readSymlink(walk.folder, file) }
  if (stats.isFile()) return { kind: 'file', path: file, mode: stats.mode & 0o100 ? '0755' : '0644', size: stats.size }
  const found = stats.isSocket() ? 'a socket' : stats.isFIFO() ? 'a fifo' : 'a device'
  throw new ArchiveFault('entry-unsupported', {
    where: path.join(walk.folder, file),
    expected: 'a file, a folder or a symlink',
    found,
    fix: `Exclude it: add ${JSON.stringify(file)} to code.exclude`,
  })
}

function verifyName(walk: Walk, file: string): void {
  const objection =
    objectionToPath(file) ?? (isDecodedExactly(walk.folder, file) ? undefined : 'a name that is not UTF-8')
  if (objection === undefined) return
  throw new ArchiveFault('path-refused', {
    where: JSON.stringify(path.join(walk.folder, file)),
    expected: 'a path that every host can hold',
    found: objection,
    fix: 'Rename it, or exclude it',
  })
}

/** Bytes that are not UTF-8 are read as U+FFFD; a name may also really have that character in it. */
function isDecodedExactly(folder: string, file: string): boolean {
  if (!file.includes('\uFFFD')) return true
  const parent = path.join(folder, path.posix.dirname(file))
  return readdirSync(parent, { encoding: 'buffer' }).some((name) => name.equals(Buffer.from(path.posix.basename(file))))
}

function listFolder(walk: Walk, folder: string): Dirent[] {
  const absolute = path.join(walk.folder, folder)
  try {
    return readdirSync(absolute, { withFileTypes: true })
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause)
    throw new ArchiveFault(
      'file-unreadable',
      { where: absolute, expected: 'a folder that can be read', found },
      { cause },
    )
  }
}
