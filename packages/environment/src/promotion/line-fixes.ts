import type { Refusal } from '../plan/plan.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { linesOf } from './lines.ts'
import type { Reading } from './published.ts'
import { allowedVersions } from './resolve-wish.ts'

/** Where the first line would stand empty: what is published for it, or that nothing is. */
export function withLineFixes(
  refusals: readonly Refusal[],
  spec: EnvironmentSpec,
  reading: Reading,
): readonly Refusal[] {
  return refusals.map((refusal) => {
    if (refusal.code !== 'default-line') return refusal
    const { subject: service, reason, fixes } = refusal
    const [line = '*'] = linesOf(spec, service)
    const published = reading.package(service)
    if (published === undefined) return refusal
    const allowed = allowedVersions({ name: service, range: line }, spec, published)
    const [version] = allowed.versions
    const others = fixes.slice(1)
    return version === undefined
      ? { ...refusal, reason: `${reason}, and ${allowed.refusal().reason}`, fixes: [correct(service), ...others] }
      : { ...refusal, fixes: [`Promote \`${service}@${version}\` in the same go`, ...others] }
  })
}

function correct(service: string): string {
  return `Correct \`services.${service}.versions\` in the spec`
}
