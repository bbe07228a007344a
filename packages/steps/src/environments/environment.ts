import type { Digest } from '@towpath/descriptor'
import {
  type DeployedWell,
  type DeployReport,
  type EnvironmentSpec,
  type EnvironmentState,
  emptyState,
  environmentDomain,
  environmentPaths,
  type Lock,
  parseDeployReport,
  parseEnvironmentState,
  parseReleaseConfig,
  parseSpecBlob,
  type ReleaseConfig,
  type Revision,
} from '@towpath/environment'
import { type ClosedRecord, type Inventory, parseHistory, parseInventory } from '@towpath/inventory'
import type { MetadataStore, Snapshot } from '@towpath/metadata-store'
import { readDocument, readNamed } from './documents.ts'
import { unknownEnvironment } from './find-environment.ts'
import { RevisionChain } from './revision-chain.ts'

/**
 * An environment's domain at one version, as typed values. Only the state is read at once; all else when it is asked for.
 * Documents that aren't what they should be are faults that name domain and path.
 */
export class StoredEnvironment {
  readonly name: string
  readonly snapshot: Snapshot
  /** `emptyState` where there is none yet. */
  readonly state: EnvironmentState
  readonly #chain: RevisionChain

  private constructor(name: string, snapshot: Snapshot, state: EnvironmentState) {
    this.name = name
    this.snapshot = snapshot
    this.state = state
    this.#chain = new RevisionChain(snapshot, name, state)
  }

  /** For intents: of an environment that is not there yet, the empty one. */
  static async at(snapshot: Snapshot, name: string): Promise<StoredEnvironment> {
    const state = await readDocument(snapshot, environmentPaths.state, parseEnvironmentState)
    return new StoredEnvironment(name, snapshot, state?.value ?? emptyState)
  }

  /** The same, with locks that stand elsewhere and hold here too. */
  under(locks: readonly Lock[]): StoredEnvironment {
    if (locks.length === 0) return this
    return new StoredEnvironment(this.name, this.snapshot, { ...this.state, locks: [...this.state.locks, ...locks] })
  }

  /** Verified against the digests that the state and later revisions name. Fault `revision-unknown` outside 1…desired. */
  revision(number: number): Promise<Revision> {
    return this.#chain.revision(number)
  }

  /** The spec that a revision names. */
  spec(revision: Revision): Promise<EnvironmentSpec> {
    const named = { digest: revision.spec, by: environmentPaths.revision(revision.number) }
    return readNamed(this.snapshot, environmentPaths.blob(revision.spec), parseSpecBlob, named)
  }

  /** A config blob, verified against its digest. */
  config(digest: Digest, by = 'a release'): Promise<ReleaseConfig> {
    return readNamed(this.snapshot, environmentPaths.blob(digest), parseReleaseConfig, { digest, by })
  }

  /** Config of every release of a revision, by digest. */
  async configs(revision: Revision): Promise<Readonly<Record<Digest, ReleaseConfig>>> {
    const by = environmentPaths.revision(revision.number)
    const digests = [...new Set(revision.releases.map((release) => release.config))]
    return Object.fromEntries(
      await Promise.all(digests.map(async (digest) => [digest, await this.config(digest, by)] as const)),
    )
  }

  /** Fences that a report is there of, lowest first. */
  async reportFences(): Promise<readonly number[]> {
    const paths = await this.snapshot.list('reports/')
    return paths
      .flatMap((path) => /^reports\/(\d+)\.json$/.exec(path)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b)
  }

  /** What the deploy with this fence did; null when it wrote nothing. */
  async report(fence: number): Promise<DeployReport | null> {
    return (await readDocument(this.snapshot, environmentPaths.report(fence), parseDeployReport))?.value ?? null
  }

  /** Every revision that was deployed well, in the order of their deploys, as the reports tell it. */
  async deployedWell(): Promise<readonly DeployedWell[]> {
    const reports = await Promise.all((await this.reportFences()).map((fence) => this.report(fence)))
    const numbers = reports.flatMap((one) => (one === null || one.status === 'rolled-back' ? [] : [one.revision]))
    const { deployed } = this.state
    if (deployed !== null && !numbers.includes(deployed.number)) numbers.push(deployed.number)
    const restores = new Map<number, number | null>()
    for (const number of new Set(numbers)) restores.set(number, (await this.revision(number)).restores)
    return numbers.map((number) => ({ number, restores: restores.get(number) ?? null }))
  }

  /** What is registered as running. */
  async inventory(): Promise<Inventory> {
    return parseInventory(await this.#texts('inventory/', '.json'))
  }

  /** Every closed record, oldest month first. */
  async history(): Promise<readonly ClosedRecord[]> {
    const files = await this.#texts('inventory/history/', '.ndjson')
    return files.flatMap(([path, text]) => parseHistory(text, `${this.snapshot.domain} ${path}`))
  }

  async #texts(prefix: string, ending: string): Promise<readonly (readonly [path: string, text: string])[]> {
    const paths = (await this.snapshot.list(prefix)).filter((path) => path.endsWith(ending))
    return Promise.all(paths.map(async (path) => [path, (await this.snapshot.get(path)) ?? ''] as const))
  }
}

/** Reads an environment that must be there. Fault `environment-unknown`, with the one that was probably meant. */
export async function readEnvironment(store: MetadataStore, name: string): Promise<StoredEnvironment> {
  const snapshot = await store.read(environmentDomain(name))
  if (snapshot.version === '') throw await unknownEnvironment(store, name)
  return StoredEnvironment.at(snapshot, name)
}
