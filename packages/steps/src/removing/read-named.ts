import {
  type EnvironmentSpec,
  namedPackages,
  namedRanges,
  namedSets,
  type RetentionInput,
  type Revision,
  revisionsThatRule,
  revisionsToKeep,
} from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment, type StoredEnvironment } from '../environments/environment.ts'
import { listEnvironments } from '../environments/find-environment.ts'

export type Named = Pick<RetentionInput, 'named' | 'ranges' | 'wantedSets'>

/**
 * What all environments of the store name. One that can't be read whole stops everything with its fault: what it names is
 * not known, and might be what is about to go.
 */
export async function readNamed(store: MetadataStore): Promise<Named> {
  const names = await listEnvironments(store)
  const environments = await Promise.all(names.map(async (name) => readKeeping(await readEnvironment(store, name))))
  return {
    named: environments.flatMap(namedPackages),
    ranges: environments.flatMap(namedRanges),
    wantedSets: environments.flatMap(namedSets),
  }
}

async function readKeeping(environment: StoredEnvironment) {
  const { name, state } = environment
  const specs: EnvironmentSpec[] = []
  for (const number of revisionsThatRule(state)) specs.push(await environment.spec(await environment.revision(number)))
  const deployedWell = (await environment.deployedWell()).map((one) => one.number)
  const revisions: Revision[] = []
  // Newest first: each names the digest of the one before.
  for (const number of [...revisionsToKeep(state, deployedWell, specs)].reverse()) {
    revisions.push(await environment.revision(number))
  }
  const { services } = await environment.inventory()
  const instances = [...services.values()].flatMap(({ service, instances: all }) =>
    all.map(({ version }) => ({ service, version })),
  )
  return { environment: name, state, revisions, specs, instances }
}
