import { type Override, overridesNow, type Revision } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import type { StoredEnvironment } from '../environments/environment.ts'
import { readEvidence } from './evidence.ts'

/** Overrides of a revision; of what came past an environment only what that has not run since. */
export async function readOverridesNow(
  store: MetadataStore,
  environment: StoredEnvironment,
  revision: Revision,
  now: Date,
): Promise<readonly Override[]> {
  if (revision.overrides.every(({ skipped }) => skipped === undefined)) return revision.overrides
  const spec = await environment.spec(revision)
  const { upstream } = await readEvidence(store, spec, now)
  return overridesNow({ spec, upstream, now: now.toISOString() }, revision)
}
