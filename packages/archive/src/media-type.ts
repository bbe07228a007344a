export type Compression = 'gzip' | 'zstd'

/** FORMATS, OCI. */
export const archiveMediaTypes = {
  gzip: 'application/vnd.towpath.code.v1.tar+gzip',
  zstd: 'application/vnd.towpath.code.v1.tar+zstd',
} as const satisfies Record<Compression, string>

export type ArchiveMediaType = (typeof archiveMediaTypes)[Compression]

/** FORMATS, OCI. */
export const fileIndexMediaType = 'application/vnd.towpath.files.v1+ndjson'

/** The compression that a media type names, or undefined for a media type that is no archive's. */
export function compressionOf(mediaType: string): Compression | undefined {
  if (mediaType === archiveMediaTypes.gzip) return 'gzip'
  return mediaType === archiveMediaTypes.zstd ? 'zstd' : undefined
}
