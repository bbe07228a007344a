import {
  canonicalRange,
  DescriptorFault,
  type Infrastructure,
  type Problem,
  parsePackageWish,
} from '@towpath/descriptor'
import semver from 'semver'
import { acceptedRange } from './address.ts'
import { unknownGroup } from './address-problems.ts'
import { type DeliveredService, deliveredService, type EnvironmentSpec, isExternal } from './environment-spec.ts'

type Path = readonly PropertyKey[]

/** Services: where they run, their lines, what is wanted of them. */
export function* serviceProblems(spec: EnvironmentSpec): Generator<Problem> {
  yield* placementProblems(['infrastructure'], spec, spec.infrastructure)
  for (const [name, group] of Object.entries(spec.hostGroups)) {
    yield* movingGroupProblems(['hostGroups', name, 'infrastructure'], group.infrastructure)
  }
  for (const [name, service] of Object.entries(spec.services)) {
    const path = ['services', name]
    if (isExternal(service)) {
      yield* endpointProblems([...path, 'external', 'endpoints'], service.external.endpoints)
      continue
    }
    yield* placementProblems(path, spec, service)
    yield* placementProblems([...path, 'infrastructure'], spec, service.infrastructure)
    yield* placedTwiceProblems(path, service)
    yield* lineProblems(path, spec, service)
    yield* secretProblems([...path, 'secrets'], service)
  }
  yield* wishProblems(spec)
}

function* placementProblems(
  path: Path,
  spec: EnvironmentSpec,
  named: Pick<Infrastructure, 'hostGroup' | 'hosts'> | undefined,
): Generator<Problem> {
  if (named?.hostGroup !== undefined && named.hosts !== undefined) {
    yield {
      path: [...path, 'hosts'],
      at: 'key',
      expected: '`hostGroup` or `hosts`',
      found: 'both',
      fix: 'Remove one of them',
    }
  }
  if (named?.hostGroup !== undefined && !Object.hasOwn(spec.hostGroups, named.hostGroup)) {
    yield unknownGroup([...path, 'hostGroup'], spec)
  }
  const known = new Set(Object.values(spec.hostGroups).flatMap((group) => group.hosts.map((host) => host.name)))
  for (const [index, host] of (named?.hosts ?? []).entries()) {
    if (!known.has(host))
      yield {
        path: [...path, 'hosts', index],
        expected: `one of the hosts: ${[...known].join(', ')}`,
        fix: 'Correct the name, or add the host to a group',
      }
  }
}

/** `services.<name>` and its `infrastructure` are one level: only one of them can say where it runs. */
function* placedTwiceProblems(path: Path, service: DeliveredService): Generator<Problem> {
  if (service.hostGroup === undefined && service.hosts === undefined) return
  for (const key of ['hostGroup', 'hosts'] as const) {
    if (service.infrastructure?.[key] !== undefined) {
      yield {
        path: [...path, 'infrastructure', key],
        at: 'key',
        expected: 'the place said once',
        found: 'it here and at the service',
        fix: 'Remove one of them',
      }
    }
  }
}

function* movingGroupProblems(
  path: Path,
  infrastructure: Pick<Infrastructure, 'hostGroup' | 'hosts'> | undefined,
): Generator<Problem> {
  for (const key of ['hostGroup', 'hosts'] as const) {
    if (infrastructure?.[key] !== undefined) {
      yield {
        path: [...path, key],
        at: 'key',
        expected: 'no other place in the settings of a host group',
        found: `\`${key}\``,
        fix: 'Say it at the service',
      }
    }
  }
}

function* endpointProblems(path: Path, endpoints: readonly string[]): Generator<Problem> {
  for (const [index, endpoint] of endpoints.entries()) {
    const port = Number(endpoint.slice(endpoint.lastIndexOf(':') + 1))
    if (port < 1 || port > 65_535) yield { path: [...path, index], expected: 'a port from 1 to 65535 after the `:`' }
  }
}

function* lineProblems(path: Path, spec: EnvironmentSpec, service: DeliveredService): Generator<Problem> {
  const versions = service.versions ?? []
  const seen = new Map<string, string>()
  for (const [index, range] of versions.entries()) {
    const other = seen.get(canonicalRange(range))
    if (other !== undefined)
      yield {
        path: [...path, 'versions', index],
        expected: 'each line once',
        found: `\`${range}\`, which is the same as \`${other}\``,
        fix: 'Remove it',
      }
    seen.set(canonicalRange(range), range)
    if (!semver.intersects(range, acceptedRange(spec), { includePrerelease: true })) {
      yield {
        path: [...path, 'versions', index],
        expected: `a line that \`accept: ${acceptedRange(spec)}\` lets something into`,
        fix: 'Change the line, or `accept`',
      }
    }
  }
  for (const [line, settings] of Object.entries(service.lines ?? {})) {
    const at = [...path, 'lines', line]
    if (!versions.includes(line)) {
      const expected =
        versions.length === 0
          ? 'a line of `versions`, which is not there'
          : `one of \`versions\`, as written there: ${versions.map((one) => `\`${one}\``).join(', ')}`
      yield { path: at, at: 'key', expected, found: `\`${line}\`` }
    }
    yield* placementProblems([...at, 'infrastructure'], spec, settings.infrastructure)
  }
}

function* secretProblems(path: Path, service: DeliveredService): Generator<Problem> {
  if (!Array.isArray(service.secrets)) return
  for (const [index, name] of service.secrets.entries()) {
    if (service.secrets.indexOf(name) !== index)
      yield { path: [...path, index], expected: 'each name once', found: `${name} a second time`, fix: 'Remove it' }
  }
}

/** `packages`: what a pull request wants has to be a service here. */
function* wishProblems(spec: EnvironmentSpec): Generator<Problem> {
  const { packages } = spec
  if (packages === undefined) return
  if (!Array.isArray(packages)) {
    for (const name of Object.keys(packages)) yield* strangerProblems(['packages', name], spec, name)
    return
  }
  for (const [index, text] of packages.entries()) {
    const name = nameIn(text)
    if (name === null)
      yield { path: ['packages', index], expected: 'a package such as `orders`, `orders@1.4.2` or `orders@^1.4`' }
    else yield* strangerProblems(['packages', index], spec, name)
  }
}

function nameIn(text: string): string | null {
  try {
    return parsePackageWish(text).package
  } catch (error) {
    if (error instanceof DescriptorFault) return null
    throw error
  }
}

function* strangerProblems(path: Path, spec: EnvironmentSpec, name: string): Generator<Problem> {
  if (deliveredService(spec, name) !== undefined) return
  yield {
    path,
    at: 'key',
    expected: 'a service that this spec delivers',
    found: `\`${name}\``,
    fix: `Add \`${name}\` to \`services\`, or correct the name`,
  }
}
