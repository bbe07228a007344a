import type { Release } from '../revision.ts'
import { setsOf } from './set-names.ts'

interface Standing extends Partial<Pick<Release, 'setOf'>> {
  readonly version: string
}

/**
 * The version of a dependency that a release's own set names, among the releases of that dependency; null when none of its
 * sets names the dependency. The first of its sets that does counts.
 */
export function keptVersion(consumer: Partial<Pick<Release, 'setOf'>>, candidates: readonly Standing[]): string | null {
  for (const set of setsOf(consumer)) {
    const own = candidates.find((candidate) => setsOf(candidate).includes(set))
    if (own !== undefined) return own.version
  }
  return null
}

/**
 * The range by which a release is told of a dependency: the exact version that its set names, else what its descriptor
 * declares (FORMATS "What a process is given").
 */
export function addressedRange(
  release: Partial<Pick<Release, 'setOf'>>,
  dependency: { readonly name: string; readonly range: string },
  releases: readonly (Standing & { readonly service: string })[],
): string {
  if (setsOf(release).length === 0) return dependency.range
  const candidates = releases.filter((one) => one.service === dependency.name)
  return keptVersion(release, candidates) ?? dependency.range
}
