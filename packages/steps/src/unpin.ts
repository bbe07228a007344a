import { canonicalJson } from '@towpath/descriptor'
import { environmentDomain, environmentPaths, releasePins } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment, StoredEnvironment } from './environments/environment.ts'

/** Releases what a rollback pinned of a service, so that it can be promoted again. From the terminal; an action of its own follows with commands. */
export async function unpin(store: MetadataStore, environment: string, service: string): Promise<void> {
  await readEnvironment(store, environment)
  await store.commit(environmentDomain(environment), `unpin ${service} in ${environment}`, async (at) => {
    const { state } = await StoredEnvironment.at(at, environment)
    return {
      kind: 'change',
      write: { [environmentPaths.state]: canonicalJson(releasePins(state, environment, service)) },
    }
  })
}
