import { canonicalJson } from '@towpath/descriptor'
import { rollbackCommand } from '../plan/step-command.ts'
import type { Release, Revision, Verdict } from '../revision.ts'
import type { RollbackInput } from './rollback-input.ts'

/** Where nothing of a part would change: the newest revision that ran well with something else of it, and the command that goes there. */
export function otherTarget(input: RollbackInput, target: Revision): readonly Verdict[] {
  const { environment, others, base, packages, request, config, hosts } = input
  const names = packages.map((wish) => wish.package)
  const runs = signature(base?.revision.releases ?? target.releases, names)
  const other = others.find((revision) => signature(revision.releases, names) !== runs)
  const subject = names.join(', ')
  const reason = `what runs now is what ${environment}@${target.number} had`
  if (other === undefined) return [{ gate: 'target', outcome: 'warn', subject, reason }]
  const command = rollbackCommand(environment, other.number, request.reason ?? '…', {
    services: names,
    config,
    hosts,
  })
  return [
    {
      gate: 'target',
      outcome: 'warn',
      subject,
      reason: `${reason}; the newest that ran well and differs is ${environment}@${other.number}`,
      fix: `To go there: \`${command}\``,
    },
  ]
}

function signature(releases: readonly Release[], names: readonly string[]): string {
  const some = releases.filter((release) => names.includes(release.service))
  return canonicalJson(some.map(({ service, version, config }) => [service, version, config]))
}
