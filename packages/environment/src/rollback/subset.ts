import { type BrokenEdge, checkDependencies } from '../promotion/dependencies.ts'
import type { Release } from '../revision.ts'
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
  const brought: BroughtService[] = []
  const bring = (one: BroughtService) => {
    if (services.has(one.service)) return
    services.add(one.service)
    brought.push(one)
  }
  while (true) {
    const before = services.size
    for (const mate of setMates(question, services)) bring(mate)
    const broken = brokenEdges(question, services)
    for (const edge of broken) {
      const consumer = edge.consumer.service
      const other = services.has(consumer) ? edge.dependency : consumer
      bring({ service: other, because: { kind: 'edge', edge } })
    }
    if (services.size === before) return { services, brought, broken }
  }
}

/** Releases with these services as they were, sorted as a revision has them once more. */
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

/** A set came as a whole and goes as a whole: the one that returns, and the one that makes way. */
function setMates({ current, former }: SubsetQuestion, services: ReadonlySet<string>): readonly BroughtService[] {
  return [current, former].flatMap((releases) => {
    const torn = new Map(
      releases
        .filter((release) => release.setOf !== null && services.has(release.service))
        .map((release) => [release.setOf, release.service]),
    )
    return releases.flatMap(({ service, setOf }): BroughtService[] => {
      const mate = torn.get(setOf)
      if (setOf === null || mate === undefined || services.has(service)) return []
      return [{ service, because: { kind: 'set', set: setOf, with: mate } }]
    })
  })
}
