import { type EnvironmentSpec, proxyKind } from '@towpath/environment'

/**
 * How names of an environment come to lead to its VIP. `dns`: somebody's DNS has them, and deploy looks; that is so wherever there is a domain.
 * `hosts`: deploy keeps them in /etc/hosts. `none`: processes are told no names.
 */
export type NameKind = 'dns' | 'hosts' | 'none'

/** Whether a deploy takes names out of /etc/hosts that DNS has to have from then on: also for what runs on and was told them. */
export function losesItsBlock(spec: EnvironmentSpec, base: EnvironmentSpec | null): boolean {
  return nameKind(spec) === 'dns' && base !== null && nameKind(base) === 'hosts'
}

export function nameKind(spec: EnvironmentSpec): NameKind {
  if (proxyKind(spec) === 'embedded' || spec.address.domain === undefined) return 'none'
  return spec.address.names ?? 'dns'
}
