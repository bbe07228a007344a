import type { Mark } from '@towpath/descriptor'
import { isNamed, renderEntries, teamsUnread } from '../gates/people.ts'
import type { Refusal } from '../plan/plan.ts'
import { renderTime } from '../plan/render-time.ts'
import { rollbackCommand } from '../plan/step-command.ts'
import type { Release, Revision, Verdict } from '../revision.ts'
import type { EnvironmentSpec } from '../spec/environment-spec.ts'
import type { RollbackInput } from './rollback-input.ts'
import type { RollbackReading } from './rollback-reading.ts'

export interface JudgedPackages {
  readonly refusals: readonly Refusal[]
  readonly verdicts: readonly Verdict[]
  /** What the person overruled. */
  readonly overrides: Revision['overrides']
}

/** Packages that are to run again: whether their bytes are still there, and nobody has found them bad since. */
export function judgePackages(
  input: RollbackInput,
  returning: readonly Release[],
  spec: EnvironmentSpec,
  reading: RollbackReading,
): JudgedPackages {
  const judged = returning.map((release) => ({ release, stored: reading.stored(release) }))
  const removed = judged.flatMap(({ release, stored }) =>
    stored?.presence.state === 'removed' ? [packageRemoved(release, stored.presence.found, input)] : [],
  )
  const marked = judged.flatMap(({ release, stored }) =>
    stored === undefined || stored.mark === null ? [] : [{ release, said: sayMark(stored.mark) }],
  )
  const [aside, refused] = [true, false].map((wanted) =>
    marked.filter(({ release }) => (isNamedExactly(release, input) && mayOverride(spec, input) === 'yes') === wanted),
  )
  const reason = input.request.reason ?? 'rollback'
  const unseen = judged.flatMap(({ stored }) => (stored?.presence.state === 'unknown' ? [stored.presence.reason] : []))
  return {
    refusals: [...removed, ...(refused ?? []).map(({ release, said }) => markedBad(release, said, spec, input))],
    verdicts: [
      ...unlooked(unseen, input),
      ...(aside ?? []).map(
        ({ release, said }): Verdict => ({
          gate: 'marks',
          outcome: 'warn',
          subject: nameOf(release),
          reason: `${said}; set aside by ${input.request.by}: ${reason}`,
        }),
      ),
    ],
    overrides: (aside ?? []).map(({ release }) => ({
      gate: 'marks',
      by: input.request.by,
      reason,
      subject: nameOf(release),
    })),
  }
}

const nameOf = ({ service, version }: Release): string => `${service} ${version}`

function sayMark({ by, since, reason }: Mark): string {
  return `it is marked bad by ${by} since ${renderTime(since)}: ${reason}`
}

/** Whoever writes the very version down has seen that it is bad. */
function isNamedExactly({ service, version }: Release, { packages }: RollbackInput): boolean {
  return packages.some(
    ({ package: name, wanted }) => name === service && wanted.kind === 'version' && wanted.version === version,
  )
}

/** By the policy of now, which a rollback does not take back. */
function mayOverride({ policy }: EnvironmentSpec, { request }: RollbackInput) {
  return isNamed(policy?.allowed?.override ?? [], { name: request.by, teams: null })
}

function packageRemoved(release: Release, found: string, input: RollbackInput): Refusal {
  const { repository, revision } = release.descriptor.source
  return {
    code: 'package-removed',
    gate: 'packages',
    subject: nameOf(release),
    reason: `it was removed: ${found}`,
    fixes: [
      ...alternatives(input, release),
      `Or restore its bytes from a copy of the package store, or publish it again from ${repository} at ${revision}`,
    ],
  }
}

function markedBad(release: Release, said: string, spec: EnvironmentSpec, input: RollbackInput): Refusal {
  const name = `${release.service}@${release.version}`
  const entries = spec.policy?.allowed?.override ?? []
  const isAsked = isNamedExactly(release, input)
  const why = mayOverride(spec, input) === 'unknown' ? `, and ${teamsUnread}` : ''
  const who = entries.length === 0 ? 'nobody' : renderEntries(entries)
  return {
    code: 'version-marked',
    gate: 'marks',
    subject: nameOf(release),
    reason: isAsked ? `${said}, and \`policy.allowed.override\` lets ${who} set that aside${why}` : said,
    fixes: [
      ...alternatives(input, release),
      ...(isAsked || entries.length === 0
        ? []
        : [`Or, if it can't wait, ${who} can take it all the same by its exact version: \`--packages ${name}\``]),
      `Or, if it is not bad after all: \`towpath mark-bad ${name} --remove --reason "…"\``,
    ],
  }
}

/** The newest other revision that ran well without it. */
function alternatives(
  { environment, others, packages, request, config, hosts }: RollbackInput,
  release: Release,
): readonly string[] {
  const other = others.find((revision) =>
    revision.releases.every((one) => one.service !== release.service || one.version !== release.version),
  )
  if (other === undefined) return []
  const names = packages.map((wish) => wish.package)
  const command = rollbackCommand(environment, other.number, request.reason ?? '…', { services: names, config, hosts })
  return [`Go to one that ran well without it: \`${command}\``]
}

function unlooked(reasons: readonly string[], { environment }: RollbackInput): readonly Verdict[] {
  return [...new Set(reasons)].sort().map((reason) => ({
    gate: 'packages',
    outcome: 'unproven',
    subject: environment,
    reason: `nobody could look whether the packages are still there: ${reason}`,
  }))
}
