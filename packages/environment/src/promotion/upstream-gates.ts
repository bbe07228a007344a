import { renderDuration } from '../plan/duration.ts'
import type { Refusal } from '../plan/plan.ts'
import type { Verdict } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import type { Upstream } from './promotion-input.ts'

export interface GateAnswer {
  readonly verdicts: readonly Verdict[]
  readonly refusals: readonly Refusal[]
}

/** A version that comes with the revision to be. */
export interface Arrival {
  readonly service: string
  readonly version: string
}

interface UpstreamContext {
  readonly spec: EnvironmentSpec
  readonly upstream: readonly Upstream[]
  readonly now: string
}

/** Gates `order` and `soak`: each version that comes has been deployed well in `after` (all, or any), for long enough. */
export function judgeUpstream(context: UpstreamContext, arrivals: readonly Arrival[]): GateAnswer {
  const answers = arrivals.flatMap((arrival) => [judgeOrder(context, arrival), judgeSoak(context, arrival)])
  return { verdicts: answers.flatMap((one) => one.verdicts), refusals: answers.flatMap((one) => one.refusals) }
}

/** Whether a version has passed upstream, so that it may be suggested. */
export function passesUpstream(context: UpstreamContext, arrival: Arrival): boolean {
  return judgeUpstream(context, [arrival]).refusals.length === 0
}

interface Seen {
  readonly environment: string
  readonly exists: boolean
  readonly since: string | null
}

function judgeOrder(context: UpstreamContext, arrival: Arrival): GateAnswer {
  const seen = seenIn(context, arrival)
  if (seen === null) return silent
  const strength = context.spec.policy?.gates?.['order'] ?? 'require'
  if (strength === 'off') return silent
  const subject = `${arrival.service} ${arrival.version}`
  const ran = seen.environments.filter((one) => one.since !== null)
  const enough = seen.any ? ran.length > 0 : ran.length === seen.environments.length
  if (enough) {
    const reason = ran
      .map((one) => `${one.environment} has run it ${renderDuration(elapsedMs(one.since, context.now))}`)
      .join(', ')
    return { verdicts: [{ gate: 'order', outcome: 'pass', subject, reason }], refusals: [] }
  }
  const missing = seen.environments.filter((one) => one.since === null)
  const reason = missing
    .map((one) =>
      one.exists ? `${one.environment} has not run it well yet` : `${one.environment} has no revision yet`,
    )
    .join(', ')
  const fixes = [
    `${seen.any ? 'Promote and deploy it first in one of' : 'Promote and deploy it first in'} ${missing.map((one) => one.environment).join(seen.any ? ', ' : ' and ')}`,
  ]
  return answer({ code: 'upstream-order', gate: 'order', subject, reason, fixes }, strength)
}

function judgeSoak(context: UpstreamContext, arrival: Arrival): GateAnswer {
  const minutes = context.spec.policy?.soakMinutes ?? 0
  const strength = context.spec.policy?.gates?.['soak'] ?? 'require'
  const seen = seenIn(context, arrival)
  if (minutes === 0 || strength === 'off' || seen === null) return silent
  const subject = `${arrival.service} ${arrival.version}`
  const ran = seen.environments.filter((one) => one.since !== null)
  if (ran.length === 0 || (!seen.any && ran.length < seen.environments.length)) return silent
  const soaked = (one: Seen) => elapsedMs(one.since, context.now) >= minutes * 60_000
  const enough = seen.any ? ran.some(soaked) : ran.every(soaked)
  if (enough)
    return {
      verdicts: [{ gate: 'soak', outcome: 'pass', subject, reason: `${renderDuration(minutes * 60_000)} have passed` }],
      refusals: [],
    }
  const young = ran.filter((one) => !soaked(one))
  const reason = young
    .map(
      (one) =>
        `${one.environment} has run it ${renderDuration(elapsedMs(one.since, context.now))} of the ${renderDuration(minutes * 60_000)} that it must soak`,
    )
    .join(', ')
  const left = Math.min(...young.map((one) => minutes * 60_000 - elapsedMs(one.since, context.now)))
  return answer(
    { code: 'soak', gate: 'soak', subject, reason, fixes: [`Ask again in ${renderDuration(left)}`] },
    strength,
  )
}

const silent: GateAnswer = { verdicts: [], refusals: [] }

function answer(refusal: Refusal, strength: 'warn' | 'require'): GateAnswer {
  if (strength === 'require') return { verdicts: [], refusals: [refusal] }
  const { gate, subject, reason, fixes } = refusal
  return {
    verdicts: [{ gate, outcome: 'warn', subject, reason, ...(fixes[0] === undefined ? {} : { fix: fixes[0] }) }],
    refusals: [],
  }
}

function seenIn(
  { spec, upstream }: UpstreamContext,
  arrival: Arrival,
): { any: boolean; environments: readonly Seen[] } | null {
  const { after } = spec
  if (after === undefined) return null
  const names = Array.isArray(after) ? after : after.any
  if (names.length === 0) return null
  const environments = [...new Set(names)].sort().map((environment) => {
    const known = upstream.find((one) => one.environment === environment)
    const ran = known === undefined ? undefined : known.ran[`${arrival.service}@${arrival.version}`]
    return { environment, exists: known?.exists ?? false, since: ran?.since ?? null }
  })
  return { any: !Array.isArray(after), environments }
}

function elapsedMs(since: string | null, now: string): number {
  return since === null ? 0 : Math.max(0, Date.parse(now) - Date.parse(since))
}
