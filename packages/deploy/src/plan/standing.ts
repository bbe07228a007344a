import type { FoundInstance, Inspection } from '@towpath/hosts'
import type { InstanceToRoute, ReleaseToRoute, RouteTable } from '@towpath/routing'
import { type InstanceManifest, instanceManifestSchema } from '../instance/instance-manifest.ts'

/** An instance that stands on a host, running or not, by what it says of itself. */
export interface LiveInstance {
  readonly host: string
  readonly address: string
  readonly found: FoundInstance
  readonly manifest: InstanceManifest
}

/** A folder or a unit that says nothing of itself. */
export interface Leftover {
  readonly host: string
  /** Null for a unit without a folder. */
  readonly folder: { readonly service: string; readonly release: string } | null
  readonly unit: string | null
}

/** What stands on all hosts of an environment. */
export interface Standing {
  readonly live: readonly LiveInstance[]
  readonly leftovers: readonly Leftover[]
}

/** Where a host is; a whole `Host` fits. */
export interface HostPlace {
  readonly name: string
  readonly address: string
}

/** Reads what was found, host by host. */
export function readStanding(
  inspections: Readonly<Record<string, Pick<Inspection, 'instances' | 'strayUnits'>>>,
  hosts: ReadonlyMap<string, HostPlace>,
): Standing {
  const live: LiveInstance[] = []
  const leftovers: Leftover[] = []
  for (const [host, { instances, strayUnits }] of Object.entries(inspections)) {
    for (const found of instances) {
      const manifest = readManifest(found)
      const { service, release, unit } = found
      if (manifest === null) leftovers.push({ host, folder: { service, release }, unit })
      else live.push({ host, address: hosts.get(host)?.address ?? '', found, manifest })
    }
    for (const unit of strayUnits) leftovers.push({ host, folder: null, unit })
  }
  return { live, leftovers }
}

/** Null when a killed run left it without a word, or with one that is not ours. */
function readManifest({ manifest }: FoundInstance): InstanceManifest | null {
  if (manifest === null) return null
  const parsed = instanceManifestSchema.safeParse(parseJson(manifest))
  return parsed.success ? parsed.data : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function isRunning({ found }: LiveInstance): boolean {
  return found.state === 'running'
}

/** Ids of all instances that a table sends requests to: each was healthy when that table was committed. */
export function routedInstances(table: RouteTable | null): ReadonlySet<string> {
  const releases = Object.values(table?.releases ?? {})
  return new Set(
    releases.flatMap(({ endpoints }) => Object.values(endpoints).flatMap((all) => all.map((one) => one.instance))),
  )
}

export function instanceToRoute({ address, found, manifest }: LiveInstance): InstanceToRoute {
  return { instance: manifest.id, service: manifest.service, version: manifest.version, address, ports: found.ports }
}

export function releaseToRoute({ manifest }: { readonly manifest: InstanceManifest }): ReleaseToRoute {
  const { service, version, isDefault, provides, dependencies } = manifest
  return { service, version, isDefault, provides, dependencies }
}
