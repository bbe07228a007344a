import { type ArchiveMediaType, archiveMediaTypes, fileIndexMediaType, readFileIndex } from '@towpath/archive'
import { bareDigest, type Digest } from '@towpath/descriptor'
import type { Release } from '@towpath/environment'
import { type Acting, type Host, missingCommand, receiveCommand, runCommand } from '@towpath/hosts'
import type { PackageStore } from '@towpath/package-store'
import { DeployFault } from '../deploy-fault.ts'
import type { Selections } from './selections.ts'

/** What one package cost on one host, in bytes of unpacked files. */
export interface SentPackage {
  readonly sentBytes: number
  readonly totalBytes: number
}

/**
 * Brings a package to a host: what any package there has already is linked, the rest is sent as one stream and checked by sha256 before it
 * can be seen. A package that is there costs one exchange.
 */
export async function sendPackage(
  request: { readonly host: Host; readonly release: Release; readonly acting: Acting; readonly signal: AbortSignal },
  packages: PackageStore,
  selections: Selections,
): Promise<SentPackage> {
  const { host, release, acting, signal } = request
  const { service, archive } = release
  const digest = bareDigest(archive.digest)
  const sizeOfIndex = await indexSize(release, packages)
  const index = await packages.pull(service, release.files, sizeOfIndex)
  const missing = await runCommand(host, missingCommand(acting, { digest, entries: readFileIndex(index) }), { signal })
  if (missing.kind === 'complete') return { sentBytes: 0, totalBytes: missing.linkedBytes }
  const mediaType = mediaTypeOf(release)
  // What a host has nothing of goes as it is.
  const isWhole = missing.linkedFiles === 0 && mediaType === archiveMediaTypes.gzip
  const sent = isWhole
    ? await packages.pull(service, archive.digest, archive.sizeBytes)
    : await selections.open(release, mediaType, missing.paths)
  await runCommand(host, receiveCommand(acting, digest, sent), { signal })
  return { sentBytes: missing.lackingBytes, totalBytes: missing.linkedBytes + missing.lackingBytes }
}

/** The manifest names the index with its size; it must be the one that the revision names. */
async function indexSize({ service, archive, files }: Release, packages: PackageStore): Promise<number> {
  const at = archive.reference.lastIndexOf('@')
  const stored = await packages.resolve({ name: service, digest: archive.reference.slice(at + 1) })
  const layer = stored.layers.find(({ mediaType }) => mediaType === fileIndexMediaType)
  if (layer?.digest === files) return layer.sizeBytes
  throw broken(`${service}, its file index`, files, layer?.digest)
}

function mediaTypeOf({ service, archive }: Release): ArchiveMediaType {
  const known = Object.values(archiveMediaTypes).find((mediaType) => mediaType === archive.mediaType)
  if (known !== undefined) return known
  throw broken(`${service}, its archive`, Object.values(archiveMediaTypes).join(' or '), archive.mediaType)
}

function broken(where: string, expected: Digest | string, found: string | undefined): DeployFault {
  return new DeployFault('revision-broken', {
    where,
    expected,
    found: found ?? 'nothing',
    fix: 'Publish and promote it again under a new version',
  })
}
