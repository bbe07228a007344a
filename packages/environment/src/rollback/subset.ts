import { type BrokenEdge, checkDependencies, edgesOf, isBroken } from '../promotion/dependencies.ts'
import type { Release } from '../revision.ts'
import { setsOf } from '../sets/set-names.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'

export interface SubsetQuestion {
  /** Services that are to go back. */
  readonly named: ReadonlySet<string>
  /** What runs now. */
  readonly current: readonly Release[]
  /** What ran in the revision to restore. */
  readonly former: readonly Release[]
  /** The spec when these services have gone back. */
  readonly specWith: (services: ReadonlySet<string>) => EnvironmentSpec
}

/** A service that has to go back too. */
export interface BroughtService {
  readonly service: string
  readonly because:
    | { readonly kind: 'edge'; readonly edge: BrokenEdge }
    | { readonly kind: 'set'; readonly set: string; readonly with: string }
}

export interface ClosedSubset {
  readonly services: ReadonlySet<string>
  /** In the order in which they were found; empty when what was named is closed. */
  readonly brought: readonly BroughtService[]
  /** Edges between what goes back that hold neither way: then the subset can't be closed. */
  readonly broken: readonly BrokenEdge[]
}

/**
 * The smallest set of services around the named ones that can go back while every declared edge holds and no package set is
 * torn. What runs now goes together, so an edge breaks only where one end goes back and the other does not: each step adds
 * the other end, which every closed set must have. So the smallest is the only one.
 */
export function closeSubset(question: SubsetQuestion): ClosedSubset {
  const services = new Set(question.named)
  const neighbours = new Neighbours(question)
  const brought: BroughtService[] = []
  const waiting = [...question.named]
  // An edge, or a set, is looked at again whenever one of its ends goes back.
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const one of [...neighbours.setMates(next), ...neighbours.otherEnds(next, services)]) {
      if (services.has(one.service)) continue
      services.add(one.service)
      brought.push(one)
      waiting.push(one.service)
    }
  }
  return { services, brought, broken: brokenEdges(question, services) }
}

/** Releases with these services as they were; in no order. */
export function mixReleases(
  current: readonly Release[],
  former: readonly Release[],
  services: ReadonlySet<string>,
): readonly Release[] {
  return [
    ...current.filter((release) => !services.has(release.service)),
    ...former.filter((release) => services.has(release.service)),
  ]
}

function brokenEdges(
  { current, former, specWith }: SubsetQuestion,
  services: ReadonlySet<string>,
): readonly BrokenEdge[] {
  const { broken } = checkDependencies(specWith(services), mixReleases(current, former, services))
  return broken.filter((edge) => services.has(edge.consumer.service) || services.has(edge.dependency))
}

/** What runs now, or ran then, found by what asks for it. */
class Side {
  readonly spec: EnvironmentSpec
  readonly #releases: ReadonlyMap<string, readonly Release[]>
  readonly #consumers = new Map<string, Set<string>>()
  readonly #sets = new Map<string, Set<string>>()

  constructor(releases: readonly Release[], spec: EnvironmentSpec) {
    this.spec = spec
    this.#releases = Map.groupBy(releases, (release) => release.service)
    for (const release of releases) {
      const dependencies = Object.keys(release.descriptor.dependencies ?? {})
      for (const dependency of dependencies) note(this.#consumers, dependency, release.service)
      for (const set of setsOf(release)) note(this.#sets, set, release.service)
    }
  }

  of(service: string): readonly Release[] {
    return this.#releases.get(service) ?? []
  }

  consumersOf(service: string): ReadonlySet<string> {
    return this.#consumers.get(service) ?? new Set()
  }

  membersOf(set: string): ReadonlySet<string> {
    return this.#sets.get(set) ?? new Set()
  }
}

class Neighbours {
  readonly #current: Side
  readonly #former: Side

  constructor({ current, former, specWith }: SubsetQuestion) {
    const all = new Set([...current, ...former].map((release) => release.service))
    this.#current = new Side(current, specWith(new Set()))
    this.#former = new Side(former, specWith(all))
  }

  /** A set came as a whole and goes as a whole: the one that returns, and the one that makes way. */
  setMates(service: string): readonly BroughtService[] {
    return [this.#current, this.#former].flatMap((side) =>
      side
        .of(service)
        .flatMap(setsOf)
        .flatMap((set) =>
          [...side.membersOf(set)].map(
            (mate): BroughtService => ({
              service: mate,
              because: { kind: 'set', set, with: service },
            }),
          ),
        ),
    )
  }

  /** The other ends of edges from and to a service that do not hold as things stand. */
  otherEnds(service: string, services: ReadonlySet<string>): readonly BroughtService[] {
    const side = (name: string) => (services.has(name) ? this.#former : this.#current)
    const around = new Set([...this.#current.consumersOf(service), ...this.#former.consumersOf(service), service])
    return [...around].sort().flatMap((consumer) =>
      side(consumer)
        .of(consumer)
        .flatMap((release) => brokenOf(release, side))
        .filter((edge) => consumer === service || edge.dependency === service)
        .map(
          (edge): BroughtService => ({
            service: services.has(consumer) ? edge.dependency : consumer,
            because: { kind: 'edge', edge },
          }),
        ),
    )
  }
}

/** Each edge against the spec of the side that its dependency stands on: whether others deliver it differs. */
function brokenOf(release: Release, side: (service: string) => Side): readonly BrokenEdge[] {
  const names = Object.keys(release.descriptor.dependencies ?? {})
  const specs = new Set(names.map((name) => side(name).spec))
  return [...specs].flatMap((spec) =>
    edgesOf(spec, release, (name) => side(name).of(name)).filter(
      (edge): edge is BrokenEdge => side(edge.dependency).spec === spec && isBroken(edge),
    ),
  )
}

function note(index: Map<string, Set<string>>, key: string, service: string): void {
  const known = index.get(key) ?? new Set<string>()
  known.add(service)
  index.set(key, known)
}
