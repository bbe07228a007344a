import type { EnvironmentSpec } from './environment-spec.ts'

/** One host of an environment with the defaults of its groups filled in. */
export interface EnvironmentHost {
  readonly name: string
  readonly address: string
  /** Names of the groups that list it, sorted. */
  readonly groups: readonly string[]
  readonly connection: 'ssh' | 'local'
  /** Folder of `connection: local`, as written: absolute or with `~/`. null for ssh. */
  readonly root: string | null
  /** null: whoever ssh's own configuration says. */
  readonly user: string | null
  readonly sshPort: number
  /** Name of the host to jump through. */
  readonly jump: string | null
  /** Ports for instances, both ends included. */
  readonly ports: { readonly low: number; readonly high: number }
}

const defaultPorts = '18000-18999'

/** All hosts by name. The same name in several groups is one host; a parsed spec says nothing different of it in two groups. */
export function environmentHosts(spec: Pick<EnvironmentSpec, 'hostGroups'>): ReadonlyMap<string, EnvironmentHost> {
  const hosts = new Map<string, EnvironmentHost>()
  for (const [groupName, group] of Object.entries(spec.hostGroups).sort(byName)) {
    for (const { name, address } of group.hosts) {
      const known = hosts.get(name)
      const groups = [...(known?.groups ?? []), groupName]
      hosts.set(
        name,
        known === undefined
          ? { ...reached(spec, groups), name, address, groups }
          : { ...known, ...reached(spec, groups), groups },
      )
    }
  }
  return hosts
}

function reached(spec: Pick<EnvironmentSpec, 'hostGroups'>, groupNames: readonly string[]) {
  const groups = groupNames.map((name) => spec.hostGroups[name]).filter((group) => group !== undefined)
  const first = <Value>(pick: (group: EnvironmentSpec['hostGroups'][string]) => Value | undefined) =>
    groups.map(pick).find((value) => value !== undefined)
  const [low = 0, high = 0] = (first((group) => group.ports) ?? defaultPorts).split('-').map(Number)
  return {
    connection: first((group) => group.connection) ?? ('ssh' as const),
    root: first((group) => group.root) ?? null,
    user: first((group) => group.user) ?? null,
    sshPort: first((group) => group.port) ?? 22,
    jump: first((group) => group.jump) ?? null,
    ports: { low, high },
  }
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}
