import type { Readable } from 'node:stream'
import { digestOf, isDigest, type PackageRecord } from '@towpath/descriptor'
import {
  type PackageReference,
  type PackageStore,
  PackageStoreFault,
  type PushedPackage,
  type StoredPackage,
} from '@towpath/package-store'

/** A package store of which only is known what it holds; names stand for bytes. For tests of who asks and removes. */
export class HeldPackages implements PackageStore {
  /** By `name@<manifest digest>`. */
  readonly #held = new Map<string, PackageRecord>()
  /** Set: every question fails so. */
  fault: PackageStoreFault | null = null
  /** Set: every removal fails so. */
  removalFault: PackageStoreFault | null = null

  hold(...records: readonly PackageRecord[]): this {
    for (const record of records) this.#held.set(keyOf(record), record)
    return this
  }

  drop(record: PackageRecord): void {
    this.#held.delete(keyOf(record))
  }

  async resolve(reference: PackageReference): Promise<StoredPackage> {
    if (this.fault !== null) throw this.fault
    const digest = 'digest' in reference ? reference.digest : ''
    const record = this.#held.get(`${reference.name}@${digest}`)
    if (record === undefined || !isDigest(digest))
      throw new PackageStoreFault('not-found', { where: `${reference.name}@${digest}` })
    const blob = { mediaType: 'x', digest: digestOf('descriptor'), sizeBytes: 1 }
    return { name: reference.name, reference: record.reference, digest, config: blob, layers: [], annotations: {} }
  }

  async has(name: string, digest: string): Promise<boolean> {
    if (this.fault !== null) throw this.fault
    return [...this.#held.values()].some(
      ({ descriptor, archive, files }) =>
        descriptor.package === name && [archive.digest, files].some((one) => one === digest),
    )
  }

  async remove(name: string, digest: string): Promise<boolean> {
    if (this.removalFault !== null) throw this.removalFault
    return this.#held.delete(`${name}@${digest}`)
  }

  push(): Promise<PushedPackage> {
    throw new Error('nothing is pushed to it')
  }

  pull(): Promise<Readable> {
    throw new Error('nothing is pulled from it')
  }

  async close(): Promise<void> {
    this.#held.clear()
  }
}

function keyOf({ descriptor, reference }: PackageRecord): string {
  return `${descriptor.package}@${reference.slice(reference.lastIndexOf('@') + 1)}`
}
