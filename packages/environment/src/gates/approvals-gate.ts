import { renderTime } from '../plan/render-time.ts'
import type { Approval, PromotionInput } from '../promotion/promotion-input.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { isToCome } from './clock.ts'
import { type GateAnswer, passed, silent, standing, strengthOf } from './gate-answer.ts'
import { isNamed, renderEntries, teamsUnread } from './people.ts'

type ApprovalInput = Pick<PromotionInput, 'approvals' | 'request' | 'now'>

/** As many different people as the policy wants agreed, of those who may promote, and none of them is who asks. */
export function judgeApprovals(spec: EnvironmentSpec, input: ApprovalInput): GateAnswer {
  const wanted = spec.policy?.approvals ?? 0
  const strength = strengthOf(spec, 'approvals')
  if (wanted === 0 || strength === 'off') return silent
  const { counted, left } = sort(spec, input)
  if (counted.length >= wanted) return passed('approvals', spec.environment, `approved by ${counted.join(', ')}`)
  const people = wanted === 1 ? '1 approval by someone' : `${wanted} approvals by people`
  const has = counted.length === 0 ? 'none' : counted.join(', ')
  const known =
    input.approvals === null
      ? 'this run can know of none (not yet: approvals are read from the review of a pull request)'
      : `it has ${has}${left.length === 0 ? '' : `; ${left.join('; ')}`}`
  return standing(
    {
      code: 'approvals-missing',
      gate: 'approvals',
      subject: spec.environment,
      reason: `it needs ${people} other than ${input.request.by}, and ${known}`,
      fixes: fixesOf(spec, input),
    },
    strength,
  )
}

/** Each person once; and why others don't count, as clauses. */
function sort(spec: EnvironmentSpec, { approvals, request, now }: ApprovalInput) {
  const counted = new Map<string, string>()
  const left = new Set<string>()
  for (const approval of approvals ?? []) {
    const why = whyNot(spec, approval, request.by, now)
    if (why === null) counted.set(approval.by.toLowerCase(), approval.by)
    else left.add(why)
  }
  return { counted: [...counted.values()].sort(), left: [...left].sort() }
}

function whyNot(spec: EnvironmentSpec, { by, at, teams }: Approval, requester: string, now: string): string | null {
  if (by.toLowerCase() === requester.toLowerCase()) return `${by} asks for it and can't approve it`
  if (isToCome(at, now)) return `${by} approved it at ${renderTime(at)}, which is still to come`
  const entries = spec.policy?.allowed?.promote
  const named = entries === undefined ? 'yes' : isNamed(entries, { name: by, teams })
  if (named === 'yes') return null
  return named === 'no' ? `${by} may not promote, nor approve` : `${by} is not named, and ${teamsUnread}`
}

function fixesOf(spec: EnvironmentSpec, { approvals }: ApprovalInput): readonly string[] {
  if (approvals === null) return ['Take `approvals` out of `policy` of the spec until then']
  const entries = spec.policy?.allowed?.promote
  return [entries === undefined ? 'Ask someone else to approve it' : `Ask ${renderEntries(entries)} to approve it`]
}
