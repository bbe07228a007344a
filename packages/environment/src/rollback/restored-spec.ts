import { withWishesOf } from '../promotion/wanted.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'

/**
 * The spec that a rollback puts into its revision: services and config as they were; with `hosts: now` the hosts, VIP and
 * proxies of today. Its wishes are those of the newest revision.
 */
export function restoredSpec(
  then: EnvironmentSpec,
  now: EnvironmentSpec,
  newest: EnvironmentSpec,
  hosts: 'now' | 'then',
): EnvironmentSpec {
  const { hostGroups, address, proxies } = hosts === 'now' ? now : then
  return withWishesOf({ ...then, hostGroups, address, proxies }, newest)
}
