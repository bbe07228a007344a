import type { Digest, Mark, PackageRecord, Removal } from '@towpath/descriptor'
import type { ReleaseConfig } from '../config/release-config.ts'

/** What the store has of one package. `versions` is all of them; records and marks only of those that were asked for. */
export interface PublishedPackage {
  /** All published versions, in any order; empty when the name is not published. */
  readonly versions: readonly string[]
  /** By version: those marked bad, all of them. */
  readonly marks: Readonly<Record<string, Mark>>
  /** By version: those that are to lose their bytes or have lost them. */
  readonly removals?: Readonly<Record<string, Removal>>
  /** By version. */
  readonly records: Readonly<Record<string, PackageRecord>>
}

/** What a plan still has to be given. Empty lists: nothing. Each is sorted. */
export interface PackagesNeeded {
  /** Names whose versions and marks are to be listed. */
  readonly packages: readonly string[]
  readonly records: readonly { readonly name: string; readonly version: string }[]
  /** Config blobs of earlier releases. */
  readonly configs: readonly Digest[]
}

/** What was read so far, which notes what is asked for and is not there. So planning itself says what it needs. */
export class Reading {
  readonly #published: Readonly<Record<string, PublishedPackage>>
  readonly #configs: Readonly<Record<Digest, ReleaseConfig>>
  readonly #packages = new Set<string>()
  readonly #records = new Map<string, { name: string; version: string }>()
  readonly #missingConfigs = new Set<Digest>()

  constructor(published: Readonly<Record<string, PublishedPackage>>, configs: Readonly<Record<Digest, ReleaseConfig>>) {
    this.#published = published
    this.#configs = configs
  }

  /** undefined: not read yet. */
  package(name: string): PublishedPackage | undefined {
    const found = Object.hasOwn(this.#published, name) ? this.#published[name] : undefined
    if (found === undefined) this.#packages.add(name)
    return found
  }

  /** undefined: not read yet. Only for versions that `package` lists. */
  record(name: string, version: string): PackageRecord | undefined {
    const records = this.package(name)?.records ?? {}
    const found = Object.hasOwn(records, version) ? records[version] : undefined
    if (found === undefined) this.#records.set(`${name}@${version}`, { name, version })
    return found
  }

  /** undefined: not read yet. */
  config(digest: Digest): ReleaseConfig | undefined {
    const found = this.#configs[digest]
    if (found === undefined) this.#missingConfigs.add(digest)
    return found
  }

  get needed(): PackagesNeeded {
    return {
      packages: [...this.#packages].sort(),
      records: [...this.#records].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, record]) => record),
      configs: [...this.#missingConfigs].sort(),
    }
  }

  get isComplete(): boolean {
    return this.#packages.size === 0 && this.#records.size === 0 && this.#missingConfigs.size === 0
  }
}
