import type { EnvironmentSpec } from '../spec/environment-spec.ts'

/**
 * The spec that a rollback puts into its revision: services and config as they were; with `hosts: now` the hosts, VIP and
 * proxies of today. `packages` and `sets` are those of the newest revision, or the next promote would take what they say
 * for news and redo what was just taken back.
 */
export function restoredSpec(
  then: EnvironmentSpec,
  now: EnvironmentSpec,
  newest: EnvironmentSpec,
  hosts: 'now' | 'then',
): EnvironmentSpec {
  const { packages: _packages, sets: _sets, ...kept } = then
  const { packages, sets } = newest
  const { hostGroups, address, proxies } = hosts === 'now' ? now : then
  return {
    ...kept,
    hostGroups,
    address,
    proxies,
    ...(packages === undefined ? {} : { packages }),
    ...(sets === undefined ? {} : { sets }),
  }
}
