import {
  compareRevisions,
  type PublishedVersion,
  pairReleases,
  type Revision,
  type RevisionDifference,
  versionsBetween,
  type WholeRevision,
} from '@towpath/environment'
import type { MetadataStore } from '@towpath/metadata-store'
import { readEnvironment, type StoredEnvironment } from '../environments/environment.ts'
import { PublishedPackages } from '../promoting/published-packages.ts'
import { StepFault } from '../step-fault.ts'
import { parseRevisionName } from './revision-name.ts'

export interface DiffRequest {
  /** `prod@41`, or `prod`: what is deployed there. */
  readonly from: string
  /** null: what is wanted in the environment of `from`. */
  readonly to: string | null
}

const mostRequests = 20

/** What differs between two revisions. Throws `environment-unknown`, `revision-unknown`, `input-invalid`. */
export async function diff(store: MetadataStore, asked: DiffRequest): Promise<RevisionDifference> {
  const from = parseRevisionName(asked.from)
  const to = asked.to === null ? { environment: from.environment, number: null } : parseRevisionName(asked.to)
  const old = await readEnvironment(store, from.environment)
  const now = to.environment === from.environment ? old : await readEnvironment(store, to.environment)
  const [before, after] = await Promise.all([
    readWhole(old, from.number ?? deployedOf(old)),
    readWhole(now, to.number ?? now.state.desired?.number ?? 0),
  ])
  return compareRevisions({
    from: before,
    to: after,
    between: await readBetween(store, before.revision, after.revision),
    requests: old === now ? await readRequests(now, before.revision.number, after.revision.number) : [],
  })
}

function deployedOf({ name, state }: StoredEnvironment): number {
  if (state.deployed !== null) return state.deployed.number
  throw new StepFault('revision-unknown', {
    where: `Environment ${name}`,
    expected: 'a deployed revision to compare with',
    found: 'none: nothing was deployed there yet',
    fix: `Name one: \`towpath diff ${name}@1\``,
  })
}

async function readWhole(environment: StoredEnvironment, number: number): Promise<WholeRevision> {
  const revision = await environment.revision(number)
  const [spec, configs] = await Promise.all([environment.spec(revision), environment.configs(revision)])
  return { revision, spec, configs }
}

/** Of each service that moves forward, the versions on the way; what was removed from the store meanwhile is left out. */
async function readBetween(
  store: MetadataStore,
  before: Revision,
  after: Revision,
): Promise<Readonly<Record<string, readonly PublishedVersion[]>>> {
  const moved = pairReleases(before.releases, after.releases).flatMap(({ from, to }) =>
    from === null || to === null || from.version === to.version ? [] : [{ from: from.version, to }],
  )
  if (moved.length === 0) return {}
  const packages = new PublishedPackages(await store.read('packages'))
  const names = [...new Set(moved.map(({ to }) => to.service))]
  const listed = await packages.read({ packages: names, records: [] })
  const wanted = moved.map(({ from, to }) => ({
    to,
    versions: versionsBetween(from, to.version, listed[to.service]?.versions ?? []),
  }))
  const records = wanted.flatMap(({ to, versions }) => versions.map((version) => ({ name: to.service, version })))
  const read = await packages.read({ packages: [], records })
  return Object.fromEntries(
    wanted.map(({ to, versions }) => [
      `${to.service}@${to.version}`,
      versions.flatMap((version): PublishedVersion[] => {
        const descriptor = read[to.service]?.records[version]?.descriptor
        return descriptor === undefined
          ? []
          : [{ version, commit: descriptor.source.revision, notes: descriptor.notes }]
      }),
    ]),
  )
}

async function readRequests(
  environment: StoredEnvironment,
  after: number,
  upTo: number,
): Promise<RevisionDifference['requests']> {
  const numbers = Array.from({ length: Math.max(0, upTo - after) }, (_, index) => upTo - index).slice(0, mostRequests)
  const revisions = await Promise.all(numbers.map((number) => environment.revision(number)))
  return revisions.map(({ number, request }) => ({ revision: number, request }))
}
