import type { PackageRecord } from '@towpath/descriptor'
import { type PackageStore, PackageStoreFault } from '@towpath/package-store'

export interface ClearedBytes {
  /** `cleared`: by us or by others. `refused`: nobody may remove there. `failed`: it may be gone in part. `named`: not tried. */
  readonly outcome: 'cleared' | 'refused' | 'failed' | 'named'
  /** Why it is not cleared, as a clause; empty when it is. */
  readonly reason: string
}

/** Removes what a record names from the package store. Where that is not allowed, looks whether others have done it. */
export async function clearBytes(
  { descriptor, reference }: PackageRecord,
  packages: PackageStore,
): Promise<ClearedBytes> {
  const name = descriptor.package
  const digest = reference.slice(reference.lastIndexOf('@') + 1)
  try {
    await packages.remove(name, digest)
    return { outcome: 'cleared', reason: '' }
  } catch (error) {
    if (!(error instanceof PackageStoreFault)) throw error
    const isRefused = error.code === 'unsupported' || error.code === 'denied'
    if (!isRefused) return { outcome: 'failed', reason: error.message }
    return (await isGone(name, digest, packages))
      ? { outcome: 'cleared', reason: '' }
      : { outcome: 'refused', reason: error.message }
  }
}

async function isGone(name: string, digest: string, packages: PackageStore): Promise<boolean> {
  try {
    await packages.resolve({ name, digest })
    return false
  } catch (error) {
    if (error instanceof PackageStoreFault && error.code === 'not-found') return true
    if (error instanceof PackageStoreFault) return false
    throw error
  }
}
