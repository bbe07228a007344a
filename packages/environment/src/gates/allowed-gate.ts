import type { PromotionInput } from '../promotion/promotion-input.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { type GateAnswer, silent } from './gate-answer.ts'
import { isNamed, renderEntries, teamsUnread } from './people.ts'

/** Who asks is one of those that `policy.allowed.promote` names; without it, whoever may run the step may promote. */
export function judgeAllowed(spec: EnvironmentSpec, { request, teams }: PromotionInput): GateAnswer {
  const entries = spec.policy?.allowed?.promote
  if (entries === undefined) return silent
  const named = isNamed(entries, { name: request.by, teams })
  if (named === 'yes') return silent
  const why = named === 'unknown' ? `, and ${teamsUnread}` : ''
  return {
    verdicts: [],
    refusals: [
      {
        code: 'not-allowed',
        gate: 'allowed',
        subject: spec.environment,
        reason: `${request.by} may not promote to it: \`policy.allowed.promote\` names ${renderEntries(entries)}${why}`,
        fixes: [
          `Ask ${renderEntries(entries)} to promote it`,
          `Or add ${request.by} to \`policy.allowed.promote\` of the spec`,
        ],
      },
    ],
  }
}
