/** A file as a tar header tells it. The mode says only whether it is a program. */
export interface FileHead {
  readonly kind: 'file'
  readonly path: string
  readonly mode: '0644' | '0755'
  /** Bytes. */
  readonly size: number
}

export interface SymlinkEntry {
  readonly kind: 'symlink'
  readonly path: string
  /** Relative to the symlink's own folder, as readlink gives it. */
  readonly target: string
}

/** A folder with nothing in it; its path ends in `/`. Other folders follow from the paths of what is in them. */
export interface DirectoryEntry {
  readonly kind: 'directory'
  readonly path: string
}

/** What a tar header holds. */
export type EntryHead = FileHead | SymlinkEntry | DirectoryEntry

/** What a line of the file index holds. `sha256` is bare hex. */
export type FileEntry = (FileHead & { readonly sha256: string }) | SymlinkEntry | DirectoryEntry
