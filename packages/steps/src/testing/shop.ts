import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  canonicalJson,
  contentDigest,
  type Descriptor,
  digestOf,
  digestOfDocument,
  type PackageRecord,
  packagePaths,
} from '@towpath/descriptor'
import {
  acquireLease,
  type DeployReport,
  environmentDomain,
  environmentPaths,
  type FinishedDeploy,
  finishDeploy,
  instanceId,
  type ReportedInstance,
  type Revision,
  unitName,
} from '@towpath/environment'
import { MemoryMetadataStore, type MetadataStore, SharedMemory } from '@towpath/metadata-store'
import { readEnvironment, StoredEnvironment } from '../environments/environment.ts'
import { promoteIn } from '../promote.ts'
import { registerIn } from '../register.ts'
import type { RecordingStepIo } from './recording-step-io.ts'
import { recordedCall } from './step-call.ts'

type Traits = Partial<Pick<Descriptor, 'dependencies' | 'provides' | 'kind' | 'notes'>>

/** A team's stores in memory and its workspace in a temporary folder, to run steps on. For tests. */
export class Shop {
  readonly memory = new SharedMemory()
  readonly store: MetadataStore
  readonly workspace: string

  /** `store`: another one than in memory. `workspace`: one that is there, for someone else who works from it. */
  constructor(store?: MetadataStore, workspace?: string) {
    this.store = store ?? new MemoryMetadataStore(this.memory)
    this.workspace = workspace ?? mkdtempSync(join(tmpdir(), 'towpath-steps-'))
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.workspace, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }

  [Symbol.dispose](): void {
    rmSync(this.workspace, { recursive: true, force: true })
  }

  /** The spec of an environment with the services `orders` and `stock` on one local host; `more` are further lines. */
  async spec(environment: string, more = ''): Promise<void> {
    await this.write(
      `environments/${environment}.yaml`,
      `environment: ${environment}
address: {vip: 127.0.0.1, port: 18080}
proxies: {kind: embedded}
hostGroups: {web: {connection: local, root: ~/.towpath/hosts, hosts: [{name: here, address: 127.0.0.1}]}}
services: {orders: {hostGroup: web}, stock: {hostGroup: web}}
${more}`,
    )
  }

  async publish(name: string, version: string, traits: Traits = {}): Promise<PackageRecord> {
    const record = recordOf(descriptorOf(name, version, traits))
    await this.store.commit('packages', `publish ${name}`, async () => ({
      kind: 'change',
      create: { [packagePaths.record(name, version)]: canonicalJson(record) },
    }))
    return record
  }

  /** A set as it stands once it is published. */
  async publishSet(set: string, version: string, packages: Readonly<Record<string, string>>): Promise<void> {
    const publication = {
      at: '2026-11-23T08:00:00Z',
      repository: 'github.com/acme/sets',
      revision: 'abc',
      run: 'x',
      by: 'ada',
    }
    const record = { schema: 1, set, version, notes: `What ${set} ${version} brings.`, packages, publication }
    await this.store.commit('packages', `publish set ${set}`, async () => ({
      kind: 'change',
      create: { [packagePaths.set(set, version)]: canonicalJson(record) },
    }))
  }

  /** Promotes and gives what the step said. */
  async promote(inputs: Readonly<Record<string, string>>, now?: string): Promise<RecordingStepIo> {
    const { call, io } = recordedCall('promote', { workspace: this.workspace, inputs, ...(now && { now }) })
    await promoteIn(this.store, call)
    return io
  }

  environment(name: string): Promise<StoredEnvironment> {
    return readEnvironment(this.store, name)
  }

