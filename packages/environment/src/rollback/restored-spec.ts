import { withPolicyOf } from '../promotion/effective-spec.ts'
import { withWishesOf } from '../promotion/wanted.ts'
import { type EnvironmentSpec, type HostGroup, isExternal } from '../spec/environment-spec.ts'

export interface SpecSources {
  /** Of the revision to restore. */
  readonly former: EnvironmentSpec
  /** Of the base: what is wanted now. */
  readonly current: EnvironmentSpec
  /** Of the newest revision: its wishes stay, else they would look like news to the next promote. */
  readonly newest: EnvironmentSpec
  readonly config: 'then' | 'now'
  readonly hosts: 'then' | 'now'
}

/** The spec that a rollback of everything puts into its revision: services and config of one, hosts, VIP and proxies of the other or the same. */
export function restoredSpec({ former, current, newest, config, hosts }: SpecSources): EnvironmentSpec {
  const [said, standing] = [config === 'then' ? former : current, hosts === 'then' ? former : current]
  const { address, proxies } = standing
  const spec = {
    ...said,
    hostGroups: groupsOf(standing, said),
    address,
    proxies,
    services: withOthersOf(said, standing),
  }
  return withWishesOf(withPolicyOf(spec, current), newest)
}

/** The spec of now, in which only these services are said as they were. */
export function specWithServices(
  { former, current, newest, config }: SpecSources,
  services: ReadonlySet<string>,
): EnvironmentSpec {
  if (config === 'now') return withWishesOf(current, newest)
  const kept = Object.entries(current.services).filter(([name]) => !services.has(name))
  const back = Object.entries(former.services).filter(([name]) => services.has(name))
  const said = { ...current, services: Object.fromEntries([...kept, ...back].sort(([a], [b]) => (a < b ? -1 : 1))) }
  return withWishesOf({ ...said, services: withOthersOf(said, current) }, newest)
}

/** Which hosts a group has, and how they are reached, is not config; what it says of services is. */
function groupsOf(standing: EnvironmentSpec, said: EnvironmentSpec): EnvironmentSpec['hostGroups'] {
  return Object.fromEntries(
    Object.entries(standing.hostGroups).map(([name, group]): [string, HostGroup] => {
      const settings = Object.hasOwn(said.hostGroups, name) ? said.hostGroups[name] : undefined
      if (settings === undefined) return [name, group]
      const { config: _config, dependencies: _dependencies, infrastructure: _infrastructure, ...reached } = group
      const { config, dependencies, infrastructure } = settings
      return [
        name,
        {
          ...reached,
          ...(config !== undefined && { config }),
          ...(dependencies !== undefined && { dependencies }),
          ...(infrastructure !== undefined && { infrastructure }),
        },
      ]
    }),
  )
}

/** What someone else delivers is as it is today, like a host. */
function withOthersOf(said: EnvironmentSpec, standing: EnvironmentSpec): EnvironmentSpec['services'] {
  return Object.fromEntries(
    Object.entries(said.services).map(([name, service]) => {
      const other = Object.hasOwn(standing.services, name) ? standing.services[name] : undefined
      return [name, isExternal(service) && other !== undefined && isExternal(other) ? other : service]
    }),
  )
}
