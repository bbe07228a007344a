import type { BrokenEdge } from '../promotion/dependencies.ts'
import { allowedVersions } from '../promotion/resolve-wish.ts'
import type { Attempt } from './attempt.ts'

/** What to do about an edge that no set of packages makes hold: it depends on whether what would answer is published. */
export function publishedFix({ dependency, range }: BrokenEdge, { spec, reading }: Attempt): string {
  const publish = `Publish a version of ${dependency} that fits \`${range}\`, and promote it together`
  const published = reading.package(dependency)
  if (published === undefined) return publish
  const allowed = allowedVersions({ name: dependency, range }, spec, published)
  const [version] = allowed.versions
  if (version !== undefined) {
    const name = `${dependency}@${version}`
    return `Promote \`${name}\` together; what is in its way says \`towpath can-promote ${name} --environment ${spec.environment}\``
  }
  const { gate, reason, fixes } = allowed.refusal()
  if (gate === 'published') return publish
  return gate === 'line' ? fixes.join('. ') : `${publish}: ${reason}`
}
