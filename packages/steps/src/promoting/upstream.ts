import { type EnvironmentSpec, environmentDomain, type Upstream } from '@towpath/environment'
import { evidenceOf } from '@towpath/inventory'
import type { MetadataStore } from '@towpath/metadata-store'
import { StoredEnvironment } from '../environments/environment.ts'

/** The environments that the spec's `after` names: what ran well there, and since when. */
export async function readUpstream(store: MetadataStore, { after }: EnvironmentSpec): Promise<readonly Upstream[]> {
  const names = after === undefined ? [] : Array.isArray(after) ? after : after.any
  return Promise.all([...new Set(names)].map((name) => readOne(store, name)))
}

/** What was registered there, and what is deployed there: register may not have run yet. */
async function readOne(store: MetadataStore, name: string): Promise<Upstream> {
  const environment = await StoredEnvironment.at(await store.read(environmentDomain(name)), name)
  const { deployed, desired } = environment.state
  const registered = evidenceOf(await environment.inventory(), await environment.history())
  const releases = deployed === null ? [] : (await environment.revision(deployed.number)).releases
  const running = releases.map(({ service, version }) => [`${service}@${version}`, { since: deployed?.at ?? '' }])
  return { environment: name, exists: desired !== null, ran: { ...Object.fromEntries(running), ...registered } }
}
