import { isNamed, renderEntries, teamsUnread } from '../gates/people.ts'
import type { Refusal } from '../plan/plan.ts'
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

/** The one gate that may be set aside. */
const softGate = 'marks'

/** Packages that are to run again: whether their bytes are still there, and nobody has found them bad since. */
export function judgePackages(
  input: RollbackInput,
  returning: readonly Release[],
  spec: EnvironmentSpec,
  reading: RollbackReading,
): JudgedPackages {
  const misused = judgeOverride(input, spec)
  const isAside = misused.length === 0 && input.overrides.includes(softGate)
  const judged = returning.map((release) => ({ release, stored: reading.stored(release) }))
  const removed = judged.flatMap(({ release, stored }) =>
    stored?.presence.state === 'removed' ? [packageRemoved(release, stored.presence.found, input)] : [],
  )
  const marked = judged.flatMap(({ release, stored }) => {
    const mark = stored?.mark ?? null
    return mark === null
      ? []
      : [{ release, said: `it is marked bad by ${mark.by} since ${mark.since}: ${mark.reason}` }]
  })
  const reason = input.request.reason ?? 'rollback'
  return {
    refusals: [
      ...misused,
      ...removed,
      ...(isAside ? [] : marked.map(({ release, said }) => markedBad(release, said, input))),
    ],
    verdicts: [
      ...unlooked(
        judged.flatMap(({ stored }) => (stored?.presence.state === 'unknown' ? [stored.presence.reason] : [])),
        input,
      ),
      ...(isAside ? marked : []).map(
        ({ release, said }): Verdict => ({
          gate: 'marks',
          outcome: 'warn',
          subject: nameOf(release),
          reason: `${said}; set aside by ${input.request.by}: ${reason}`,
        }),
      ),
    ],
    overrides: (isAside ? marked : []).map(({ release }) => ({
      gate: softGate,
      by: input.request.by,
      reason,
      subject: nameOf(release),
    })),
  }
}

const nameOf = ({ service, version }: Release): string => `${service} ${version}`

/** What can't be set aside, and who may not: as the policy of now says, which a rollback does not take back. */
function judgeOverride({ overrides, environment, request }: RollbackInput, spec: EnvironmentSpec): readonly Refusal[] {
  if (overrides.length === 0) return []
  const refuse = (reason: string, fix: string): Refusal => ({
    code: 'override-refused',
    gate: 'override',
    subject: environment,
    reason,
    fixes: [fix],
  })
  const hard = overrides
    .filter((gate) => gate !== softGate)
    .map((gate) => refuse(`${gate} is no gate that a rollback can set aside`, `It has one that it can: ${softGate}`))
  const entries = spec.policy?.allowed?.override ?? []
  const named = isNamed(entries, { name: request.by, teams: null })
  if (named === 'yes') return hard
  const who =
    entries.length === 0
      ? 'the policy lets nobody set a gate aside'
      : `\`policy.allowed.override\` names ${renderEntries(entries)}`
  const unread = named === 'unknown' ? `, and ${teamsUnread}` : ''
  const names = [...entries, request.by].join(', ')
  return [
    ...hard,
    refuse(
      `${request.by} may set no gate aside: ${who}${unread}`,
      `Name them in the spec: \`policy: {allowed: {override: [${names}]}}\``,
    ),
  ]
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

function markedBad(release: Release, said: string, input: RollbackInput): Refusal {
  return {
    code: 'version-marked',
    gate: 'marks',
    subject: nameOf(release),
    reason: said,
    fixes: [
      ...alternatives(input, release),
      `Or, if it is not bad after all: \`towpath mark-bad ${release.service}@${release.version} --remove --reason "…"\``,
      'Or set it aside, if the policy lets you: `override: marks`',
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
