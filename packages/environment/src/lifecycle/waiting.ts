import { renderDuration } from '../plan/duration.ts'
import type { Release, Revision, Verdict } from '../revision.ts'
import type { EnvironmentState, Waiting } from '../state.ts'

type Named = Pick<Release, 'service' | 'version'>

/**
 * What waits once a revision is the newest: all that it has and that does not run yet. What it no longer has was superseded. `deployed`: the
 * releases that run.
 */
export function waitingWith(
  waiting: readonly Waiting[],
  { releases, request }: Revision,
  deployed: readonly Named[],
): Waiting[] {
  const running = new Set(deployed.map(nameOf))
  return releases
    .filter((release) => !running.has(nameOf(release)))
    .map(
      ({ service, version }) =>
        waiting.find((entry) => entry.package === service && entry.version === version) ?? {
          package: service,
          version,
          by: request.by,
          at: request.at,
          reason: request.reason ?? request.command,
        },
    )
}

/** What waits on once these run. */
export function waitingWithout(waiting: readonly Waiting[], names: ReadonlySet<string>): Waiting[] {
  return waiting.filter((entry) => !names.has(`${entry.package}@${entry.version}`))
}

/** What a plan does to those that wait: whom it supersedes, and who goes into the same deploy. */
export function judgeWaiting(
  { waiting }: Pick<EnvironmentState, 'waiting'>,
  environment: string,
  releases: readonly Named[],
  now: string,
): readonly Verdict[] {
  const coming = new Set(releases.map(nameOf))
  const ago = ({ by, at }: Waiting) => `${by}, ${renderDuration(Math.max(0, Date.parse(now) - Date.parse(at)))} ago`
  const superseded = waiting
    .filter((entry) => !coming.has(`${entry.package}@${entry.version}`))
    .map((entry): Verdict => {
      const others = releases.filter(({ service }) => service === entry.package).map(({ version }) => version)
      const instead = others.length === 0 ? 'now it goes' : `${others.join(' and ')} takes its place`
      return {
        gate: 'waiting',
        outcome: 'warn',
        subject: `${entry.package} ${entry.version}`,
        reason: `it was promoted (${ago(entry)}) and never deployed; ${instead}`,
      }
    })
  const along = waiting.filter((entry) => coming.has(`${entry.package}@${entry.version}`))
  if (along.length === 0) return superseded
  const named = along.map((entry) => `${entry.package} ${entry.version} (${ago(entry)})`).join(', ')
  const reason = `the next deploy also brings what waits for it: ${named}`
  return [...superseded, { gate: 'waiting', outcome: 'pass', subject: environment, reason }]
}

function nameOf({ service, version }: Named): string {
  return `${service}@${version}`
}
