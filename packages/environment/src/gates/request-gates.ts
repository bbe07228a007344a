import type { PromotionInput } from '../promotion/promotion-input.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { judgeAllowed } from './allowed-gate.ts'
import { judgeApprovals } from './approvals-gate.ts'
import { judgeFreeze } from './freeze-gate.ts'
import { type GateAnswer, joinAnswers } from './gate-answer.ts'

/** Whether this person may change anything here now, whatever it is. */
export function judgeRequest(spec: EnvironmentSpec, input: PromotionInput): GateAnswer {
  return joinAnswers([judgeAllowed(spec, input), judgeApprovals(spec, input), judgeFreeze(spec, input.now)])
}
