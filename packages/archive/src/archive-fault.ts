import { Fault } from '@towpath/fault'

export type ArchiveCode =
  /** A glob that can't be meant: empty, absolute, negated, leaving the folder. */
  | 'glob-invalid'
  | 'glob-matches-nothing'
  | 'folder-missing'
  | 'file-unreadable'
  | 'file-changed'
  /** A path that no package may hold: not UTF-8, absolute, `..`, newline, backslash. */
  | 'path-refused'
  | 'symlink-leaves'
  /** Neither file, folder nor symlink: socket, fifo, device; in an archive also a hard link. */
  | 'entry-unsupported'
  | 'limit-exceeded'
  | 'time-invalid'
  | 'target-unwritable'
  | 'index-invalid'
  | 'archive-truncated'
  | 'archive-damaged'
  /** A sound archive, but not one that `packArchive` writes. */
  | 'archive-foreign'
  | 'compression-mismatch'
  /** Archive and file index tell of different trees. */
  | 'index-mismatch'
  | 'digest-mismatch'
  | 'entry-absent'

export class ArchiveFault extends Fault<ArchiveCode> {}

/** The bytes are not an archive, or not whole. */
export function damaged(expected: string, found: string, cause?: unknown): ArchiveFault {
  const explanation = { where: 'The archive', expected, found, fix: 'Build or fetch it again' }
  return new ArchiveFault('archive-damaged', explanation, { cause })
}

/** The bytes end too early. */
export function truncated(expected: string, cause?: unknown): ArchiveFault {
  const explanation = { where: 'The archive', expected, found: 'an earlier end', fix: 'Build or fetch it again' }
  return new ArchiveFault('archive-truncated', explanation, { cause })
}

/** Sound, but not as `packArchive` writes it. */
export function foreign(expected: string, found: string): ArchiveFault {
  const fix = 'Build it with the build step'
  return new ArchiveFault('archive-foreign', { where: 'The archive', expected, found, fix })
}
