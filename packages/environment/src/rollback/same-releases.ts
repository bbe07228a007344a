import type { Plan } from '../plan/plan.ts'
import { changedReleases } from '../plan/planned-changes.ts'
import { rollbackCommand } from '../plan/step-command.ts'
import type { Revision, Verdict } from '../revision.ts'

/**
 * Whoever rolls back wants something to run again that ran before. Where the restored revision runs the same as now, the plan says so, and
 * names the newest that does not: `older`, deployed well; null where there is none.
 */
export function warnOfSameReleases(plan: Plan, now: Revision, older: Revision | null): Plan {
  if (plan.outcome === 'refused' || plan.changes.length > 0) return plan
  const { environment } = plan
  const comes = plan.outcome === 'revision' ? 'only the spec of then comes back' : 'so there is nothing to restore'
  const verdict: Verdict = {
    gate: 'target',
    outcome: 'warn',
    subject: environment,
    reason: `the same versions with the same config run now as then: ${comes}`,
    fix:
      older === null
        ? 'No other versions were deployed well here before: promote the ones that you want'
        : `To run other versions again (${older.environment}@${older.number}: ${renderChanges(now, older)}): \`${rollbackCommand(environment, older.number)}\``,
  }
  const verdicts = [verdict, ...plan.verdicts]
  return plan.outcome === 'revision'
    ? { ...plan, verdicts, revision: { ...plan.revision, verdicts } }
    : { ...plan, verdicts }
}

const mostNamed = 5

function renderChanges(now: Revision, older: Revision): string {
  const changes = changedReleases(now.releases, older.releases).map(({ from, to }) => {
    const service = to?.service ?? from?.service ?? ''
    if (from?.version === to?.version) return `${service} with its config of then`
    return `${service} ${from?.version ?? 'nothing'} → ${to?.version ?? 'nothing'}`
  })
  const more = changes.length - mostNamed
  return `${changes.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
