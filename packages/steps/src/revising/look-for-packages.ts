import { packagePaths, parseMark, parseRemoval } from '@towpath/descriptor'
import type { Release, StoredPackage, StoredPackages } from '@towpath/environment'
import type { Snapshot } from '@towpath/metadata-store'
import { type PackageStore, PackageStoreFault } from '@towpath/package-store'
import { placeOf } from '../environments/documents.ts'

/** How many packages are asked for at a time. */
const atOnce = 8

/** What a package that was deployed once still has in the two stores; each is looked for once. */
export class PackageLookout {
  readonly #at: Snapshot
  readonly #packages: PackageStore | null
  readonly #seen = new Map<string, Promise<StoredPackage>>()
  readonly #announced = new Set<string>()
  /** A store that could not say of one package is asked no more: it would take as long for each. */
  #silent: StoredPackage['presence'] | null = null

  /** `at`: the domain `packages`. Without a package store nobody looks for bytes. */
  constructor(at: Snapshot, packages: PackageStore | null) {
    this.#at = at
    this.#packages = packages
  }

  /** By `name@version`. */
  async lookFor(releases: readonly Release[]): Promise<StoredPackages> {
    const found: [string, StoredPackage][] = []
    const waiting = releases.values()
    const lines = Array.from({ length: Math.min(atOnce, releases.length) }, async () => {
      for (const release of waiting) found.push([nameOf(release), await this.#look(release)])
    })
    await Promise.all(lines)
    return Object.fromEntries(found)
  }

  /** Packages that were seen and are to be removed: who comes back to one has to look again when that is written. */
  get announced(): ReadonlySet<string> {
    return this.#announced
  }

  async #removalOf(release: Release): Promise<string | null> {
    const path = packagePaths.removal(release.service, release.version)
    const text = await this.#at.get(path)
    if (text === undefined) return null
    const { by, removed } = parseRemoval(text, placeOf(this.#at, path))
    if (removed === null) this.#announced.add(nameOf(release))
    return removed === null ? null : `${by} pruned it at ${removed}, when nothing named it`
  }

  #look(release: Release): Promise<StoredPackage> {
    const name = nameOf(release)
    const looking = this.#seen.get(name) ?? this.#lookNow(release)
    this.#seen.set(name, looking)
    return looking
  }

  async #lookNow(release: Release): Promise<StoredPackage> {
    const { service, version } = release
    const path = packagePaths.mark(service, version)
    const marked = await this.#at.get(path)
    const mark = marked === undefined ? null : parseMark(marked, placeOf(this.#at, path))
    if ((await this.#at.get(packagePaths.record(service, version))) === undefined) {
      return { presence: { state: 'removed', found: 'its record is gone from the metadata store' }, mark }
    }
    const removed = await this.#removalOf(release)
    if (removed !== null) return { presence: { state: 'removed', found: removed }, mark }
    const presence = this.#silent ?? (await lookForBytes(release, this.#packages))
    if (presence.state === 'unknown') this.#silent = presence
    return { presence, mark }
  }
}

/** Manifest, archive and file index, as deploy will ask for them. */
async function lookForBytes(
  { service, archive, files }: Release,
  packages: PackageStore | null,
): Promise<StoredPackage['presence']> {
  if (packages === null) return { state: 'unknown', reason: 'no package store was named' }
  try {
    await packages.resolve({ name: service, digest: archive.reference.slice(archive.reference.lastIndexOf('@') + 1) })
    for (const digest of [archive.digest, files]) {
      if (!(await packages.has(service, digest)))
        return { state: 'removed', found: `${digest} is gone from the package store` }
    }
    return { state: 'there' }
  } catch (error) {
    if (!(error instanceof PackageStoreFault)) throw error
    switch (error.code) {
      case 'not-found':
        return { state: 'removed', found: 'its bytes are gone from the package store' }
      case 'digest-mismatch':
      case 'manifest-invalid':
      case 'store-damaged':
        return { state: 'removed', found: error.message }
      default:
        return { state: 'unknown', reason: error.message }
    }
  }
}

function nameOf({ service, version }: Release): string {
  return `${service}@${version}`
}
