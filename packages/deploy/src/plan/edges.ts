import { type EnvironmentSpec, proxyKind } from '@towpath/environment'

/** A host that HAProxy runs on for an environment. */
export interface Edge {
  readonly name: string
  readonly address: string
}

/** The proxy pair of an environment, in the order of its spec; empty for the embedded proxy. */
export function edgesOf(spec: EnvironmentSpec): readonly Edge[] {
  const group = proxyKind(spec) === 'haproxy' ? spec.hostGroups[spec.proxies.hostGroup ?? ''] : undefined
  return group?.hosts ?? []
}

/** What a deploy does when one of the proxies is out of reach. */
export type UnreachablePolicy = 'refuse' | 'proceed'

export function unreachablePolicy(spec: EnvironmentSpec): UnreachablePolicy {
  return spec.proxies.unreachable ?? 'refuse'
}

/** Hosts whose proxy belongs to one spec and not to the other. */
export function formerEdges(before: EnvironmentSpec | null, after: EnvironmentSpec): readonly Edge[] {
  const stay = new Set(edgesOf(after).map(({ name }) => name))
  return before === null ? [] : edgesOf(before).filter(({ name }) => !stay.has(name))
}
