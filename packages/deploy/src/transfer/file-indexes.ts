import { fileIndexMediaType, readFileIndex } from '@towpath/archive'
import { bareDigest } from '@towpath/descriptor'
import type { Release } from '@towpath/environment'
import { compareListings, type ListedEntry, type ListingDifference } from '@towpath/hosts'
import type { PackageStore } from '@towpath/package-store'
import { revisionBroken } from './revision-broken.ts'

/** Past it an index is not held in memory: hosts are sent the whole of it, as a stream. */
const longestHeldBytes = 8 * 1024 * 1024

/** The file indexes of packages, and how they differ: found out once for all hosts that have the same. */
export class FileIndexes {
  readonly #packages: PackageStore
  readonly #differences = new Map<string, Promise<ListingDifference | null>>()

  constructor(packages: PackageStore) {
    this.#packages = packages
  }

  async read(release: Release): Promise<AsyncIterable<ListedEntry>> {
    return readFileIndex(await this.#packages.pull(release.service, release.files, await this.#sizeOf(release)))
  }

  /** Null where it is not worth while, or nobody has the index of the base any more. */
  difference(base: Release, release: Release): Promise<ListingDifference | null> {
    const key = `${base.files} ${release.files}`
    // A package that runs may have gone from the store. What is wrong with the other index is told to who then reads the whole of it.
    const difference = this.#differences.get(key) ?? this.#compare(base, release).catch(() => null)
    this.#differences.set(key, difference)
    return difference
  }

  async #compare(base: Release, release: Release): Promise<ListingDifference | null> {
    const bytes = (await this.#sizeOf(base)) + (await this.#sizeOf(release))
    if (bytes > longestHeldBytes) return null
    const known = { digest: bareDigest(base.archive.digest), entries: await this.read(base) }
    return compareListings(known, await this.read(release))
  }

  /** The manifest names the index with its size; it must be the one that the revision names. */
  async #sizeOf({ service, archive, files }: Release): Promise<number> {
    const at = archive.reference.lastIndexOf('@')
    const stored = await this.#packages.resolve({ name: service, digest: archive.reference.slice(at + 1) })
    const layer = stored.layers.find(({ mediaType }) => mediaType === fileIndexMediaType)
    if (layer?.digest === files) return layer.sizeBytes
    throw revisionBroken(`${service}, its file index`, files, layer?.digest)
  }
}
