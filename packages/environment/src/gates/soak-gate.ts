import { renderDuration } from '../plan/duration.ts'
import type { RanThere } from '../promotion/promotion-input.ts'
import { type GateAnswer, passed, silent, standing, strengthOf } from './gate-answer.ts'
import { type Arrival, ranMs, seenUpstream, type UpstreamContext } from './upstream.ts'

interface Ran {
  readonly environment: string
  readonly ran: RanThere
}

/**
 * Where it ran at all, it ran without a break for as long as the policy wants; gate `order` says where it did not run, and who softens that or
 * sets it aside has not answered this one.
 */
export function judgeSoak(context: UpstreamContext, arrival: Arrival): GateAnswer {
  const minutes = context.spec.policy?.soakMinutes ?? 0
  const strength = strengthOf(context.spec, 'soak')
  const seen = seenUpstream(context, arrival)
  if (minutes === 0 || strength === 'off' || seen === null) return silent
  const subject = `${arrival.service} ${arrival.version}`
  const ran = seen.environments.flatMap(({ environment, ran }) => (ran === null ? [] : [{ environment, ran }]))
  if (ran.length === 0) return silent
  const wantedMs = minutes * 60_000
  const young = ran.filter((one) => ranMs(one.ran, context.now) < wantedMs)
  if (seen.any ? young.length < ran.length : young.length === 0)
    return passed('soak', subject, `${renderDuration(wantedMs)} have passed`)
  return standing(
    {
      code: 'soak',
      gate: 'soak',
      subject,
      reason: young.map((one) => sayYoung(one, context.now, wantedMs)).join(', '),
      fixes: [fixOf(young, context.now, wantedMs, seen.any)],
    },
    strength,
  )
}

function sayYoung({ environment, ran }: Ran, now: string, wantedMs: number): string {
  const verb = ran.until === undefined ? 'has run' : 'ran'
  return `${environment} ${verb} it ${renderDuration(ranMs(ran, now))} of the ${renderDuration(wantedMs)} that it must soak`
}

/** What runs there no more soaks no further. */
function fixOf(young: readonly Ran[], now: string, wantedMs: number, any: boolean): string {
  const left = young.filter(({ ran }) => ran.until === undefined).map(({ ran }) => wantedMs - ranMs(ran, now))
  const gone = young.filter(({ ran }) => ran.until !== undefined).map(({ environment }) => environment)
  if (any ? left.length === 0 : gone.length > 0) return `Let it run longer: deploy it again in ${gone.join(' and ')}`
  return `Ask again in ${renderDuration(any ? Math.min(...left) : Math.max(...left))}`
}
