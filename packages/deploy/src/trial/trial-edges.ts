import { once } from 'node:events'
import { type EnvironmentSpec, parseEnvironmentSpec } from '@towpath/environment'
import { type Host, openHosts } from '@towpath/hosts'
import { compileRouteTable, type ProvideToRoute, type RouteTable } from '@towpath/routing'
import { type HostOptions, openLab, type Site } from '@towpath/testing/lab'
import type { HaproxyProxy } from '../proxies/haproxy/haproxy-proxy.ts'
import { seeEdge } from '../proxies/haproxy/open-edge.ts'

export interface OpenEdges {
  readonly fence: number
  /** The name of the only one that is to be opened. */
  readonly only?: string | undefined
  /** Default: the one that the edges were made for. */
  readonly spec?: EnvironmentSpec
}

/** Real edges, reached by ssh, and an app host behind them. Ends with its scope. */
export class TrialEdges implements AsyncDisposable {
  readonly site: Site
  readonly spec: EnvironmentSpec
  readonly #opened: Host[] = []

  constructor(site: Site, spec: EnvironmentSpec) {
    this.site = site
    this.spec = spec
  }

  /** As one run opens them, by connections of its own. */
  async open({ fence, only, spec = this.spec }: OpenEdges): Promise<readonly HaproxyProxy[]> {
    const { privateKey, knownHosts } = this.site
    const hosts = await openHosts(spec, {
      home: '/',
      path: '',
      forbiddenRoots: [],
      node: '',
      program: '',
      ssh: { privateKey, agentSocket: null, knownHosts },
    })
    this.#opened.push(...hosts.values())
    const edges = [...hosts.values()].filter(({ name }) => name.startsWith('edge-'))
    const wanted = edges.filter(({ name }) => only === undefined || name === only)
    return Promise.all(
      wanted.map(async (host) => {
        const peers = edges.filter((edge) => edge !== host).map(({ address }) => address)
        const seen = await seeEdge(host, { spec, peers, acting: { environment: spec.environment, fence } })
        return seen.open()
      }),
    )
  }

  /** Cuts all connections of runs, as a run's death does. */
  async leave(): Promise<void> {
    await Promise.all(this.#opened.splice(0).map((host) => host.close()))
  }

  /** A service on app-1 that answers with its version; it dies with that host. */
  async serve(version: string, port: number): Promise<void> {
    await this.#start(service, version, port)
  }

  /** A gRPC server on app-1 with the standard health service and nothing else. */
  async serveGrpc(port: number): Promise<void> {
    await this.#start(grpcService, port)
  }

  async #start(program: string, ...given: readonly (string | number)[]): Promise<void> {
    const child = this.site.spawnIn('app-1', process.execPath, ['-e', program, ...given.map(String)])
    await once(child.stdout, 'data')
  }

  /** Releases by name, each with the ports of app-1 that its instances have. The last one of a service is its default. */
  table(
    running: Readonly<Record<string, readonly number[]>>,
    provides: Readonly<Record<string, ProvideToRoute>> = byHttp,
  ): RouteTable {
    const releases = Object.keys(running).map((name) => {
      const [service = '', version = ''] = name.split('@')
      return { service, version }
    })
    return compileRouteTable({
      environment: this.spec.environment,
      domain: 'staging.internal',
      prereleases: 'exclude',
      releases: releases.map((release, index) => ({
        ...release,
        isDefault: releases.findLastIndex(({ service }) => service === release.service) === index,
        provides,
        dependencies: {},
      })),
      externals: [],
      aliases: {},
      instances: releases.flatMap(({ service, version }) =>
        (running[`${service}@${version}`] ?? []).map((port) => ({
          instance: `staging_${service}_${version}_0a1b2c3d@app-1:${port}`,
          service,
          version,
          address: this.site.host('app-1').address,
          ports: Object.fromEntries(Object.keys(provides).map((provide) => [provide, port])),
        })),
      ),
      listeners: [],
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.leave()
    await this.site[Symbol.asyncDispose]()
  }
}

/** The edges by name, each with what it lacks, say; and app-1. `user`: whom ssh logs in as. */
export async function openTrialEdges(
  user: 'root' | 'deploy',
  edges: Readonly<Record<string, HostOptions>> = { 'edge-1': {}, 'edge-2': {} },
): Promise<TrialEdges> {
  const site = await openLab({ hosts: { 'app-1': {}, ...edges } })
  return new TrialEdges(site, edgeSpec(site, { user }))
}

/** What a spec says otherwise, as text of YAML. */
export interface EdgeSpecTexts {
  readonly user?: string
  readonly environment?: string
  readonly vip?: string
  readonly port?: number
  readonly proxies?: string
  readonly services?: string
}

export function edgeSpec(site: Site, texts: EdgeSpecTexts = {}): EnvironmentSpec {
  const { user = 'root', environment = 'staging', vip = `${site.vip}/24`, port = 80 } = texts
  const { proxies = 'interface: host0', services = '' } = texts
  const hosts = site.hosts
    .filter(({ name }) => name.startsWith('edge-'))
    .map(({ name, address }) => `{name: ${name}, address: ${address}}`)
  const text = `
environment: ${environment}
address: {vip: ${vip}, port: ${port}, domain: staging.internal}
proxies: {hostGroup: edge, ${proxies}}
hostGroups:
  edge: {user: ${user}, hosts: [${hosts.join(', ')}]}
  web: {hosts: [{name: app-1, address: ${site.host('app-1').address}}]}
services: {${services}}
`
  return parseEnvironmentSpec(text, `${environment}.yaml`)
}

/** Brings a table to these proxies as a deploy does. */
export async function switchTo(proxies: readonly HaproxyProxy[], table: RouteTable): Promise<void> {
  await Promise.all(proxies.map((proxy) => proxy.prepare(table)))
  await Promise.all(proxies.map((proxy) => proxy.commit(table)))
}

/** What a release provides unless a test says otherwise. */
export const byHttp = { http: { protocol: 'http', health: '/healthz' } } as const

const grpcService = `
const { Server, ServerCredentials } = require('@grpc/grpc-js')
const { HealthImplementation } = require('grpc-health-check')
const server = new Server()
new HealthImplementation({ '': 'SERVING' }).addToServer(server)
server.bindAsync('0.0.0.0:' + process.argv[1], ServerCredentials.createInsecure(), () => console.log('ready'))
`

const service = `
const [, version, port] = process.argv
const http = require('node:http').createServer((request, response) => {
  const wait = Number(new URL(request.url, 'http://here').searchParams.get('wait') ?? 0)
  setTimeout(() => response.end(version), wait)
})
http.keepAliveTimeout = 60000
http.on('upgrade', (request, socket) => {
  socket.on('error', () => undefined)
  socket.write('HTTP/1.1 101 Switching Protocols\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\\r\\n\\r\\n')
  socket.on('data', (data) => socket.write(data))
})
http.listen(Number(port), '0.0.0.0', () => console.log('ready'))
`
