import {
  contentDigest,
  digestOfDocument,
  type Mark,
  type PackageRecord,
  type PackageSetRecord,
  packagePaths,
  parseMark,
  parsePackageRecord,
  parsePackageSetRecord,
  type Removal,
} from '@towpath/descriptor'
import type { PackagesNeeded, PublishedPackage, PublishedSet } from '@towpath/environment'
import type { Snapshot } from '@towpath/metadata-store'
import { placeOf, readDocument, verifyDigest } from '../environments/documents.ts'
import { listVersions } from '../publishing/listed-versions.ts'
import { readRemovals } from '../removing/read-removals.ts'

/** The domain `packages` at one version, of which only what a plan asks for is read, and that once. */
export class PublishedPackages {
  readonly #at: Snapshot
  #read: Readonly<Record<string, PublishedPackage>> = {}
  readonly #sets = new Map<string, PublishedSet>()

  constructor(at: Snapshot) {
    this.#at = at
  }

  /** All that was read so far, with what is needed now. */
  async read(
    needed: Pick<PackagesNeeded, 'packages' | 'records'>,
  ): Promise<Readonly<Record<string, PublishedPackage>>> {
    const names = [...new Set([...needed.packages, ...needed.records.map(({ name }) => name)])]
    const packages = await Promise.all(names.map((name) => this.#package(name)))
    const read = new Map(names.map((name, index) => [name, packages[index]]))
    await Promise.all(
      needed.records.map(async ({ name, version }) => {
        const known = read.get(name)
        const record = await this.#record(name, version)
        const now = read.get(name)
        if (known === undefined || now === undefined || record === null) return
        read.set(name, { ...now, records: { ...now.records, [version]: record } })
      }),
    )
    const entries = [...read].flatMap(([name, one]) => (one === undefined ? [] : [[name, one] as const]))
    this.#read = { ...this.#read, ...Object.fromEntries(entries) }
    return this.#read
  }

  /** Marks of these versions, found by one look at all paths: there are few. */
  async marksOf(releases: readonly { readonly service: string; readonly version: string }[]): Promise<readonly Mark[]> {
    const marked = new Set(await this.#at.list('marks/'))
    const paths = releases
      .map(({ service, version }) => packagePaths.mark(service, version))
      .filter((path) => marked.has(path))
    const marks = await Promise.all(paths.map((path) => readDocument(this.#at, path, parseMark)))
    return marks.flatMap((one) => (one === null ? [] : [one.value]))
  }

  /** Sets that were read so far, with what is needed now. */
  async readSets({
    sets,
    setRecords,
  }: Pick<PackagesNeeded, 'sets' | 'setRecords'>): Promise<Readonly<Record<string, PublishedSet>>> {
    for (const name of new Set([...sets, ...setRecords.map((one) => one.name)])) {
      const known = this.#sets.get(name) ?? (await this.#set(name))
      const wanted = setRecords.filter((one) => one.name === name).map((one) => one.version)
      const records = await Promise.all(
        wanted.map(async (version) => [version, await this.#setRecord(name, version)] as const),
      )
      const found = records.flatMap(([version, record]) => (record === null ? [] : [[version, record] as const]))
      this.#sets.set(name, { ...known, records: { ...known.records, ...Object.fromEntries(found) } })
    }
    return Object.fromEntries(this.#sets)
  }

  async #set(name: string): Promise<PublishedSet> {
    const versions = await listVersions(this.#at, packagePaths.sets(name))
    if (versions.length > 0) return { versions, records: {} }
    const paths = await this.#at.list('sets/')
    const others = new Set(paths.flatMap((path) => /^sets\/([^/]+)\//.exec(path)?.[1] ?? []))
    return { versions, others: [...others], records: {} }
  }

  async #setRecord(name: string, version: string): Promise<PackageSetRecord | null> {
    const path = packagePaths.set(name, version)
    const text = await this.#at.get(path)
    return text === undefined ? null : parsePackageSetRecord(text, placeOf(this.#at, path))
  }

  async #package(name: string): Promise<PublishedPackage> {
    const known = Object.hasOwn(this.#read, name) ? this.#read[name] : undefined
    if (known !== undefined) return known
    const versions = await listVersions(this.#at, packagePaths.records(name))
    return { versions, marks: await this.#marks(name), removals: await this.#removals(name), records: {} }
  }

  async #marks(name: string): Promise<Readonly<Record<string, Mark>>> {
    const paths = await this.#at.list(packagePaths.marks(name))
    const marks = await Promise.all(
      paths.map(async (path) => {
        const text = await this.#at.get(path)
        return text === undefined ? [] : [parseMark(text, placeOf(this.#at, path))]
      }),
    )
    return Object.fromEntries(marks.flat().map((mark) => [mark.version, mark]))
  }

  async #removals(name: string): Promise<Readonly<Record<string, Removal>>> {
    const removals = await readRemovals(this.#at, name)
    return Object.fromEntries(removals.map((removal) => [removal.version, removal]))
  }

  /** A record is believed only as far as its own digests hold. */
  async #record(name: string, version: string): Promise<PackageRecord | null> {
    const path = packagePaths.record(name, version)
    const text = await this.#at.get(path)
    if (text === undefined) return null
    const where = placeOf(this.#at, path)
    const record = parsePackageRecord(text, where)
    verifyDigest(where, digestOfDocument(record.descriptor), { digest: record.digest, by: 'its `digest`' })
    verifyDigest(where, contentDigest(record.descriptor), { digest: record.content, by: 'its `content`' })
    return record
  }
}
