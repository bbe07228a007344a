import type { EnvironmentSpec } from './environment-spec.ts'

/** The address that clients use, without its prefix length. */
export function vipOf(spec: EnvironmentSpec): string {
  const { vip } = spec.address
  return typeof vip === 'string' ? vip.replace(/\/\d+$/, '') : vip.external
}

export type ProxyKind = 'haproxy' | 'embedded'

/** `haproxy` unless the spec says `embedded`. */
export function proxyKind(spec: EnvironmentSpec): ProxyKind {
  return spec.proxies.kind ?? 'haproxy'
}

/** Whether dependencies have an authority to be reached by: a domain, or the embedded proxy's own listeners (DESIGN §7). */
export function hasAuthorities(spec: EnvironmentSpec): boolean {
  return spec.address.domain !== undefined || proxyKind(spec) === 'embedded'
}

export function prereleasePolicy(spec: EnvironmentSpec): { readonly prereleases: 'exclude' | 'include' } {
  return { prereleases: spec.prereleases ?? 'exclude' }
}

/** The versions allowed at all; `*` when the spec says nothing. */
export function acceptedRange(spec: EnvironmentSpec): string {
  return spec.accept ?? '*'
}

/** Where spans are sent: `observe.zipkin`, with the path of Zipkin's v2 API where it names none; null: nowhere. */
export function zipkinEndpoint(spec: EnvironmentSpec): string | null {
  const url = spec.observe?.zipkin
  if (url === undefined) return null
  const { pathname } = new URL(url)
  return pathname === '/' ? `${url.replace(/\/$/, '')}/api/v2/spans` : url
}
