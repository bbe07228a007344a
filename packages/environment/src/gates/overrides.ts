import { nearest } from '@towpath/descriptor'
import type { Refusal } from '../plan/plan.ts'
import type { PromotionInput } from '../promotion/promotion-input.ts'
import type { Override, Verdict } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import { softGates, warned } from './gate-answer.ts'
import { isNamed, renderEntries, teamsUnread } from './people.ts'
import { missingUpstream, type UpstreamContext } from './upstream.ts'

/** What a plan's refusals have become. */
export interface Settled {
  /** What still stands against what comes. */
  readonly ofPlan: readonly Refusal[]
  /** What still stands against a change now, by this person. */
  readonly ofRequest: readonly Refusal[]
  readonly verdicts: readonly Verdict[]
  readonly overrides: readonly Override[]
}

type Standing = Pick<Settled, 'ofPlan' | 'ofRequest'>

/**
 * Sets aside what the request says, where the policy lets this person: a refusal becomes a warning that names who and why,
 * and an override of the revision. One misused override sets nothing aside.
 */
export function settleOverrides(
  input: PromotionInput,
  upstream: UpstreamContext,
  { ofPlan, ofRequest }: Standing,
): Settled {
  const { spec } = upstream
  const asked = new Set(input.overrides)
  const misused = judgeOverride(spec, input)
  const isAside = ({ gate }: Refusal) => misused.length === 0 && asked.has(gate)
  const rest = (refusals: readonly Refusal[]) =>
    refusals.filter((one) => !isAside(one)).map((one) => withWayOut(one, spec, asked))
  const aside = [...ofPlan, ...ofRequest].filter(isAside)
  const { by, reason } = input.request
  return {
    // A misused override is refused also where nothing would change: it was not meant so.
    ofPlan: [...rest(ofPlan), ...misused],
    ofRequest: rest(ofRequest),
    verdicts: [
      ...aside.map((one) =>
        warned({ ...one, reason: `${one.reason}; set aside by ${by}: ${reason ?? ''}`, fixes: [] }),
      ),
      ...(misused.length > 0 ? [] : unneeded(spec.environment, asked, aside)),
    ],
    overrides: aside.map(({ gate, subject }) => ({
      gate,
      by,
      reason: reason ?? '',
      subject,
      ...skippedBy(gate, subject, upstream),
    })),
  }
}

/** Who may not, has no reason, or names what can't be set aside. */
function judgeOverride(spec: EnvironmentSpec, { overrides, request, teams }: PromotionInput): readonly Refusal[] {
  if (overrides.length === 0) return []
  const refuse = (reason: string, fixes: readonly string[]): Refusal => ({
    code: 'override-refused',
    gate: 'override',
    subject: spec.environment,
    reason,
    fixes,
  })
  const hard = [...new Set(overrides)].sort().filter((gate) => !softGates.includes(gate))
  const refusals = hard.map((gate) => refuse(`${gate} is no gate that can be set aside`, [fixOfGate(gate)]))
  if ((request.reason ?? '').trim() === '')
    refusals.push(refuse('an override needs a reason', ['Say why: `--reason "…"`']))
  const entries = spec.policy?.allowed?.override ?? []
  const named = isNamed(entries, { name: request.by, teams })
  if (named === 'yes') return refusals
  const who =
    entries.length === 0
      ? 'the policy lets nobody set a gate aside'
      : `\`policy.allowed.override\` names ${renderEntries(entries)}`
  return [
    ...refusals,
    refuse(`${request.by} may set no gate aside: ${who}${named === 'unknown' ? `, and ${teamsUnread}` : ''}`, [
      ...(entries.length === 0 ? [] : [`Ask ${renderEntries(entries)}`]),
      `${entries.length === 0 ? 'Name' : 'Or name'} ${request.by} in the spec: \`policy: {allowed: {override: [${[...entries, request.by].join(', ')}]}}\``,
    ]),
  ]
}

function fixOfGate(gate: string): string {
  const meant = nearest(gate, softGates)
  const all = `those that can: ${softGates.join(', ')}`
  return meant === undefined ? `Follow its way out; ${all}` : `Did you mean \`${meant}\`? (${all})`
}

/** Told, so that nobody gets used to naming every gate. */
function unneeded(environment: string, asked: ReadonlySet<string>, aside: readonly Refusal[]): readonly Verdict[] {
  const needed = new Set(aside.map(({ gate }) => gate))
  return [...asked].sort().flatMap((gate) =>
    needed.has(gate)
      ? []
      : [
          {
            gate: 'override',
            outcome: 'warn' as const,
            subject: environment,
            reason: `gate ${gate} was not in the way, so nothing of it was set aside`,
          },
        ],
  )
}

/** For a gate that somebody may set aside: how, and who. */
function withWayOut(refusal: Refusal, { policy }: EnvironmentSpec, asked: ReadonlySet<string>): Refusal {
  const entries = policy?.allowed?.override ?? []
  const { gate } = refusal
  if (entries.length === 0 || asked.has(gate) || !softGates.includes(gate)) return refusal
  const way = `Or, if it can't wait, ${renderEntries(entries)} can set it aside: \`--override ${gate} --reason "…"\``
  return { ...refusal, fixes: [...refusal.fixes, way] }
}

function skippedBy(gate: string, subject: string, upstream: UpstreamContext): Pick<Override, 'skipped'> {
  if (gate !== 'order') return {}
  const [service = '', version = ''] = subject.split(' ')
  return { skipped: missingUpstream(upstream, { service, version }).map(({ environment }) => environment) }
}
