import { satisfies } from '@towpath/descriptor'
import type { Refusal } from '../plan/plan.ts'
import { promoteCommand } from '../plan/step-command.ts'
import type { Pin, Release } from '../revision.ts'
import { prereleasePolicy } from '../spec/address.ts'
import { type EnvironmentSpec, isExternal } from '../spec/environment-spec.ts'
import { type BrokenEdge, checkDependencies, isDelivered } from './dependencies.ts'
import { linesOf } from './lines.ts'
import type { Reading } from './published.ts'
import { allowedVersions } from './resolve-wish.ts'
import { type ChosenVersion, selectReleases } from './select-releases.ts'

export interface Attempt {
  readonly spec: EnvironmentSpec
  readonly base: readonly Release[]
  readonly pins: readonly Pin[]
  readonly chosen: readonly ChosenVersion[]
  readonly reading: Reading
  /** Whether to look for versions that go together; otherwise only for what needs no search. */
  readonly searches: boolean
  /** Whether a version may come at all by the gates that look upstream. */
  readonly mayCome: (arrival: { service: string; version: string }) => boolean
}

/** More would make a refusal slow without making it clearer. */
const candidatesTried = 3
const versionsTogether = 5

export function refuseEdge(edge: BrokenEdge, attempt: Attempt): Refusal {
  const { consumer, dependency } = edge
  return {
    code: 'dependency-unsatisfied',
    gate: 'dependencies',
    subject: `${consumer.service} → ${dependency}`,
    reason: reasonOf(edge, attempt.spec.environment),
    fixes: edge.problem === 'address' ? addressFixes(attempt.spec) : fixesOf(edge, attempt),
  }
}

function reasonOf(edge: BrokenEdge, environment: string): string {
  const { consumer, dependency, range, problem, found } = edge
  const who = `${consumer.service} ${consumer.version}`
  if (problem === 'address') return `${who} needs the address of ${dependency}, and ${environment} has ${found}`
  if (problem === 'provide') {
    const provide = consumer.descriptor.dependencies?.[dependency]?.provide
    return `${who} needs ${provide === undefined ? 'something that is served' : `the provide \`${provide}\``} of ${dependency} \`${range}\`, and ${environment} would have ${found}`
  }
  return `${who} needs ${dependency} \`${range}\` (declared in its descriptor), and ${environment} would have ${found}`
}

function addressFixes(spec: EnvironmentSpec): readonly string[] {
  return [`Give ${spec.environment} a domain: \`address: {domain: ${spec.environment}.internal}\``]
}

function fixesOf(edge: BrokenEdge, attempt: Attempt): readonly string[] {
  const { spec } = attempt
  const service = Object.hasOwn(spec.services, edge.dependency) ? spec.services[edge.dependency] : undefined
  if (service !== undefined && isExternal(service)) {
    return [
      `If another version answers there by now, correct \`services.${edge.dependency}.external.version\` in the spec`,
    ]
  }
  if (!isDelivered(spec, edge.dependency)) return absentFixes(edge, spec)
  const together = attempt.searches ? goingTogether(edge, attempt) : null
  const found = [...(together === null ? [] : [together]), ...sideBySide(edge, attempt)]
  return found.length > 0
    ? found
    : [`Publish a version of ${edge.dependency} that fits \`${edge.range}\`, and promote it together`]
}

/** The dependency brought along; or, where it is what was asked for, its consumer moved on. */
function goingTogether(edge: BrokenEdge, attempt: Attempt): string | null {
  const brought = isNamed(edge.dependency, attempt.chosen) ? null : firstWorking(edge.dependency, edge.range, attempt)
  return brought ?? firstWorking(edge.consumer.service, null, attempt)
}

function absentFixes(edge: BrokenEdge, spec: EnvironmentSpec): readonly string[] {
  const group = Object.keys(spec.hostGroups).find((name) => name !== spec.proxies.hostGroup) ?? 'web'
  return [
    `Add \`${edge.dependency}: {hostGroup: ${group}}\` to \`services\` of the spec and promote \`${edge.dependency}@${edge.range}\` together`,
    `Or, where someone else delivers it: \`${edge.dependency}: {external: {version: …, endpoints: ["host:port"]}}\``,
  ]
}

/** `promote … together`: with the newest version of the service that leaves nothing unsatisfied. */
function firstWorking(service: string, range: string | null, attempt: Attempt): string | null {
  for (const candidate of candidatesOf(service, range, attempt)) {
    const added = complete(attempt, [candidate])
    if (added === null) continue
    const all = [...attempt.chosen.filter((one) => !added.some((other) => other.name === one.name)), ...added]
    const list = all.map((one) => `${one.name}@${one.version}`).sort()
    return `Together with ${added.map((one) => `\`${one.name}@${one.version}\``).join(' and ')} it can: \`${promoteCommand(attempt.spec.environment, list)}\``
  }
  return null
}

function candidatesOf(service: string, range: string | null, attempt: Attempt): readonly ChosenVersion[] {
  const published = attempt.reading.package(service)
  if (published === undefined) return []
  const present = new Set(attempt.chosen.filter((one) => one.name === service).map((one) => one.version))
  return allowedVersions({ name: service, range }, attempt.spec, published)
    .versions.filter((version) => !present.has(version))
    .filter((version) => attempt.mayCome({ service, version }))
    .slice(0, candidatesTried)
    .flatMap((version) => {
      const record = attempt.reading.record(service, version)
      return record === undefined ? [] : [{ name: service, version, record }]
    })
}

/** Adds what the added need in turn, until every edge is answered; null when that leads nowhere. */
function complete(attempt: Attempt, start: readonly ChosenVersion[]): readonly ChosenVersion[] | null {
  let added = start
  while (added.length <= versionsTogether) {
    const kept = attempt.chosen.filter((one) => !added.some((other) => other.name === one.name))
    const { releases, refusals } = selectReleases(attempt.spec, attempt.base, [...kept, ...added], attempt.pins)
    if (refusals.length > 0) return null
    if (
      !added.every((one) => releases.some((release) => release.service === one.name && release.version === one.version))
    )
      return null
    const [broken] = checkDependencies(attempt.spec, releases).broken
    if (broken === undefined) return added
    if (broken.problem === 'address' || isNamed(broken.dependency, [...attempt.chosen, ...added])) return null
    const [next] = isDelivered(attempt.spec, broken.dependency)
      ? candidatesOf(broken.dependency, broken.range, attempt)
      : []
    if (next === undefined) return null
    added = [...added, next]
  }
  return null
}

/** Keeping the version that goes beside the one that comes. */
function sideBySide(edge: BrokenEdge, { spec, base, chosen }: Attempt): readonly string[] {
  const before = base.find(
    (release) => release.service === edge.dependency && satisfies(release.version, edge.range, prereleasePolicy(spec)),
  )
  const coming = chosen.find((one) => one.name === edge.dependency)
  if (before === undefined || coming === undefined || linesOf(spec, edge.dependency).length > 1) return []
  const lines = [before.version, coming.version].map((version) => `^${version.split('.').slice(0, 2).join('.')}`)
  return [
    `Or keep both side by side: add \`versions: [${lines.join(', ')}]\` to \`services.${edge.dependency}\` of the spec`,
  ]
}

/** What someone asked for is not replaced by a fix. */
function isNamed(service: string, versions: readonly ChosenVersion[]): boolean {
  return versions.some((one) => one.name === service)
}
