import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { fileIndexMediaType } from '@towpath/archive'
import { type Descriptor, type Digest, digestOf } from '@towpath/descriptor'
import type { BlobSource } from '@towpath/package-store'
import type { BuildFolder } from '../building/build-folder.ts'
import { StepFault } from '../step-fault.ts'

/** Archive, file index, contracts, config schema: the layers of the package's manifest (FORMATS "OCI"). */
export async function layersOf(folder: BuildFolder, descriptor: Descriptor): Promise<readonly BlobSource[]> {
  const record = await folder.readRecord()
  const { archive, code, provides = {} } = descriptor
  const contracts = new Map(
    Object.values(provides).flatMap((provide) =>
      'contract' in provide && provide.contract ? [[provide.contract.path, provide.contract.digest] as const] : [],
    ),
  )
  return [
    { ...archive, open: () => createReadStream(folder.archiveOf(record)) },
    { mediaType: fileIndexMediaType, ...record.files, open: () => createReadStream(folder.files) },
    ...(await Promise.all([...contracts].sort().map((contract) => contractLayer(folder, ...contract)))),
    ...(code.config?.schema === undefined
      ? []
      : [bytesLayer('application/schema+json', Buffer.from(code.config.schema))]),
  ]
}

async function contractLayer(folder: BuildFolder, path: string, digest: Digest): Promise<BlobSource> {
  const layer = bytesLayer('application/vnd.towpath.contract.v1', await readFile(folder.source(path)))
  if (layer.digest === digest) return layer
  throw new StepFault('digest-mismatch', {
    where: `The contract ${path}`,
    expected: `${digest}, as the descriptor says`,
    found: layer.digest,
    fix: 'Build and describe it again',
  })
}

function bytesLayer(mediaType: string, bytes: Buffer): BlobSource {
  return { mediaType, digest: digestOf(bytes), sizeBytes: bytes.byteLength, open: () => Readable.from([bytes]) }
}
