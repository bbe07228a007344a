import type { PackageRecord } from '@towpath/descriptor'
import { type PackageStore, PackageStoreFault } from '@towpath/package-store'

/** Reads the text of a contract by its digest: it is a layer of the published package (FORMATS "OCI"). */
export function readPublishedContract(packages: PackageStore) {
  return async ({ descriptor }: PackageRecord, digest: string): Promise<string | null> => {
    try {
      const chunks = await (await packages.pull(descriptor.package, digest)).toArray()
      return Buffer.concat(chunks).toString('utf8')
    } catch (error) {
      if (error instanceof PackageStoreFault && /^(not-found|store-absent)$/.test(error.code)) return null
      throw error
    }
  }
}
