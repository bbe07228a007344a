import { renderDuration } from '../plan/duration.ts'
import { renderTime } from '../plan/render-time.ts'
import { promoteCommand } from '../plan/step-command.ts'
import { setsOf } from '../sets/set-names.ts'
import { type GateAnswer, passed, silent, standing, strengthOf } from './gate-answer.ts'
import { type Arrival, missingUpstream, ranMs, type Seen, seenUpstream, type UpstreamContext } from './upstream.ts'

/** Each version that comes has been deployed well in all of `after`, or in one of `any`. */
export function judgeOrder(context: UpstreamContext, arrival: Arrival): GateAnswer {
  const seen = seenUpstream(context, arrival)
  const strength = strengthOf(context.spec, 'order')
  if (seen === null || strength === 'off') return silent
  const subject = `${arrival.service} ${arrival.version}`
  const missing = missingUpstream(context, arrival)
  if (missing.length === 0) {
    return passed('order', subject, seen.environments.flatMap((one) => sayRan(one, context.now)).join(', '))
  }
  return standing(
    {
      code: 'upstream-order',
      gate: 'order',
      subject,
      reason: missing.map(sayMissing).join(', '),
      fixes: fixesOf(missing, arrival, seen.any),
    },
    strength,
  )
}

/** `dev has run it 3 h 12 min`, `dev ran it 1 h`. */
function sayRan({ environment, ran }: Seen, now: string): readonly string[] {
  if (ran === null) return []
  return [`${environment} ${ran.until === undefined ? 'has run' : 'ran'} it ${renderDuration(ranMs(ran, now))}`]
}

function sayMissing({ environment, exists, toCome }: Seen): string {
  if (toCome !== null) return `${environment} says that it runs it since ${renderTime(toCome)}, which is still to come`
  return exists ? `${environment} has not run it well yet` : `${environment} has no revision yet`
}

function fixesOf(missing: readonly Seen[], arrival: Arrival, any: boolean): readonly string[] {
  const wrong = missing.filter(({ toCome }) => toCome !== null).map(({ environment }) => environment)
  if (wrong.length > 0)
    return [`Set the clock of the machine that deployed ${wrong.join(' and ')}, and deploy and register there again`]
  const names = missing.map(({ environment }) => environment)
  const [first = ''] = names
  const sets = setsOf(arrival)
  const packages = sets.length > 0 ? [] : [`${arrival.service}@${arrival.version}`]
  const command = `\`${promoteCommand(first, packages, { sets })}\``
  const where = names.length === 1 ? first : any ? `one of ${names.join(', ')}` : names.join(' and ')
  return [`Promote and deploy it first in ${where}: ${command}`]
}
