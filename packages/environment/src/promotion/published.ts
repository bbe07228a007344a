import type { Digest, Mark, PackageRecord, PackageSetRecord, Removal } from '@towpath/descriptor'
import type { ReleaseConfig } from '../config/release-config.ts'
import { type Built, builtKey, type Provenance } from '../gates/provenance.ts'

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

/** What the store has of one package set. */
export interface PublishedSet {
  /** All published versions, in any order; empty when the name is not published. */
  readonly versions: readonly string[]
  /** Names of other sets, when no version of this one is published: one of them may have been meant. */
  readonly others?: readonly string[]
  /** By version: those that were asked for. */
  readonly records: Readonly<Record<string, PackageSetRecord>>
}

/** What a plan still has to be given. Empty lists: nothing. Each is sorted. */
export interface PackagesNeeded {
  /** Names whose versions and marks are to be listed. */
  readonly packages: readonly string[]
  readonly records: readonly { readonly name: string; readonly version: string }[]
  /** Config blobs of earlier releases. */
  readonly configs: readonly Digest[]
  /** Names of sets whose versions are to be listed. */
  readonly sets: readonly string[]
  readonly setRecords: readonly { readonly name: string; readonly version: string }[]
  /** Archives whose provenance is to be found out, with the repository that they belong to. */
  readonly attestations: readonly Built[]
}

/** What was read so far, which notes what is asked for and is not there. So planning itself says what it needs. */
export class Reading {
  readonly #published: Readonly<Record<string, PublishedPackage>>
  readonly #configs: Readonly<Record<Digest, ReleaseConfig>>
  readonly #packages = new Set<string>()
  readonly #records = new Map<string, { name: string; version: string }>()
  readonly #missingConfigs = new Set<Digest>()
  readonly #publishedSets: Readonly<Record<string, PublishedSet>>
  readonly #sets = new Set<string>()
  readonly #setRecords = new Map<string, { name: string; version: string }>()
  readonly #provenance: Readonly<Record<string, Provenance>>
  readonly #attestations = new Map<string, Built>()

  constructor(
    published: Readonly<Record<string, PublishedPackage>>,
    configs: Readonly<Record<Digest, ReleaseConfig>>,
    publishedSets: Readonly<Record<string, PublishedSet>> = {},
    provenance: Readonly<Record<string, Provenance>> = {},
  ) {
    this.#provenance = provenance
    this.#published = published
    this.#configs = configs
    this.#publishedSets = publishedSets
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

  /** undefined: not read yet. */
  set(name: string): PublishedSet | undefined {
    const found = Object.hasOwn(this.#publishedSets, name) ? this.#publishedSets[name] : undefined
    if (found === undefined) this.#sets.add(name)
    return found
  }

  /** undefined: not read yet. Only for versions that `set` lists. */
  setRecord(name: string, version: string): PackageSetRecord | undefined {
    const records = this.set(name)?.records ?? {}
    const found = Object.hasOwn(records, version) ? records[version] : undefined
    if (found === undefined) this.#setRecords.set(`${name}@${version}`, { name, version })
    return found
  }

  /** undefined: nobody has looked yet. */
  provenance(built: Built): Provenance | undefined {
    const key = builtKey(built)
    const found = Object.hasOwn(this.#provenance, key) ? this.#provenance[key] : undefined
    if (found === undefined) this.#attestations.set(key, built)
    return found
  }

  get needed(): PackagesNeeded {
    return {
      packages: [...this.#packages].sort(),
      records: inOrder(this.#records),
      configs: [...this.#missingConfigs].sort(),
      sets: [...this.#sets].sort(),
      setRecords: inOrder(this.#setRecords),
      attestations: inOrder(this.#attestations),
    }
  }

  get isComplete(): boolean {
    return isNothingNeeded(this.needed)
  }
}

/** Whether a plan can be made with what was read. */
export function isNothingNeeded(needed: PackagesNeeded): boolean {
  return Object.values(needed).every((asked: readonly unknown[]) => asked.length === 0)
}

function inOrder<Value>(byKey: ReadonlyMap<string, Value>): readonly Value[] {
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
}
