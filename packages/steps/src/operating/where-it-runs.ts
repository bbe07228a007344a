import type { Revision } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment } from '../environments/environment.ts'
import { listEnvironments } from '../environments/find-environment.ts'

/** A version in one environment. */
export interface RunsThere {
  readonly environment: string
  /** The revision that is deployed or wanted. */
  readonly revision: number
  /** `runs`: deployed or registered; `wanted`: it comes with the next deploy. */
  readonly state: 'runs' | 'wanted'
  /** Of registered instances, sorted. */
  readonly hosts: readonly string[]
  /** When the first of them was first seen; null where none is registered. */
  readonly since: string | null
}

/** Every environment in which a version runs or is wanted, by the inventory and the revisions. */
export async function whereItRuns(store: MetadataStore, name: string, version: string): Promise<readonly RunsThere[]> {
  const environments = await listEnvironments(store)
  const found = await Promise.all(environments.map((environment) => lookIn(store, environment, name, version)))
  return found.flat()
}

async function lookIn(
  store: MetadataStore,
  environment: string,
  name: string,
  version: string,
): Promise<readonly RunsThere[]> {
  const stored = await readEnvironment(store, environment)
  const { deployed, desired } = stored.state
  const inventory = await stored.inventory()
  const instances = (inventory.services.get(name)?.instances ?? []).filter((one) => one.version === version)
  const has = ({ releases }: Revision) => releases.some((one) => one.service === name && one.version === version)
  if (instances.length > 0 || (deployed !== null && has(await stored.revision(deployed.number)))) {
    const hosts = [...new Set(instances.map(({ host }) => host))].sort()
    const [since = null] = instances.map(({ validFrom }) => validFrom).sort()
    const revision = deployed?.number ?? instances[0]?.revision ?? 0
    return [{ environment, revision, state: 'runs', hosts, since }]
  }
  if (desired === null || desired.number === deployed?.number || !has(await stored.revision(desired.number))) return []
  return [{ environment, revision: desired.number, state: 'wanted', hosts: [], since: null }]
}