  /** As if deploy had carried out the desired revision, well or not. Gives its report. `verify` may throw what refuses it. */
  async deploy(
    name: string,
    at: string,
    outcome: 'deployed' | 'rolled-back' = 'deployed',
    verify: (environment: StoredEnvironment, revision: Revision) => Promise<void> = async () => undefined,
    refused: FinishedDeploy['refused'] = [],
  ): Promise<DeployReport> {
    const reports: DeployReport[] = []
    await this.store.commit(environmentDomain(name), 'deploy', async (snapshot) => {
      const environment = await StoredEnvironment.at(snapshot, name)
      const { state } = environment
      const number = state.desired?.number ?? 0
      const revision = await environment.revision(number)
      await verify(environment, revision)
      const base = revision.base === null ? null : await environment.revision(revision.base)
      const owner = { kind: 'process', host: 'here', boot: 'b', pid: 1, startTime: '1' } as const
      const wish = { state, environment: name, owner, revision: number, run: 'ada@laptop', now: at }
      const lease = acquireLease({ ...wish, ownerIsGone: () => true })
      if (lease.outcome === 'held') throw lease.fault
      const { fence } = lease.lease
      const running = outcome === 'deployed' ? revision : base
      const report = reportOf(revision, running, { fence, at, outcome, previous: state.deployed?.number ?? null })
      reports.push(report)
      const after = finishDeploy({
        state: lease.state,
        fence,
        outcome,
        revision,
        base,
        deployedWell: await environment.deployedWell(),
        refused,
        reason: outcome === 'deployed' ? null : 'never became healthy',
        now: at,
      })
      return {
        kind: 'change',
        create: { [environmentPaths.report(fence)]: canonicalJson(report) },
        write: { [environmentPaths.state]: canonicalJson(after) },
      }
    })
    const report = reports.at(-1)
    if (report === undefined) throw new Error('no report')
    return report
  }

  async register(name: string, inputs: Readonly<Record<string, string>> = {}): Promise<RecordingStepIo> {
    const { call, io } = recordedCall('register', {
      workspace: this.workspace,
      inputs: { environment: name, ...inputs },
    })
    await registerIn(this.store, call)
    return io
  }
}

function descriptorOf(name: string, version: string, traits: Traits = {}): Descriptor {
  return {
    schema: 1,
    package: name,
    version,
    code: { run: ['node', 'server.js'] },
    provides: { http: { protocol: 'http', port: 'PORT', health: '/healthz' } },
    files: digestOf(`files of ${name} ${version}`),
    archive: {
      digest: digestOf(`archive of ${name} ${version}`),
      sizeBytes: 1000,
      mediaType: 'application/vnd.towpath.code.v1.tar+gzip',
    },
    notes: `What ${name} ${version} brings.`,
    source: { repository: `github.com/acme/${name}`, revision: 'abc' },
    created: '2026-11-23T08:00:00Z',
    ...traits,
  }
}

function recordOf(descriptor: Descriptor): PackageRecord {
  return {
    schema: 1,
    descriptor,
    digest: digestOfDocument(descriptor),
    content: contentDigest(descriptor),
    archive: descriptor.archive,
    files: descriptor.files,
    reference: `acme/${descriptor.package}@${digestOf(`manifest of ${descriptor.package} ${descriptor.version}`)}`,
    publication: {
      at: '2026-11-23T08:00:00Z',
      repository: descriptor.source.repository,
      revision: 'abc',
      run: 'ada@laptop',
      by: 'ada',
    },
  }
}

interface Deployed {
  readonly fence: number
  readonly at: string
  readonly outcome: 'deployed' | 'rolled-back'
  readonly previous: number | null
}

/** Every release of what runs, once on the host `here`, at ports from 18000. */
function reportOf(revision: Revision, running: Revision | null, deployed: Deployed): DeployReport {
  const { fence, at, outcome, previous } = deployed
  const instances = (running?.releases ?? []).map((release, index): ReportedInstance => {
    const name = {
      environment: revision.environment,
      service: release.service,
      version: release.version,
      release8: '0a1b2c3d',
      host: 'here',
      ordinal: 1,
    }
    return {
      id: instanceId(name),
      service: release.service,
      version: release.version,
      config: release.config,
      ip: '127.0.0.1',
      ports: { http: 18_000 + index },
      unit: unitName(name),
      change: outcome === 'deployed' ? 'started' : 'restored',
    }
  })
  return {
    schema: 1,
    environment: revision.environment,
    revision: revision.number,
    previous,
    fence,
    status: outcome,
    run: 'ada@laptop',
    startedAt: at,
    endedAt: at,
    routeTable: null,
    verifiedThrough: 'vip',
    hosts: [{ host: 'here', phases: [], sentBytes: 0, totalBytes: 0, instances }],
    proxies: [{ host: 'here', outcome: 'switched', table: null, holdsVip: true }],
    failure: null,
  }
}
