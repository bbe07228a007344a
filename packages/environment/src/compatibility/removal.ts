import { canonicalRange, nearest, type PackageWish, renderPackageWish } from '@towpath/descriptor'
import { EnvironmentFault } from '../fault.ts'
import { linesOf } from '../promotion/lines.ts'
import { selectReleases } from '../promotion/select-releases.ts'
import type { Release } from '../revision.ts'
import { deliveredService, type EnvironmentSpec } from '../spec/environment-spec.ts'

/** What would go: a service with all its versions, one version of it, or a line. */
export type Removal =
  | { readonly kind: 'service'; readonly service: string }
  | { readonly kind: 'version'; readonly service: string; readonly version: string }
  | { readonly kind: 'line'; readonly service: string; readonly line: string }

/** What someone means by `stock`, `stock@2.1.3` or `stock@^2.1`. Throws `removal-unknown` for what is not there. */
export function readRemoval(wish: PackageWish, spec: EnvironmentSpec, releases: readonly Release[]): Removal {
  const { package: service, wanted } = wish
  const running = releases.filter((release) => release.service === service).map((release) => release.version)
  if (running.length === 0 && !Object.hasOwn(spec.services, service)) throw unknownService(service, spec, releases)
  switch (wanted.kind) {
    case 'newest':
      return { kind: 'service', service }
    case 'version':
      if (!running.includes(wanted.version)) throw notThere(wish, spec, versionsOf(running))
      return { kind: 'version', service, version: wanted.version }
    case 'range': {
      const lines = deliveredService(spec, service)?.versions ?? []
      const line = lines.find((one) => canonicalRange(one) === canonicalRange(wanted.range))
      if (line === undefined) throw notThere(wish, spec, [...lines.map((one) => `\`${one}\``), ...versionsOf(running)])
      return { kind: 'line', service, line }
    }
  }
}

/** The environment as it would be. A line takes with it what no other line keeps. */
export function afterRemoval(
  removal: Removal,
  spec: EnvironmentSpec,
  releases: readonly Release[],
): { readonly spec: EnvironmentSpec; readonly releases: readonly Release[] } {
  const { service } = removal
  const others = releases.filter((release) => release.service !== service)
  const own = releases.filter((release) => release.service === service)
  switch (removal.kind) {
    case 'service': {
      const { [service]: _gone, ...services } = spec.services
      return { spec: { ...spec, services }, releases: others }
    }
    case 'version':
      return { spec, releases: [...others, ...own.filter((release) => release.version !== removal.version)] }
    case 'line': {
      const narrowed = withoutLine(spec, service, removal.line)
      if (narrowed === null) return { spec, releases: others }
      const staying = selectReleases(narrowed, own, [], []).releases
      const kept = own.flatMap((release) => {
        const stays = staying.find((one) => one.version === release.version)
        return stays === undefined ? [] : [{ ...release, line: stays.line, isDefault: stays.isDefault }]
      })
      return { spec: narrowed, releases: [...others, ...kept] }
    }
  }
}

/** null: it is the only line. */
function withoutLine(spec: EnvironmentSpec, service: string, line: string): EnvironmentSpec | null {
  const delivered = deliveredService(spec, service)
  const versions = linesOf(spec, service).filter((one) => one !== line)
  if (delivered === undefined || versions.length === 0) return null
  return { ...spec, services: { ...spec.services, [service]: { ...delivered, versions } } }
}

/** `stock`, `stock 2.1.3`, ``the line `^2.1` of stock``. */
export function sayRemoval(removal: Removal): string {
  switch (removal.kind) {
    case 'service':
      return removal.service
    case 'version':
      return `${removal.service} ${removal.version}`
    case 'line':
      return `the line \`${removal.line}\` of ${removal.service}`
  }
}

/** How it is done. */
export function howToRemove(removal: Removal, { environment }: EnvironmentSpec): string {
  switch (removal.kind) {
    case 'service':
      return `Take \`${removal.service}\` out of \`services\` of the spec and promote to ${environment}`
    case 'version':
      return `Take its line out of \`versions\` of \`services.${removal.service}\`, or promote another version into that line`
    case 'line':
      return `Take \`${removal.line}\` out of \`versions\` of \`services.${removal.service}\` and promote to ${environment}`
  }
}

function versionsOf(running: readonly string[]): readonly string[] {
  return running.length === 0 ? ['no version, as none runs'] : running
}

function unknownService(service: string, spec: EnvironmentSpec, releases: readonly Release[]): EnvironmentFault {
  const known = [...new Set([...Object.keys(spec.services), ...releases.map((release) => release.service)])].sort()
  const near = nearest(service, known)
  return new EnvironmentFault('removal-unknown', {
    where: `${service} in ${spec.environment}`,
    expected: known.length === 0 ? 'a service that is there' : `one of ${known.join(', ')}`,
    found: 'no service of that name',
    ...(near !== undefined && { fix: `Did you mean \`${near}\`?` }),
  })
}

function notThere(wish: PackageWish, spec: EnvironmentSpec, there: readonly string[]): EnvironmentFault {
  return new EnvironmentFault('removal-unknown', {
    where: `${renderPackageWish(wish)} in ${spec.environment}`,
    expected: `one of ${there.join(', ')}`,
    found:
      wish.wanted.kind === 'range'
        ? `\`${wish.wanted.range}\`, which is no line there`
        : 'a version that does not run there',
  })
}
