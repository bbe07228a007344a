import type { ConfigChange } from '../plan/plan.ts'
import { configText } from '../plan/plan-headline.ts'
import { terminalLine } from '../plan/terminal-line.ts'
import type { Pin } from '../revision.ts'
import type { CommitRange } from './commit-range.ts'
import { isSame, type ReleaseDifference, type RevisionDifference, type RevisionName } from './revision-difference.ts'

/** For a terminal: what moves, then what else people changed, then who asked for it. */
export function renderDifferenceText(difference: RevisionDifference): string {
  const { from, to, releases, hosts, policy, settings, pins, requests, kept } = difference
  const [old, now] = [from, to].map(renderName)
  if (isSame(difference)) return `${old} and ${now} are the same`
  const width = Math.max(0, ...releases.map(({ service }) => service.length))
  const lines = [
    `${old} → ${now}`,
    ...releases.flatMap((release) => renderRelease(release, width)),
    ...(kept === 0 ? [] : [`  ${kept === 1 ? '1 release is' : `${kept} releases are`} the same`]),
    ...section(
      'hosts',
      hosts.map((host) => `${host.host}: ${host.from ?? 'not there'} → ${host.to ?? 'not there'}`),
    ),
    ...section('policy', policy.map(renderSetting)),
    ...section('spec', settings.map(renderSetting)),
    ...section('pins', [...pins.added.map(renderPin('new')), ...pins.removed.map(renderPin('released'))]),
    ...section(
      'asked for',
      requests.map(({ revision, request }) => {
        const why = request.reason === null ? '' : `: ${request.reason}`
        return `${to.environment}@${revision} ${request.command}, by ${request.by} at ${request.at} (${request.run})${why}`
      }),
    ),
  ]
  return lines.map(terminalLine).join('\n')
}

function renderRelease({ service, from, to, source, versions, config }: ReleaseDifference, width: number): string[] {
  const moves = from === to ? `${to} (config)` : `${from ?? 'nothing'} → ${to ?? 'nothing'}`
  const where = source === null || from === to ? '' : `   ${renderSource(source)}`
  return [
    `  ${service.padEnd(width)}  ${moves}${where}`,
    ...versions.map(({ version, commit, notes }) => `      ${version} ${shortCommit(commit)} ${firstLine(notes)}`),
    ...config.map((change) => `      ${renderSetting(change)}`),
  ]
}

function renderSource({ repository, from, to, url }: CommitRange): string {
  if (url !== null) return url
  const commits = [from, to].flatMap((commit) => (commit === null ? [] : [shortCommit(commit)]))
  return `${repository} ${commits.join('..')}`
}

function renderSetting({ key, from, to }: ConfigChange): string {
  return `${key}: ${configText(from)} → ${configText(to)}`
}

function renderPin(what: string): (pin: Pin) => string {
  return ({ service, version, by, reason }) => `${service} ${version} ${what}, by ${by}: ${reason}`
}

function renderName({ environment, number }: RevisionName): string {
  return `${environment}@${number}`
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)]
}

function shortCommit(commit: string): string {
  return commit.replace(/^([0-9a-f]{12})[0-9a-f]{28}/, '$1')
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n')
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}
