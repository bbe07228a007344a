import { promoteCommand } from '../plan/step-command.ts'
import type { Override, Revision, Verdict } from '../revision.ts'
import { type Arrival, missingUpstream, type UpstreamContext } from './upstream.ts'

export interface CatchingUp {
  /** To be kept in the next revision. */
  readonly overrides: readonly Override[]
  readonly verdicts: readonly Verdict[]
}

/**
 * What came past an environment by an override of `order` stays told, and stays in each new revision, until that environment
 * has run it too, or it no longer runs here.
 */
export function catchingUp(upstream: UpstreamContext, base: Revision | null, releases: readonly Arrival[]): CatchingUp {
  if (base === null) return { overrides: [], verdicts: [] }
  const overrides = overridesNow(upstream, base)
    .filter(({ skipped }) => skipped !== undefined)
    .filter(({ subject }) => releases.some(({ service, version }) => `${service} ${version}` === subject))
    .map((override) => ({ ...override, since: override.since ?? base.number }))
  return { overrides, verdicts: overrides.map((override) => verdictOf(override, upstream.spec.environment)) }
}

/** For a revision that is put together of earlier ones: what came past an environment with a release that it has. */
export function broughtPast(revisions: readonly Revision[], releases: readonly Arrival[]): readonly Override[] {
  const there = new Set(releases.map(({ service, version }) => `${service} ${version}`))
  const past = revisions.flatMap(({ number, overrides }) =>
    overrides
      .filter(({ skipped, subject = '' }) => skipped !== undefined && there.has(subject))
      .map((override) => ({ ...override, since: override.since ?? number })),
  )
  return [...new Map(past.map((override) => [`${override.subject} ${override.since}`, override])).values()]
}

/** Overrides of a revision without those that caught up, and with what each still has to. */
export function overridesNow(upstream: UpstreamContext, { overrides }: Revision): readonly Override[] {
  return overrides.flatMap((override): readonly Override[] => {
    if (override.skipped === undefined) return [override]
    const [service = '', version = ''] = (override.subject ?? '').split(' ')
    const missing = missingUpstream(upstream, { service, version })
    const skipped = override.skipped.filter((name) => missing.some(({ environment }) => environment === name))
    return skipped.length === 0 ? [] : [{ ...override, skipped }]
  })
}

function verdictOf({ gate, by, reason, subject = '', skipped = [], since }: Override, environment: string): Verdict {
  const [first = ''] = skipped
  return {
    gate,
    outcome: 'warn',
    subject,
    reason: `it came past ${skipped.join(' and ')} with ${environment}@${since} (${by}: ${reason}), and ${skipped.length === 1 ? 'that has' : 'those have'} not caught up yet`,
    fix: `Promote and deploy it there too: \`${promoteCommand(first, [subject.replace(' ', '@')])}\``,
  }
}
