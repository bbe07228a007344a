import { canonicalJson } from '@towpath/descriptor'
import { environmentDomain, environmentPaths, releasePins } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment, StoredEnvironment } from '../environments/environment.ts'

export interface Unpinned {
  readonly environment: string
  readonly service: string
}

/** Releases what a rollback pinned of a service, so that it can be promoted again. */
export async function unpin(store: MetadataStore, { environment, service }: Unpinned): Promise<Unpinned> {
  await readEnvironment(store, environment)
  await store.commit(environmentDomain(environment), `unpin ${service} in ${environment}`, async (at) => {
    const { state } = await StoredEnvironment.at(at, environment)
    return {
      kind: 'change',
      write: { [environmentPaths.state]: canonicalJson(releasePins(state, environment, service)) },
    }
  })
  return { environment, service }
}
