import type { FoundInstance } from '@towpath/hosts'
import type { InstanceToRoute, ReleaseToRoute } from '@towpath/routing'
import { type InstanceManifest, instanceManifestSchema } from '../instance/instance-manifest.ts'

/** An instance that stands on a host, by what it says of itself. */
export interface LiveInstance {
  readonly host: string
  readonly address: string
  readonly found: FoundInstance
  readonly manifest: InstanceManifest
}

/** What an instance says of itself; null when a killed run left it without a word, or with one that is not ours. */
export function readLiveInstance(host: { name: string; address: string }, found: FoundInstance): LiveInstance | null {
  if (found.manifest === null) return null
  const parsed = instanceManifestSchema.safeParse(parseJson(found.manifest))
  return parsed.success ? { host: host.name, address: host.address, found, manifest: parsed.data } : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function instanceToRoute({ address, found, manifest }: LiveInstance): InstanceToRoute {
  return { instance: manifest.id, service: manifest.service, version: manifest.version, address, ports: found.ports }
}

export function releaseToRoute({ manifest }: LiveInstance): ReleaseToRoute {
  const { service, version, isDefault, provides, dependencies } = manifest
  return { service, version, isDefault, provides, dependencies }
}
