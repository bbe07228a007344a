import { type EnvironmentSpec, isExternal } from '@towpath/environment'
import {
  compileRouteTable,
  type InstanceToRoute,
  type ReleaseToRoute,
  type RouteListener,
  type RouteTable,
  releaseKey,
} from '@towpath/routing'

/** What is routed at one moment of a deploy. */
export interface Routed {
  readonly release: ReleaseToRoute
  readonly instance: InstanceToRoute
}

/**
 * The table of a moment: what has switched already, or is somebody else's by now, goes before what is to leave. Of one version that stands in both (a
 * change of config only), the new instances alone are routed; a range that both satisfy leads to the newest version.
 */
export function compileTable(
  spec: EnvironmentSpec,
  {
    entered,
    leaving,
    listeners,
  }: { entered: readonly Routed[]; leaving: readonly Routed[]; listeners: readonly RouteListener[] },
): RouteTable {
  const externals = Object.entries(spec.services).flatMap(([service, entry]) =>
    isExternal(entry) ? [{ service, ...entry.external }] : [],
  )
  const keys = new Set([...entered.map(({ release }) => release), ...externals].map(releaseKey))
  const staying = leaving.filter(({ release }) => !keys.has(releaseKey(release)))
  const all = [...entered, ...staying]
  const releases = new Map(all.map(({ release }) => [releaseKey(release), release]))
  return compileRouteTable({
    environment: spec.environment,
    domain: spec.address.domain ?? null,
    prereleases: spec.prereleases ?? 'exclude',
    releases: [...releases.values()],
    externals,
    aliases: Object.fromEntries(
      Object.entries(spec.services).flatMap(([service, { aliases, ...entry }]) =>
        aliases !== undefined && (isExternal(entry) || isProvided(all, service)) ? [[service, aliases]] : [],
      ),
    ),
    instances: all.map(({ instance }) => instance),
    listeners,
  })
}

/** In the middle of a first deploy a service may not be there yet: its aliases wait with it. */
function isProvided(all: readonly Routed[], service: string): boolean {
  return all.some(({ release }) => release.service === service && Object.keys(release.provides).length > 0)
}
