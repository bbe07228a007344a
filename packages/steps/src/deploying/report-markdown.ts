import { type DeployReport, escapeMarkdown, renderDuration } from '@towpath/environment'
import { renderSize } from '../size.ts'

/** A deploy as a person reads it: one sentence, a table, details folded (VOICE). */
export function renderReportMarkdown(report: DeployReport): string {
  return [`**${renderHeadline(report)}**`, renderFailure(report), renderHosts(report), renderPhases(report)]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** One line for the log. */
export function renderHeadline(report: DeployReport): string {
  const { environment, revision, status, previous, failure } = report
  const name = `${environment}@${revision}`
  const took = renderDuration(Date.parse(report.endedAt) - Date.parse(report.startedAt))
  switch (status) {
    case 'unchanged':
      return `${name} runs already; nothing had to change.`
    case 'deployed':
      return `${name} is live: ${describeStarted(report)} in ${took}.`
    case 'rolled-back':
      return `${name} was put back after ${took}${previous === null ? '' : `; ${environment}@${previous} serves as before`}: ${failure?.where ?? 'it failed'}.`
  }
}

function describeStarted({ hosts }: DeployReport): string {
  const started = hosts.flatMap(({ instances }) => instances.filter(({ change }) => change === 'started'))
  if (started.length === 0) return 'no process had to be started'
  const releases = [...new Set(started.map(({ service, version }) => `${service} ${version}`))]
  const places = new Set(started.map(({ ip, id }) => `${ip}${id.slice(id.lastIndexOf('@'))}`)).size
  const shown =
    releases.length > 5 ? `${releases.slice(0, 5).join(', ')} and ${releases.length - 5} more` : releases.join(', ')
  return `${shown} on ${places} ${places === 1 ? 'host' : 'hosts'}`
}

function renderFailure({ failure }: DeployReport): string {
  if (failure === null) return ''
  const facts = [failure.expected && `expected ${failure.expected}`, failure.found && `found ${failure.found}`]
    .filter(Boolean)
    .join(', ')
  const sentence = `${escapeMarkdown(failure.where)}: ${escapeMarkdown(facts)}.${failure.fix === null ? '' : ` ${escapeMarkdown(failure.fix)}.`}`
  if (failure.log.length === 0) return sentence
  return `${sentence}\n\n<details open><summary>Its last lines</summary>\n\n${failure.log.map((line) => `    ${line}`).join('\n')}\n\n</details>`
}

function renderHosts({ hosts }: DeployReport): string {
  const rows = hosts.flatMap(({ host, instances, sentBytes, totalBytes }) =>
    instances.map(({ service, version, change, ports }) => {
      const sent = totalBytes === 0 ? '' : `${renderSize(sentBytes)} of ${renderSize(totalBytes)}`
      return `| ${host} | ${service} ${version} | ${change} | ${Object.values(ports).join(', ')} | ${sent} |`
    }),
  )
  if (rows.length === 0) return ''
  return ['| host | release | | ports | sent |', '|---|---|---|---|---|', ...rows].join('\n')
}

function renderPhases({ hosts }: DeployReport): string {
  const lines = hosts.flatMap(({ host, phases }) =>
    phases.map(({ name, durationMs, outcome, detail }) => {
      const failed = outcome === 'failed' ? ` **failed** ${escapeMarkdown(detail)}` : ''
      return `| ${host} | ${escapeMarkdown(name)}${failed} | ${(durationMs / 1000).toFixed(2)} s |`
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
