import { type ArchiveMediaType, archiveMediaTypes } from '@towpath/archive'
import { bareDigest } from '@towpath/descriptor'
import type { Release } from '@towpath/environment'
import {
  type Acting,
  type Host,
  type Missing,
  missingByDifferenceCommand,
  missingCommand,
  receiveCommand,
  runCommand,
} from '@towpath/hosts'
import type { PackageStore } from '@towpath/package-store'
import type { FileIndexes } from './file-indexes.ts'
import { revisionBroken } from './revision-broken.ts'
import type { Selections } from './selections.ts'

/** What one package cost on one host, in bytes of unpacked files. */
export interface SentPackage {
  readonly sentBytes: number
  readonly totalBytes: number
}

export interface SendRequest {
  readonly host: Host
  readonly release: Release
  /** Another release of the service that the host has; null for none. */
  readonly base: Release | null
  readonly acting: Acting
  readonly signal: AbortSignal
}

export interface SendSources {
  readonly packages: PackageStore
  readonly indexes: FileIndexes
  readonly selections: Selections
}

/**
 * Brings a package to a host: what any package there has already is linked, the rest is sent as one stream and checked by sha256 before it
 * can be seen. A package that is there costs one exchange.
 */
export async function sendPackage(request: SendRequest, sources: SendSources): Promise<SentPackage> {
  const { host, release, acting, signal } = request
  const { packages, selections } = sources
  const { service, archive } = release
  const missing = (await askByDifference(request, sources)) ?? (await askByAll(request, sources))
  if (missing.kind === 'complete') return { sentBytes: 0, totalBytes: missing.linkedBytes }
  const mediaType = mediaTypeOf(release)
  // What a host has nothing of goes as it is.
  const isWhole = missing.linkedFiles === 0 && mediaType === archiveMediaTypes.gzip
  const sent = isWhole
    ? await packages.pull(service, archive.digest, archive.sizeBytes)
    : await selections.open(release, mediaType, missing.paths)
  await runCommand(host, receiveCommand(acting, bareDigest(archive.digest), sent), { signal })
  return { sentBytes: missing.lackingBytes, totalBytes: missing.linkedBytes + missing.lackingBytes }
}

/** Null where the host must be asked by the whole list. While it looks and links, what it will want is packed. */
async function askByDifference(request: SendRequest, { indexes, selections }: SendSources): Promise<Missing | null> {
  const { host, release, base, acting, signal } = request
  const difference = base === null ? null : await indexes.difference(base, release)
  if (difference === null) return null
  selections.expect(release, mediaTypeOf(release), difference.lacking)
  const digest = bareDigest(release.archive.digest)
  return runCommand(host, missingByDifferenceCommand(acting, digest, difference), { signal })
}

async function askByAll({ host, release, acting, signal }: SendRequest, { indexes }: SendSources): Promise<Missing> {
  const digest = bareDigest(release.archive.digest)
  const entries = await indexes.read(release)
  return runCommand(host, missingCommand(acting, { digest, entries }), { signal })
}

function mediaTypeOf({ service, archive }: Release): ArchiveMediaType {
  const known = Object.values(archiveMediaTypes).find((mediaType) => mediaType === archive.mediaType)
  if (known !== undefined) return known
  throw revisionBroken(`${service}, its archive`, Object.values(archiveMediaTypes).join(' or '), archive.mediaType)
}
