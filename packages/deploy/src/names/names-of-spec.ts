import { type EnvironmentSpec, proxyKind } from '@towpath/environment'

/**
 * How names of an environment come to lead to its VIP. `dns`: somebody's DNS has them, and deploy looks; that is so wherever there is a domain.
 * `hosts`: deploy keeps them in /etc/hosts. `none`: processes are told no names.
 */
export type NameKind = 'dns' | 'hosts' | 'none'

export function nameKind(spec: EnvironmentSpec): NameKind {
  if (proxyKind(spec) === 'embedded' || spec.address.domain === undefined) return 'none'
  return spec.address.names ?? 'dns'
}
