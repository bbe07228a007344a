import type { RevisionWithSpec } from '@towpath/environment'
import type { StoredEnvironment } from '../environments/environment.ts'

/** A revision with the spec that it names; null for none. */
export async function readRevisionWithSpec(
  environment: StoredEnvironment,
  number: number | null,
): Promise<RevisionWithSpec | null> {
  if (number === null) return null
  const revision = await environment.revision(number)
  return { revision, spec: await environment.spec(revision) }
}
