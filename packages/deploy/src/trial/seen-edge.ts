import { type EnvironmentSpec, parseEnvironmentSpec } from '@towpath/environment'
import { layoutBelow } from '@towpath/hosts'
import { compileRouteTable, type RouteTable } from '@towpath/routing'
import { afterChange } from '../proxies/haproxy/after-change.ts'
import { type Edge, planEdge } from '../proxies/haproxy/edge.ts'
import type { EdgeChange } from '../proxies/haproxy/edge-change.ts'
import type { SeenEdge } from '../proxies/haproxy/look-at-edge.ts'
import { planOpening } from '../proxies/haproxy/plan-opening.ts'
import { planCommitting, planPreparing } from '../proxies/haproxy/plan-switching.ts'
import { sha256 } from '../proxies/haproxy/standing.ts'

/** edge-1 by a spec in which this is said otherwise. */
export function edge(texts: { vip?: string; port?: number; proxies?: string } = {}): Edge {
  return planEdge(
    { name: 'edge-1', address: '10.77.0.21', layout: layoutBelow('') },
    { spec: spec(texts), peers: ['10.77.0.22'] },
    'deploy',
  )
}

function spec({ vip = '10.77.0.100/24', port = 80, proxies = 'interface: host0' }): EnvironmentSpec {
  return parseEnvironmentSpec(
    `
environment: staging
address: {vip: ${vip}, port: ${port}}
proxies: {hostGroup: edge, ${proxies}}
hostGroups:
  edge: {hosts: [{name: edge-1, address: 10.77.0.21}, {name: edge-2, address: 10.77.0.22}]}
services: {}
`,
    'staging.yaml',
  )
}

/** A host on which nothing of ours stands. */
export const absent: SeenEdge = {
  programs: new Set(['haproxy', 'keepalived']),
  interfaces: new Set(['host0', 'lo']),
  group: 'deploy',
  proxy: 'absent',
  vip: 'absent',
  files: new Map(),
  stateLine: null,
  table: null,
  prepared: null,
  isPending: false,
  freshness: 0,
  holdsVip: false,
  busy: new Set(),
}

/** One that serves nothing yet. */
export function opened(): SeenEdge {
  const change = planOpening(edge(), absent)
  return change === null ? absent : after(absent, change)
}

/** What is seen once a table was committed. */
export function commit(seen: SeenEdge, wanted: RouteTable): SeenEdge {
  const { state, change } = planPreparing(edge(), seen, wanted)
  return after(after(seen, change), planCommitting(edge(), { state, table: wanted, isReload: false }))
}

/** What is seen once a change was carried out, its units too. */
export function after(seen: SeenEdge, change: EdgeChange): SeenEdge {
  const changed = afterChange(edge(), seen, change)
  const units = Object.entries(change.units).map(
    ([name, text]) => [`/etc/systemd/system/${name}.service`, sha256(text ?? '')] as const,
  )
  return { ...changed, files: new Map([...changed.files, ...units]), busy: new Set() }
}

/** The id of an instance of `table`. */
export function instance(service: string, version: string, port: number): string {
  return `staging_${service}_${version}_0a1b2c3d@app-1:${port}`
}

/** Releases by name, each with the ports of its instances. */
export function table(running: Readonly<Record<string, readonly number[]>>): RouteTable {
  const releases = Object.entries(running).map(([name, ports]) => {
    const [service = '', version = ''] = name.split('@')
    return { service, version, ports }
  })
  return compileRouteTable({
    environment: 'staging',
    domain: null,
    prereleases: 'exclude',
    releases: releases.map(({ service, version }) => ({
      service,
      version,
      isDefault: true,
      provides: { http: { protocol: 'http', health: '/healthz' } },
      dependencies: {},
    })),
    externals: [],
    aliases: {},
    instances: releases.flatMap(({ service, version, ports }) =>
      ports.map((port) => ({
        instance: instance(service, version, port),
        service,
        version,
        address: '10.77.0.11',
        ports: { http: port },
      })),
    ),
    listeners: [],
  })
}
