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
    renderLeftBehind(report),
    renderHosts(report),
    renderProxies(report),
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

/** What was out of reach, and what becomes of it. */
function renderLeftBehind(report: DeployReport): string {
  const lost = report.proxies.filter(({ outcome }) => outcome === 'unreachable').map(({ host }) => host)
  const unmended = report.hosts
    .filter(({ phases }) => phases.some(({ name, outcome }) => name === 'put back' && outcome === 'skipped'))
    .map(({ host }) => host)
  const again = `the next deploy that reaches`
  return [
    ...(lost.length === 0
      ? []
      : [
          `**${lost.join(' and ')}** was out of reach and goes on by the routes that it has. What it may send to was kept running; ${again} it brings it up to date.`,
        ]),
    ...(unmended.length === 0
      ? []
      : [`**${unmended.join(' and ')}** was out of reach and was not put back; ${again} it repairs it.`]),
  ]
    .map((line) => `⚠️ ${line}`)
    .join('\n\n')
}

const columns = [
  { title: 'started', phase: /^start / },
  { title: 'healthy', phase: /^health of / },
  { title: 'switched', phase: /^(verify routes|switch routes)$/ },
] as const

/** What is drained, and goes, is the old, or on the way back the new. */
const lastColumns = {
  forward: [{ title: 'old stopped', phase: /^(drain|stop the old.*|stop for the new)$/ }],
  back: [
    { title: 'old stopped', phase: /^stop for the new$/ },
    { title: 'new stopped', phase: /^(drain|stop the new.*)$/ },
  ],
} as const

/** A proxy on a host of its own has a table of its own. */
function renderHosts({ status, hosts, proxies }: DeployReport): string {
  const edges = new Set(proxies.map(({ host }) => host))
  const touched = hosts.filter(
    ({ host, phases, instances }) => (instances.length > 0 || !edges.has(host)) && phases.length + instances.length > 0,
  )
  const all = [...columns, ...lastColumns[status === 'rolled-back' ? 'back' : 'forward']]
  const used = all.filter(({ phase }) => touched.some(({ phases }) => phases.some(({ name }) => phase.test(name))))
  if (used.length === 0 || touched.length === 0) return ''
  const titles = ['host', 'sent', ...used.map(({ title }) => title)]
  const rows = touched.map((host) => [host.host, renderSent(host), ...used.map(({ phase }) => timeOf(host, phase))])
  return renderTable(titles, rows)
}

const routes: Readonly<Record<string, string>> = {
  committed: 'new',
  unchanged: 'as before',
  'put back': 'put back',
  unreachable: 'out of reach',
  unknown: 'not known',
}

function renderProxies({ hosts, proxies }: DeployReport): string {
  if (proxies.length < 2) return ''
  const rows = proxies.map(({ host, outcome, holdsVip }) => {
    const there = hosts.find((one) => one.host === host)
    const time = (phase: RegExp): string => (there === undefined ? '' : timeOf(there, phase))
    const cells = [time(/^verify routes$/), time(/^switch routes( back)?$/), time(/^drain$/)]
    return [host, routes[outcome] ?? outcome, ...cells, holdsVip ? 'holds it' : '']
  })
  return renderTable(['proxy', 'routes', 'verified', 'switched', 'drained', 'VIP'], rows)
}

function renderTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
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
