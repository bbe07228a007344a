import { compareVersionsDescending, type Descriptor } from '@towpath/descriptor'
import { EnvironmentFault, type ExplainedRelease, explainRevision, explainSpec } from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment, type StoredEnvironment } from '../environments/environment.ts'
import { verifyService } from '../environments/verify-service.ts'
import { PublishedPackages } from '../promoting/published-packages.ts'
import { readSpec } from '../repository/spec-file.ts'

export interface ExplainRequest {
  readonly environment: string
  readonly service: string
  /** `revision`: as it stands in that one; null: in what is deployed, else in what is wanted. `spec`: as a file would have it. */
  readonly of:
    | { readonly kind: 'revision'; readonly number: number | null }
    | { readonly kind: 'spec'; readonly path: string }
  /** Folder that `path` is relative to. */
  readonly workspace: string
}

export interface Explanation {
  readonly schema: 1
  readonly environment: string
  readonly service: string
  /** null: of a file. */
  readonly revision: number | null
  readonly spec: string | null
  readonly releases: readonly ExplainedRelease[]
}

/**
 * Where each value of a service's config comes from, and what it overrode. Throws `environment-unknown`, `service-unknown`, `revision-unknown`;
 * of a file also what promote would refuse of its config.
 */
export async function explain(store: MetadataStore, asked: ExplainRequest): Promise<Explanation> {
  const { environment: name, service, of } = asked
  const common = { schema: 1 as const, environment: name, service }
  if (of.kind === 'spec') {
    const spec = await readSpec(name, of.path, asked.workspace)
    const descriptors = await readDescriptors(store, name, service)
    return { ...common, revision: null, spec: of.path, releases: explainSpec(spec, service, descriptors) }
  }
  const environment = await readEnvironment(store, name)
  const { deployed, desired } = environment.state
  const revision = await environment.revision(of.number ?? deployed?.number ?? desired?.number ?? 0)
  const [spec, configs] = await Promise.all([environment.spec(revision), environment.configs(revision)])
  const releases = explainRevision(revision, spec, service, configs)
  if (releases.length === 0) await refuseService(environment, service, revision.number)
  return { ...common, revision: revision.number, spec: null, releases }
}

/** Those of the newest revision; of a service that is not there yet, the newest that is published. */
async function readDescriptors(store: MetadataStore, name: string, service: string): Promise<readonly Descriptor[]> {
  const environment = await readEnvironment(store, name)
  const { desired } = environment.state
  const releases = desired === null ? [] : (await environment.revision(desired.number)).releases
  const own = releases.filter((release) => release.service === service)
  if (own.length > 0)
    return [...own].sort((a, b) => Number(b.isDefault) - Number(a.isDefault)).map(({ descriptor }) => descriptor)
  const packages = new PublishedPackages(await store.read('packages'))
  const listed = await packages.read({ packages: [service], records: [] })
  const [version] = [...(listed[service]?.versions ?? [])].sort(compareVersionsDescending)
  if (version === undefined) return refuseService(environment, service, null)
  const read = await packages.read({ packages: [], records: [{ name: service, version }] })
  return Object.values(read[service]?.records ?? {}).map(({ descriptor }) => descriptor)
}

async function refuseService(environment: StoredEnvironment, service: string, revision: number | null): Promise<never> {
  await verifyService(environment, service)
  throw new EnvironmentFault('service-unknown', {
    where: `${service} in ${environment.name}${revision === null ? '' : `@${revision}`}`,
    expected: 'a version of it',
    found: 'none there',
    fix: `Promote one first: \`towpath promote --environment ${environment.name} --packages ${service}\``,
  })
}
