import { changedReleases } from '../plan/planned-changes.ts'
import { terminalLine } from '../plan/terminal-line.ts'
import type { DeployReport } from '../report.ts'
import type { ChangeRequest, Override, Revision, SpecHome, Verdict } from '../revision.ts'
import type { EnvironmentState } from '../state.ts'

/** One revision as the audit trail tells it: who, from where, why, what, how it was judged, and what came of it. As JSON. */
export interface HistoryEntry {
  readonly revision: number
  readonly kind: Revision['kind']
  readonly request: ChangeRequest
  /** Repository, file and commit of the spec. */
  readonly specHome: SpecHome
  readonly base: number | null
  /** The revision that a rollback restores. */
  readonly restores: number | null
  readonly changes: readonly HistoryChange[]
  /** Whether the spec differs from its base's. */
  readonly isSpecChanged: boolean
  readonly verdicts: readonly Verdict[]
  readonly overrides: Revision['overrides']
  /** Oldest first. */
  readonly deploys: readonly DeployOutcome[]
  /** Why it is parked; null: it is not. */
  readonly parked: string | null
  readonly isDeployed: boolean
}

export interface HistoryChange {
  readonly service: string
  /** null: it was not there. */
  readonly from: string | null
  /** null: it goes. The same as `from`: its config alone. */
  readonly to: string | null
}

export interface DeployOutcome {
  readonly status: DeployReport['status']
  readonly run: string
  readonly startedAt: string
  readonly endedAt: string
  /** What went wrong, in one line; null: nothing. */
  readonly failure: string | null
}

export interface HistoryInput {
  readonly revision: Revision
  readonly base: Revision | null
  /** Of this revision, oldest first. */
  readonly reports: readonly DeployReport[]
  readonly state: Pick<EnvironmentState, 'parked' | 'deployed'>
}

export function historyEntry({ revision, base, reports, state }: HistoryInput): HistoryEntry {
  return {
    revision: revision.number,
    kind: revision.kind,
    request: revision.request,
    specHome: revision.specHome,
    base: revision.base,
    restores: revision.restores,
    changes: changesOf(revision, base),
    isSpecChanged: base !== null && base.spec !== revision.spec,
    verdicts: revision.verdicts,
    overrides: revision.overrides,
    deploys: reports.map(({ status, run, startedAt, endedAt, failure }) => ({
      status,
      run,
      startedAt,
      endedAt,
      failure: failure === null ? null : `${failure.where}: ${failure.found ?? failure.expected ?? failure.code}`,
    })),
    parked: state.parked.find((entry) => entry.revision === revision.number)?.reason ?? null,
    isDeployed: state.deployed?.number === revision.number,
  }
}

function changesOf(revision: Revision, base: Revision | null): readonly HistoryChange[] {
  return changedReleases(base?.releases ?? [], revision.releases).map(({ from, to }) => ({
    service: to?.service ?? from?.service ?? '',
    from: from?.version ?? null,
    to: to?.version ?? null,
  }))
}

/** Newest first, a few lines each. */
export function renderHistoryText(environment: string, entries: readonly HistoryEntry[]): string {
  return entries
    .flatMap((entry) => renderEntry(environment, entry))
    .map(terminalLine)
    .join('\n')
}

function renderEntry(environment: string, entry: HistoryEntry): readonly string[] {
  const { revision, request, restores, specHome, verdicts, overrides, deploys } = entry
  const told = verdicts.filter(({ outcome }) => outcome !== 'pass')
  const passed = verdicts.length - told.length
  return [
    `${environment}@${revision}  ${request.at}  ${request.by}: ${request.command}${restores === null ? '' : `, restores ${environment}@${restores}`}${entry.isDeployed ? '  (it runs)' : ''}`,
    ...(request.reason === null ? [] : [`  why      ${request.reason}`]),
    ...(request.pullRequest === undefined ? [] : [`  pull     ${request.pullRequest}`]),
    `  from     ${request.run}, spec ${specHome.repository} ${specHome.path} at ${specHome.commit.slice(0, 12)}`,
    `  changes  ${renderChanges(entry)}`,
    ...(passed === 0 ? [] : [`  passed   ${passed === 1 ? '1 gate' : `${passed} gates`}`]),
    ...told.map(({ outcome, gate, subject, reason }) => `  ${outcome.padEnd(8)} ${gate} ${subject}: ${reason}`),
    ...overrides.map(renderOverride),
    ...(deploys.length === 0 ? ['  deploy   never'] : deploys.map(renderDeploy)),
  ]
}

/** One that an earlier revision was given stands here until what it came past has caught up. */
function renderOverride({ gate, subject, by, reason, since }: Override): string {
  const of = subject === undefined ? '' : ` of ${subject}`
  return `  override ${gate}${of} by ${by}${since === undefined ? '' : ` (with ${since})`}: ${reason}`
}

function renderChanges({ changes, isSpecChanged }: HistoryEntry): string {
  const named = changes.map(({ service, from, to }) => {
    if (from === to) return `${service} ${to} (config)`
    return `${service} ${from ?? 'nothing'} → ${to ?? 'nothing'}`
  })
  if (named.length === 0) return isSpecChanged ? 'the spec alone' : 'nothing'
  return named.join(', ')
}

function renderDeploy({ status, run, endedAt, failure }: DeployOutcome): string {
  return `  deploy   ${status} at ${endedAt} (${run})${failure === null ? '' : `: ${failure}`}`
}
