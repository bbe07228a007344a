export { type ArchiveCode, ArchiveFault } from './archive-fault.ts'
export type { DirectoryEntry, FileEntry, FileHead, SymlinkEntry } from './file-entry.ts'
export { parseFileIndexLine, renderFileIndexLine } from './file-index/line.ts'
export { readFileIndex } from './file-index/read.ts'
export { defaultLimits, type Limits } from './limits.ts'
export {
  type ArchiveMediaType,
  archiveMediaTypes,
  type Compression,
  compressionOf,
  fileIndexMediaType,
} from './media-type.ts'
export { type PackedArchive, type PackRequest, packArchive } from './pack/pack-archive.ts'
export type { PackProgress } from './pack/progress.ts'
export { type SelectRequest, selectFromArchive } from './select-from-archive.ts'
export { type VerifiedArchive, type VerifyRequest, verifyArchive } from './verify-archive.ts'
