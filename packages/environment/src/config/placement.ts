import type { Descriptor, Infrastructure } from '@towpath/descriptor'
import { EnvironmentFault } from '../fault.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'
import type { Origin } from './origin.ts'

/** Where a release runs. */
export interface Placement {
  readonly origin: Origin
  /** The group whose settings count as a level: the one named, or the only one that has all the hosts named. */
  readonly hostGroup: string | null
  /** Names of hosts, in the spec's order. */
  readonly hosts: readonly string[]
}

type Named = Pick<Infrastructure, 'hostGroup' | 'hosts'>

/**
 * The strongest level that names a host group or hosts wins as a whole: line, service, environment, package. A host
 * group's own `infrastructure` can't move a release elsewhere. Throws `placement-unknown`.
 */
export function findPlacement(
  spec: EnvironmentSpec,
  serviceName: string,
  descriptor: Descriptor,
  line: string,
): Placement {
  const key = `services.${serviceName}`
  for (const [origin, named] of placesOf(spec, serviceName, descriptor, line)) {
    if (named?.hosts !== undefined) return onHosts(spec, origin, named.hosts)
    if (named?.hostGroup !== undefined) return inGroup(spec, origin, named.hostGroup)
  }
  throw new EnvironmentFault('placement-unknown', {
    where: `${key}.hostGroup`,
    expected: `one of ${quoted(Object.keys(spec.hostGroups))}`,
    found: 'neither a host group nor hosts, in the spec or in the package',
    fix: `Say where it runs: \`${serviceName}: {hostGroup: ${Object.keys(spec.hostGroups)[0] ?? 'web'}}\``,
  })
}

/** Every level that says where a release runs, the strongest first; a group as `hostGroup web`. */
export function namedPlaces(
  ...release: Parameters<typeof findPlacement>
): readonly { readonly origin: Origin; readonly said: string | readonly string[] }[] {
  return placesOf(...release).flatMap(([origin, named]) => {
    const said = named?.hosts ?? (named?.hostGroup === undefined ? null : `hostGroup ${named.hostGroup}`)
    return said === null ? [] : [{ origin, said }]
  })
}

function placesOf(
  spec: EnvironmentSpec,
  serviceName: string,
  descriptor: Descriptor,
  line: string,
): readonly [Origin, Named | undefined][] {
  const service = deliveredService(spec, serviceName)
  const key = `services.${serviceName}`
  return [
    [{ level: 'line', where: `${key}.lines["${line}"].infrastructure` }, service?.lines?.[line]?.infrastructure],
    [{ level: 'service', where: key }, service],
    [{ level: 'service', where: `${key}.infrastructure` }, service?.infrastructure],
    [{ level: 'environment', where: 'infrastructure' }, spec.infrastructure],
    [
      { level: 'package', where: `towpath.yaml of ${descriptor.package} ${descriptor.version}` },
      descriptor.infrastructure,
    ],
  ]
}

function inGroup(spec: EnvironmentSpec, origin: Origin, name: string): Placement {
  const group = Object.hasOwn(spec.hostGroups, name) ? spec.hostGroups[name] : undefined
  if (group === undefined)
    throw unknown(`${origin.where}.hostGroup`, `one of ${quoted(Object.keys(spec.hostGroups))}`, name)
  return { origin, hostGroup: name, hosts: [...new Set(group.hosts.map((host) => host.name))] }
}

function onHosts(spec: EnvironmentSpec, origin: Origin, names: readonly string[]): Placement {
  const groups = Object.entries(spec.hostGroups)
  const known = new Set(groups.flatMap(([, group]) => group.hosts.map((host) => host.name)))
  const missing = names.find((name) => !known.has(name))
  if (missing !== undefined)
    throw unknown(`${origin.where}.hosts`, `hosts of this environment: ${quoted([...known])}`, missing)
  const around = groups.filter(([, group]) => names.every((name) => group.hosts.some((host) => host.name === name)))
  const [only] = around
  return { origin, hostGroup: around.length === 1 && only !== undefined ? only[0] : null, hosts: [...new Set(names)] }
}

function unknown(where: string, expected: string, found: string): EnvironmentFault {
  return new EnvironmentFault('placement-unknown', {
    where,
    expected,
    found: `\`${found}\``,
    fix: 'Correct the name, or add it to `hostGroups`',
  })
}

function quoted(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ')
}
