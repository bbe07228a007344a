import { packagePaths, parseRemoval, type Removal } from '@towpath/descriptor'
import type { Snapshot } from '@towpath/metadata-store'
import { placeOf } from '../environments/documents.ts'

/** Every removal in the domain `packages`, or that of one name. */
export async function readRemovals(at: Snapshot, name?: string): Promise<readonly Removal[]> {
  const paths = await at.list(packagePaths.removals(name))
  const removals = await Promise.all(
    paths.map(async (path) => {
      const text = await at.get(path)
      return text === undefined ? [] : [parseRemoval(text, placeOf(at, path))]
    }),
  )
  return removals.flat()
}
