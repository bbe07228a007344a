import type { Descriptor } from '../descriptor/descriptor.ts'
import { satisfies } from '../version/range.ts'

/** A dependency between two packages of a set that the versions it names do not answer. */
export interface BrokenSetEdge {
  readonly consumer: string
  readonly dependency: string
  readonly range: string
  readonly found: string
}

/** Declared dependencies within a set that could never be satisfied by it, sorted by consumer and dependency. */
export function brokenSetEdges(descriptors: readonly Descriptor[]): readonly BrokenSetEdge[] {
  const versions = new Map(descriptors.map((one) => [one.package, one.version]))
  return [...descriptors]
    .sort((a, b) => (a.package < b.package ? -1 : 1))
    .flatMap((consumer) =>
      Object.entries(consumer.dependencies ?? {})
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([dependency, { range, optional }]): BrokenSetEdge[] => {
          const found = versions.get(dependency)
          if (found === undefined || optional === true || satisfies(found, range, { prereleases: 'include' })) return []
          return [{ consumer: consumer.package, dependency, range, found }]
        }),
    )
}
