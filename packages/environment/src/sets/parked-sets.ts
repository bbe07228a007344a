import { promoteCommand } from '../plan/step-command.ts'
import type { PromotionInput } from '../promotion/promotion-input.ts'
import type { Verdict } from '../revision.ts'
import { wantedVersions } from './hold-versions.ts'
import { setsOf } from './set-names.ts'

/** Sets that the spec wants and that are not there because what they brought has failed: nobody has to wonder why. */
export function parkedSets(
  { spec, state, newest }: PromotionInput,
  releases: readonly { readonly setOf: string | null }[],
): readonly Verdict[] {
  const failed = state.parked.find((parked) => parked.revision === newest?.revision.number)
  if (failed === undefined || newest === null) return []
  const standing = new Set(releases.flatMap(setsOf))
  const tried = new Set(newest.revision.releases.flatMap(setsOf))
  return Object.keys(spec.sets ?? {})
    .sort()
    .flatMap((name) => wantedVersions(spec, name).map((version) => `${name}@${version}`))
    .filter((set) => tried.has(set) && !standing.has(set))
    .map((set) => ({
      gate: 'parked',
      outcome: 'warn',
      subject: set,
      reason: `the spec wants it, but it failed with ${spec.environment}@${failed.revision} (${failed.reason}) and is not tried again unasked`,
      fix: `To try it again: \`${promoteCommand(spec.environment, [], { sets: [set] })}\``,
    }))
}
