import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { fileIndexMediaType } from '@towpath/archive'
import { type Descriptor, digestOf } from '@towpath/descriptor'
import type { BlobSource } from '@towpath/package-store'
import type { BuildFolder } from '../building/build-folder.ts'

/** Archive, file index, contracts, config schema: the layers of the package's manifest (FORMATS "OCI"). */
export async function layersOf(folder: BuildFolder, descriptor: Descriptor): Promise<readonly BlobSource[]> {
  const record = await folder.readRecord()
  const { archive, code, provides = {} } = descriptor
  const contracts = Object.values(provides).flatMap((provide) =>
    'contract' in provide && provide.contract ? [provide.contract.path] : [],
  )
  return [
    { ...archive, open: () => createReadStream(folder.archiveOf(record)) },
    { mediaType: fileIndexMediaType, ...record.files, open: () => createReadStream(folder.files) },
    ...(await Promise.all([...new Set(contracts)].sort().map((path) => fileLayer(folder, path)))),
    ...(code.config?.schema === undefined
      ? []
      : [bytesLayer('application/schema+json', Buffer.from(code.config.schema))]),
  ]
}

async function fileLayer(folder: BuildFolder, path: string): Promise<BlobSource> {
  return bytesLayer('application/vnd.towpath.contract.v1', await readFile(folder.source(path)))
}

function bytesLayer(mediaType: string, bytes: Buffer): BlobSource {
  return { mediaType, digest: digestOf(bytes), sizeBytes: bytes.byteLength, open: () => Readable.from([bytes]) }
}
