import { satisfies } from '@towpath/descriptor'
import { promoteCommand } from '../plan/step-command.ts'
import { type BrokenEdge, edgesOf, isBroken, isDelivered } from '../promotion/dependencies.ts'
import { linesOf } from '../promotion/lines.ts'
import { selectService } from '../promotion/select-releases.ts'
import { prereleasePolicy } from '../spec/address.ts'
import { deliveredService, type EnvironmentSpec, isExternal } from '../spec/environment-spec.ts'
import type { Attempt } from './attempt.ts'
import { type DerivedSet, searchBounds } from './derive-set.ts'
import { publishedFix } from './published-fix.ts'

/** What to do about an edge that would not hold, the smallest first. */
export function fixesOfEdge(edge: BrokenEdge, attempt: Attempt, derived: DerivedSet): readonly string[] {
  const { spec } = attempt
  if (edge.problem === 'address') {
    return [`Give ${spec.environment} a domain: \`address: {domain: ${spec.environment}.internal}\``]
  }
  const service = Object.hasOwn(spec.services, edge.dependency) ? spec.services[edge.dependency] : undefined
  const together = togetherFix(attempt, derived)
  if (service !== undefined && isExternal(service)) {
    return [
      ...together,
      `If another version answers there by now, correct \`services.${edge.dependency}.external.version\` in the spec`,
    ]
  }
  if (!isDelivered(spec, edge.dependency)) return [...together, ...absentFixes(edge, spec)]
  const found = [...together, ...sideBySide(edge, attempt)]
  if (found.length > 0) return withoutFirstOr(found)
  return [elsewhereFix(edge, attempt), ...(derived.outcome === 'gave-up' ? [gaveUpText(derived.combinations)] : [])]
}

/** Where no further package helps, or what was asked for is in the way itself. */
function elsewhereFix(edge: BrokenEdge, attempt: Attempt): string {
  const { consumer, dependency, range } = edge
  const asked = attempt.chosen.find((one) => one.name === dependency)
  if (asked === undefined) return publishedFix(edge, attempt)
  return attempt.chosen.some((one) => one.name === consumer.service)
    ? `Ask for a version of ${dependency} that fits \`${range}\` instead of ${asked.version}`
    : `Publish a version of ${consumer.service} that can use ${dependency} ${asked.version}, and promote it together`
}

/** The command that promotes the change with the derived set; nothing where there is none. */
export function derivedCommand(attempt: Attempt, derived: DerivedSet): string | null {
  if (derived.outcome !== 'found') return null
  const all = [...attempt.chosen, ...derived.added]
  const list = all.filter((one) => one.sets === undefined).map((one) => `${one.name}@${one.version}`)
  const sets = new Set(all.flatMap((one) => one.sets ?? []).map(({ set }) => set))
  return promoteCommand(attempt.spec.environment, list.sort(), { sets: [...sets].sort() })
}

export function togetherFix(attempt: Attempt, derived: DerivedSet): readonly string[] {
  const command = derivedCommand(attempt, derived)
  if (derived.outcome !== 'found' || command === null) return []
  const names = derived.added.map((one) => `\`${one.name}@${one.version}\``)
  return [`Together with ${names.join(' and ')} it can: \`${command}\``]
}

/** What is offered first is no alternative to anything. */
function withoutFirstOr([first = '', ...others]: readonly string[]): readonly string[] {
  return [first.replace(/^Or (\w)/, (_, letter: string) => letter.toUpperCase()), ...others]
}

function gaveUpText(combinations: number): string {
  return `Or name further packages yourself: of the ${searchBounds.versionsOfPackage} newest versions of each, ${combinations} combinations were tried and none makes it possible; there may be one`
}

function absentFixes(edge: BrokenEdge, spec: EnvironmentSpec): readonly string[] {
  const group = Object.keys(spec.hostGroups).find((name) => name !== spec.proxies.hostGroup) ?? 'web'
  return [
    `Add \`${edge.dependency}: {hostGroup: ${group}}\` to \`services\` of the spec and promote \`${edge.dependency}@${edge.range}\` together`,
    `Or, where someone else delivers it: \`${edge.dependency}: {external: {version: …, endpoints: ["host:port"]}}\``,
  ]
}

/** Keeping the version that goes beside the one that comes: the widest lines under which both stand. */
function sideBySide(edge: BrokenEdge, attempt: Attempt): readonly string[] {
  const { spec, chosen, pins, proposal } = attempt
  const name = edge.dependency
  const carried = proposal.carriedOf.get(name) ?? []
  const before = carried.find((release) => satisfies(release.version, edge.range, prereleasePolicy(spec)))
  const coming = chosen.findLast((one) => one.name === name)
  const service = deliveredService(spec, name)
  if (before === undefined || coming === undefined || service === undefined) return []
  const wished = chosen.filter((one) => one.name === name)
  const { sets } = proposal
  const holds = (versions: readonly string[]) => {
    const wider = { ...spec, services: { ...spec.services, [name]: { ...service, versions: [...versions] } } }
    const { releases, refusals } = selectService(wider, { service: name, carried, wished, sets }, pins)
    const comes = wished.every((one) => releases.some((release) => release.version === one.version))
    const edges = edgesOf(wider, edge.consumer, (other) => (other === name ? releases : []))
    return refusals.length === 0 && comes && !edges.some((one) => one.dependency === name && isBroken(one))
  }
  const lines = sideBySideLines(
    before.version,
    coming.version,
    service.versions === undefined ? [] : linesOf(spec, name),
  )
  const found = lines.find(holds)
  if (found === undefined) return []
  return [`Or keep both side by side: ${sayVersions(found)} to \`services.${name}\` of the spec`]
}

function sideBySideLines(before: string, coming: string, lines: readonly string[]): readonly (readonly string[])[] {
  const forms = (version: string) => {
    const minor = version.split('.').slice(0, 2).join('.')
    return [`^${minor}`, `~${minor}`, version]
  }
  const [wide = '', narrow = ''] = forms(coming)
  if (lines.length === 0) return forms(before).flatMap((old) => [wide, narrow].map((line) => [old, line]))
  return forms(before).flatMap((old) => [
    [...lines, old],
    [old, ...lines],
  ])
}

function sayVersions(versions: readonly string[]): string {
  return `add \`versions: [${versions.join(', ')}]\``
}
