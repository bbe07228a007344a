import { Readable } from 'node:stream'
import { digestOf } from '@towpath/descriptor'
import type { BlobSource, PackageUpload } from './package-store.ts'

const ARCHIVE = 'application/vnd.towpath.code.v1.tar+gzip'
const FILES = 'application/vnd.towpath.files.v1+ndjson'
export const DESCRIPTOR = 'application/vnd.towpath.descriptor.v1+json'

/** A layer with these bytes. */
export function layerOf(content: string, mediaType = ARCHIVE): BlobSource {
  const bytes = Buffer.from(content)
  return { mediaType, digest: digestOf(bytes), sizeBytes: bytes.length, open: () => Readable.from([bytes]) }
}

/** A whole upload; name, version and content are what tests vary. */
export function uploadOf(
  name: string,
  version: string,
  given: { layers?: readonly BlobSource[]; descriptor?: string } = {},
): PackageUpload {
  return {
    name,
    version,
    config: {
      mediaType: DESCRIPTOR,
      bytes: Buffer.from(given.descriptor ?? JSON.stringify({ package: name, version })),
    },
    layers: given.layers ?? [layerOf(`archive of ${name} ${version}`), layerOf(`files of ${name} ${version}`, FILES)],
    annotations: { 'org.opencontainers.image.version': version },
  }
}
