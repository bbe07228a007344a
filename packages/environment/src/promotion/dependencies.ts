import {
  compareVersionsDescending,
  type Dependency,
  type Descriptor,
  impliedProvide,
  satisfies,
} from '@towpath/descriptor'
import type { Release } from '../revision.ts'
import { keptVersion } from '../sets/kept-version.ts'
import { hasAuthorities, prereleasePolicy } from '../spec/address.ts'
import { deliveredService, type EnvironmentSpec, isExternal } from '../spec/environment-spec.ts'

/** What is looked at: a release of a revision, or one that is to become one. */
export interface Declaring {
  readonly service: string
  readonly version: string
  readonly descriptor: Descriptor
  /** Sets that it stands for: of what they name it gets no other version. */
  readonly setOf?: Release['setOf']
}

/** A declared dependency, and what answers it among the releases that stand together. */
export interface AnsweredEdge {
  readonly consumer: Declaring
  readonly dependency: string
  readonly range: string
  readonly isOptional: boolean
  /** null: nothing answers it. */
  readonly version: string | null
  readonly problem: 'absent' | 'version' | 'provide' | 'address' | null
  /** Where there is a problem: what there is in its place, as a clause. */
  readonly found: string
}

/** A declared dependency that nothing in the revision answers. */
export interface BrokenEdge extends AnsweredEdge {
  readonly problem: NonNullable<AnsweredEdge['problem']>
}

export type AnsweredDependencies = Release['dependencies']

export interface CheckedDependencies {
  /** By `service@version` of the consumer. */
  readonly answers: ReadonlyMap<string, AnsweredDependencies>
  /** Every declared edge, by consumer, then dependency. */
  readonly edges: readonly AnsweredEdge[]
  readonly broken: readonly BrokenEdge[]
  /** How many declared edges are answered. */
  readonly satisfied: number
}

interface Candidate {
  readonly version: string
  /** null: external, so nothing is known of what it provides. */
  readonly descriptor: Descriptor | null
  readonly setOf?: Release['setOf']
}

/** Every declared edge against the releases and the external services that stand together in one revision. */
export function checkDependencies(spec: EnvironmentSpec, releases: readonly Declaring[]): CheckedDependencies {
  const byService = Map.groupBy(releases, (release) => release.service)
  const answers = new Map<string, AnsweredDependencies>()
  const edges: AnsweredEdge[] = []
  for (const consumer of releases) {
    const own = edgesOf(spec, consumer, (name) => byService.get(name) ?? [])
    const answered = own.map(({ dependency, range, version }) => [dependency, { range, version }])
    answers.set(`${consumer.service}@${consumer.version}`, Object.fromEntries(answered))
    edges.push(...own)
  }
  const satisfied = edges.reduce((count, { version }) => (version === null ? count : count + 1), 0)
  return { answers, edges, broken: edges.filter(isBroken), satisfied }
}

/** What one release declares, sorted by dependency, against what else there is. */
export function edgesOf(
  spec: EnvironmentSpec,
  consumer: Declaring,
  releasesOf: (service: string) => readonly Declaring[],
): readonly AnsweredEdge[] {
  return sortedDependencies(consumer.descriptor).map(([name, dependency]) => ({
    consumer,
    dependency: name,
    range: dependency.range,
    isOptional: dependency.optional === true,
    ...answerOf(spec, name, dependency, candidatesFor(spec, releasesOf, consumer, name)),
  }))
}

export function isBroken(edge: AnsweredEdge): edge is BrokenEdge {
  return edge.problem !== null && !(edge.isOptional && edge.problem !== 'address')
}

function sortedDependencies(descriptor: Descriptor): readonly [string, Dependency][] {
  return Object.entries(descriptor.dependencies ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
}

function candidatesFor(
  spec: EnvironmentSpec,
  releasesOf: (service: string) => readonly Declaring[],
  consumer: Declaring,
  name: string,
): readonly Candidate[] {
  const service = Object.hasOwn(spec.services, name) ? spec.services[name] : undefined
  if (service !== undefined && isExternal(service)) return [{ version: service.external.version, descriptor: null }]
  const all = releasesOf(name)
  const own = keptVersion(consumer, all)
  return own === null ? all : all.filter((candidate) => candidate.version === own)
}

type Answer = Pick<AnsweredEdge, 'version' | 'problem' | 'found'>

function answerOf(
  spec: EnvironmentSpec,
  name: string,
  dependency: Dependency,
  candidates: readonly Candidate[],
): Answer {
  if (candidates.length === 0) return { version: null, problem: 'absent', found: `no ${name} at all` }
  const fitting = candidates
    .filter((candidate) => satisfies(candidate.version, dependency.range, prereleasePolicy(spec)))
    .sort((a, b) => compareVersionsDescending(a.version, b.version))
  if (fitting.length === 0) {
    const versions = candidates.map((candidate) => candidate.version).sort(compareVersionsDescending)
    return { version: null, problem: 'version', found: `${name} ${versions.join(' and ')}` }
  }
  const providing = fitting.find(
    (candidate) => candidate.descriptor === null || providedName(dependency, candidate.descriptor),
  )
  if (providing === undefined)
    return { version: null, problem: 'provide', found: `${name} ${fitting[0]?.version} without it` }
  if (needsAuthority(dependency, providing.descriptor) && !hasAuthorities(spec)) {
    return { version: providing.version, problem: 'address', found: 'no `address.domain`' }
  }
  return { version: providing.version, problem: null, found: '' }
}

/** The provide that a dependency is answered by: the one named, else its http, else its only one; null: none. */
export function providedName(dependency: Pick<Dependency, 'provide'>, descriptor: Descriptor): string | null {
  const { provide } = dependency
  if (provide === undefined) return impliedProvide(descriptor)
  return Object.hasOwn(descriptor.provides ?? {}, provide) ? provide : null
}

/** A tcp provide has a port of its own on the VIP; the others are told apart by authority. */
function needsAuthority(dependency: Dependency, answering: Descriptor | null): boolean {
  if (!Object.values(dependency.env ?? {}).includes('address')) return false
  const provide = answering === null ? null : providedName(dependency, answering)
  return provide === null || answering?.provides?.[provide]?.protocol !== 'tcp'
}

/** Which service needs which, by name; only what is answered here. */
export function serviceEdges(
  releases: readonly { service: string; dependencies: AnsweredDependencies }[],
): Map<string, Set<string>> {
  const edges = new Map<string, Set<string>>()
  for (const release of releases) {
    const targets = edges.get(release.service) ?? new Set<string>()
    for (const [name, { version }] of Object.entries(release.dependencies)) {
      if (version !== null && name !== release.service) targets.add(name)
    }
    edges.set(release.service, targets)
  }
  return edges
}

/** Whether the spec can be asked to deliver it. */
export function isDelivered(spec: EnvironmentSpec, name: string): boolean {
  return deliveredService(spec, name) !== undefined
}
