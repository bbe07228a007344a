import {
  type DeployReport,
  escapeMarkdown,
  escapeMarkdownLine,
  type ReportedInstance,
  renderDuration,
} from '@towpath/environment'
import { renderSize } from '../size.ts'

type HostReport = DeployReport['hosts'][number]

/** A deploy as a person reads it: one sentence, what failed, a table, details folded (VOICE). */
export function renderReportMarkdown(report: DeployReport): string {
  return [
    `**${escapeMarkdown(renderHeadline(report))}**${renderStopped(report)}`,
    renderFailure(report),
    renderHosts(report),
    renderPhases(report),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** One line for the log. */
export function renderHeadline(report: DeployReport): string {
  const { environment, revision, status } = report
  const name = `${environment}@${revision}`
  const took = renderTime(Date.parse(report.endedAt) - Date.parse(report.startedAt))
  switch (status) {
    case 'unchanged':
      return `${name} runs already; nothing had to change.`
    case 'deployed':
      return `${name} is live: ${renderStarted(report)} in ${took}.`
    case 'rolled-back':
      return renderPutBack(report, name, took)
  }
}

function renderPutBack({ environment, previous, failure, hosts }: DeployReport, name: string, took: string): string {
  const why = failure === null ? 'it failed' : failure.where
  const before = previous === null ? 'nothing' : `${environment}@${previous}`
  if (failure?.code === 'put-back-failed') {
    return `${name} failed after ${took}, and ${environment} could not be put back to ${before}.`
  }
  const wasTouched = hosts.some(({ instances }) => instances.some(({ change }) => change !== 'kept'))
  const serves = previous === null ? 'nothing serves' : `${before} serves as before`
  if (!wasTouched) return `${name} was not deployed; ${serves}. What failed: ${why}.`
  return `${name} was put back after ${took}; ${serves}. What failed: ${why}.`
}

/** Below ten seconds a tenth counts: `8.4 s`. */
export function renderTime(durationMs: number): string {
  return durationMs < 9950 ? `${(durationMs / 1000).toFixed(1)} s` : renderDuration(durationMs)
}

function renderStarted(report: DeployReport): string {
  const started = instancesOf(report, 'started')
  if (started.length === 0) return 'no process had to be started,'
  const places = new Set(started.map(({ host }) => host)).size
  return `${listReleases(started)} on ${places} ${places === 1 ? 'host' : 'hosts'}`
}

function renderStopped(report: DeployReport): string {
  const stopped = report.status === 'deployed' ? instancesOf(report, 'stopped') : []
  const count = new Set(stopped.map(nameOf)).size
  if (count === 0) return ''
  return ` ${escapeMarkdown(listReleases(stopped))} ${count === 1 ? 'was' : 'were'} drained and stopped.`
}

function instancesOf({ hosts }: DeployReport, change: ReportedInstance['change']): readonly PlacedInstance[] {
  return hosts.flatMap(({ host, instances }) =>
    instances.flatMap((instance) => (instance.change === change ? [{ ...instance, host }] : [])),
  )
}

interface PlacedInstance extends ReportedInstance {
  readonly host: string
}

const nameOf = ({ service, version }: Pick<ReportedInstance, 'service' | 'version'>): string => `${service} ${version}`

/** Each release once, at most five by name. */
function listReleases(instances: readonly ReportedInstance[]): string {
  const names = [...new Set(instances.map(nameOf))]
  return names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')
}

function renderFailure({ failure }: DeployReport): string {
  if (failure === null) return ''
  const facts = [failure.expected && `expected ${failure.expected}`, failure.found && `found ${failure.found}`]
    .filter(Boolean)
    .join(', ')
  const statement = facts === '' ? `${failure.where}.` : `${failure.where}: ${facts}.`
  const sentence = escapeMarkdown(failure.fix === null ? statement : `${statement} ${failure.fix}.`)
  if (failure.log.length === 0) return sentence
  const lines = failure.log.map((line) => `    ${line}`).join('\n')
  return `${sentence}\n\n<details open><summary>Its last lines</summary>\n\n${lines}\n\n</details>`
}

const columns = [
  { title: 'started', phase: /^start / },
  { title: 'healthy', phase: /^health of / },
  { title: 'switched', phase: /^(verify routes|switch routes)$/ },
  { title: 'old stopped', phase: /^(drain|stop the old|stop for the new)$/ },
] as const

function renderHosts({ hosts }: DeployReport): string {
  const used = columns.filter(({ phase }) => hosts.some(({ phases }) => phases.some(({ name }) => phase.test(name))))
  const touched = hosts.filter(({ phases, instances }) => phases.length + instances.length > 0)
  if (used.length === 0 || touched.length === 0) return ''
  const titles = ['host', 'sent', ...used.map(({ title }) => title)]
  const rows = touched.map((host) => [host.host, renderSent(host), ...used.map(({ phase }) => timeOf(host, phase))])
  return [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function renderSent(host: HostReport): string {
  const { sentBytes, totalBytes } = host
  if (totalBytes === 0) return ''
  const took = timeOf(host, /^send /)
  return `${renderSize(sentBytes)} of ${renderSize(totalBytes)}${took === '' ? '' : `, ${took}`}`
}

/** From the first such phase's begin to the last one's end, less what lies between: several at once count once. */
function timeOf({ phases }: HostReport, phase: RegExp): string {
  const spans = phases
    .filter(({ name }) => phase.test(name))
    .map(({ startedAt, durationMs }) => ({ from: Date.parse(startedAt), to: Date.parse(startedAt) + durationMs }))
    .sort((a, b) => a.from - b.from)
  if (spans.length === 0) return ''
  let covered = 0
  let until = Number.NEGATIVE_INFINITY
  for (const { from, to } of spans) {
    covered += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return renderTime(covered)
}

function renderPhases({ hosts }: DeployReport): string {
  const lines = hosts.flatMap(({ host, phases }) =>
    phases.map(({ name, durationMs, outcome, detail }) => {
      const told =
        outcome === 'failed'
          ? ` **failed** ${escapeMarkdownLine(detail)}`
          : detail === ''
            ? ''
            : `: ${escapeMarkdownLine(detail)}`
      return `| ${host} | ${escapeMarkdownLine(name)}${told} | ${(durationMs / 1000).toFixed(2)} s |`
    }),
  )
  if (lines.length === 0) return ''
  return [
    '<details><summary>How long each part took</summary>',
    '',
    '| host | what | time |',
    '|---|---|---:|',
    ...lines,
    '',
    '</details>',
  ].join('\n')
}
