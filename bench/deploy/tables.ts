import { median, renderTable } from '../measure.ts'
import type { Sample, Scenario } from './contest.ts'
import type { ExchangeCount } from './exchanges.ts'
import type { Releases } from './releases.ts'

const told: Readonly<Record<Scenario, string>> = {
  first: 'first deploy',
  unchanged: 'nothing changed',
  changed: '5 % of files changed',
}

/** Seconds of each contestant, side by side, and how Towpath compares with each of the others. */
export function renderSeconds(samples: readonly Sample[]): string {
  const names = [...new Set(samples.map(({ contestant }) => contestant))]
  const others = names.includes('Towpath') ? names.filter((name) => name !== 'Towpath') : []
  const rows = groups(samples).map(({ roundTripMs, scenario, of }) => {
    const seconds = (name: string): number => median(of(name).map((sample) => sample.seconds))
    return [
      `${told[scenario]}, ${roundTripMs} ms`,
      ...names.map((name) => seconds(name).toFixed(2)),
      ...others.map((name) => (seconds('Towpath') / seconds(name)).toFixed(2)),
    ]
  })
  return renderTable(['seconds', ...names, ...others.map((name) => `÷ ${name}`)], rows)
}

/** Bytes on the wire to an app host, against what had to be sent, packed by gzip alone; and the largest resident size of the step. */
export function renderBytes(samples: readonly Sample[], releases: Releases): string {
  const names = [...new Set(samples.map(({ contestant }) => contestant))]
  const rows = groups(samples).map(({ roundTripMs, scenario, of }) => {
    const least = { first: releases.archiveBytes, unchanged: null, changed: releases.changedGzipBytes }[scenario]
    const bytes = (name: string): number => median(of(name).map((sample) => sample.receivedBytes))
    const peaks = of('Towpath').map(({ peakMiB }) => peakMiB ?? 0)
    return [
      `${told[scenario]}, ${roundTripMs} ms`,
      least === null ? '' : kB(least),
      ...names.map((name) => kB(bytes(name)) + (least === null ? '' : ` (${(bytes(name) / least).toFixed(3)})`)),
      ...(peaks.length > 0 ? [Math.max(...peaks).toFixed(0)] : ['']),
    ]
  })
  return renderTable(['kB to a host', 'gzip alone', ...names, 'Towpath’s peak MiB'], rows)
}

/** What a deploy that changes nothing asks of each host, and how many round trips come one after the other until it ends. */
export function renderExchanges(counts: readonly ExchangeCount[]): string {
  const rows = counts.map(({ contestant, turns, app, edge }) => [
    contestant,
    turns.toFixed(1),
    ...[app, edge].flatMap((asked) => [asked.connections, asked.commands, asked.forwards].map(String)),
  ])
  const channels = ['connections', 'commands', 'forwards']
  const head = [...channels.map((name) => `app: ${name}`), ...channels.map((name) => `edge: ${name}`)]
  return renderTable(['nothing changed', 'round trips', ...head], rows)
}

interface Group {
  readonly roundTripMs: number
  readonly scenario: Scenario
  readonly of: (contestant: string) => readonly Sample[]
}

function groups(samples: readonly Sample[]): Group[] {
  const times = [...new Set(samples.map(({ roundTripMs }) => roundTripMs))].sort((a, b) => a - b)
  const found = [...new Set(samples.map(({ scenario }) => scenario))]
  return times.flatMap((roundTripMs) =>
    found.map((scenario) => ({
      roundTripMs,
      scenario,
      of: (contestant: string) =>
        samples.filter(
          (sample) =>
            sample.contestant === contestant && sample.roundTripMs === roundTripMs && sample.scenario === scenario,
        ),
    })),
  )
}

function kB(bytes: number): string {
  return Math.round(bytes / 1000).toLocaleString('en')
}
