import { type GateAnswer, joinAnswers } from './gate-answer.ts'
import { judgeOrder } from './order-gate.ts'
import { judgeSoak } from './soak-gate.ts'
import type { Arrival, UpstreamContext } from './upstream.ts'

/** Gates `order` and `soak` of each version that comes. */
export function judgeUpstream(context: UpstreamContext, arrivals: readonly Arrival[]): GateAnswer {
  return joinAnswers(arrivals.flatMap((arrival) => [judgeOrder(context, arrival), judgeSoak(context, arrival)]))
}

/** Whether a version has passed upstream, so that it may be suggested. */
export function passesUpstream(context: UpstreamContext, arrival: Arrival): boolean {
  return judgeUpstream(context, [arrival]).refusals.length === 0
}
