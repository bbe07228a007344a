import { ArchiveFault, damaged } from '../archive-fault.ts'
import type { EntryHead } from '../file-entry.ts'
import { objectionToPath, objectionToTarget } from '../package-path.ts'
import { checksumOf, field } from './header.ts'
import { decodeText, type PaxRecords } from './pax.ts'

export type TarHeader =
  | { readonly kind: 'pax'; readonly sizeBytes: number }
  | { readonly kind: 'entry'; readonly entry: EntryHead; readonly modifiedAt: number }

const unsupported: Readonly<Record<string, string>> = {
  '1': 'a hard link',
  '3': 'a character device',
  '4': 'a block device',
  '6': 'a fifo',
  S: 'a sparse file',
  g: 'global pax records',
  K: 'a GNU long target',
  L: 'a GNU long path',
}

/**
 * Reads one header block; `pax` are the records that stand before it. What it says is checked for safety here, and for
 * being written in the one canonical way by the caller.
 */
export function parseTarHeader(bytes: Buffer, pax: PaxRecords = {}): TarHeader {
  if (octalOf(bytes, field.checksum) !== checksumOf(bytes)) {
    throw damaged('a tar header with the right checksum', 'another block')
  }
  const type = String.fromCharCode(bytes[field.type[0]] ?? 0)
  const sizeBytes = pax.size ?? octalOf(bytes, field.size)
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw damaged('a size in a tar header', 'something else')
  if (type === 'x') return { kind: 'pax', sizeBytes }
  const path = pax.path ?? textOf(bytes, field.name)
  const objection = objectionToPath(path)
  if (objection !== undefined) {
    throw new ArchiveFault('path-refused', {
      where: 'The archive',
      expected: 'paths inside the package',
      found: `${objection}: ${JSON.stringify(path)}`,
      fix: 'Do not unpack it: it may have been made to write elsewhere',
    })
  }
  const target = pax.linkpath ?? textOf(bytes, field.linkname)
  const entry = entryOf({ type, path, target, sizeBytes, mode: octalOf(bytes, field.mode) })
  return { kind: 'entry', entry, modifiedAt: octalOf(bytes, field.mtime) }
}

interface Raw {
  readonly type: string
  readonly path: string
  readonly target: string
  readonly sizeBytes: number
  readonly mode: number
}

function entryOf({ type, path, target, sizeBytes, mode }: Raw): EntryHead {
  if (type === '0') return { kind: 'file', path, mode: mode === 0o755 ? '0755' : '0644', size: sizeBytes }
  if (type === '5') return { kind: 'directory', path }
  if (type !== '2') {
    throw new ArchiveFault('entry-unsupported', {
      where: `The archive, ${JSON.stringify(path)}`,
      expected: 'a file, a symlink or an empty folder',
      found: unsupported[type] ?? `an entry of type ${JSON.stringify(type)}`,
    })
  }
  const objection = objectionToTarget(path, target)
  if (objection !== undefined) {
    throw new ArchiveFault('symlink-leaves', {
      where: `The archive, symlink ${JSON.stringify(path)}`,
      expected: 'a relative target inside the package',
      found: `${objection}: ${JSON.stringify(target)}`,
    })
  }
  return { kind: 'symlink', path, target }
}

function textOf(bytes: Buffer, [start, length]: readonly [number, number]): string {
  const end = bytes.subarray(start, start + length).indexOf(0)
  return decodeText(bytes.subarray(start, start + (end === -1 ? length : end)))
}

function octalOf(bytes: Buffer, [start, length]: readonly [number, number]): number {
  const text = bytes.toString('latin1', start, start + length)
  const digits = /^ *([0-7]+)[\0 ]*$/.exec(text)?.[1]
  return digits === undefined ? Number.NaN : Number.parseInt(digits, 8)
}
