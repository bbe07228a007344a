import type { Digest, Mark } from '@towpath/descriptor'
import type { ReleaseConfig } from '../config/release-config.ts'
import { Reading } from '../promotion/published.ts'
import type { Release } from '../revision.ts'

/** What the stores have of one package now. */
export interface StoredPackage {
  readonly presence:
    | { readonly state: 'there' }
    /** `found`: what of it is gone, as a clause. */
    | { readonly state: 'removed'; readonly found: string }
    /** `reason`: why nobody could look. */
    | { readonly state: 'unknown'; readonly reason: string }
  /** Set for a version that is marked bad. */
  readonly mark: Mark | null
}

/** By `name@version`. */
export type StoredPackages = Readonly<Record<string, StoredPackage>>

/** What a rollback still has to be given. Empty lists: nothing. */
export interface RollbackNeeded {
  readonly configs: readonly Digest[]
  /** Releases whose packages are to be looked for, each version once. */
  readonly packages: readonly Release[]
}

/** What was read so far, which notes what is asked for and is not there. */
export class RollbackReading {
  /** For config blobs. */
  readonly configs: Reading
  readonly #stored: StoredPackages
  readonly #missing = new Map<string, Release>()

  constructor(configs: Readonly<Record<Digest, ReleaseConfig>>, stored: StoredPackages) {
    this.configs = new Reading({}, configs)
    this.#stored = stored
  }

  /** undefined: nobody has looked yet. */
  stored(release: Release): StoredPackage | undefined {
    const name = `${release.service}@${release.version}`
    const found = Object.hasOwn(this.#stored, name) ? this.#stored[name] : undefined
    if (found === undefined) this.#missing.set(name, release)
    return found
  }

  get needed(): RollbackNeeded {
    return { configs: this.configs.needed.configs, packages: [...this.#missing.values()] }
  }
}
