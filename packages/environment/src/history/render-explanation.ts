import type { ExplainedKey, Said } from '../config/explain-release.ts'
import type { ExplainedRelease } from '../config/explain-revision.ts'
import { configText } from '../plan/plan-headline.ts'
import { terminalLine } from '../plan/terminal-line.ts'

/** For a terminal: each key with its value and who said it, then what that overrode. `place`: `staging@42`, or a file. */
export function renderExplanationText(service: string, place: string, releases: readonly ExplainedRelease[]): string {
  return releases
    .flatMap(({ version, line, isDefault, keys }) => {
      const which = releases.length === 1 ? '' : `, line ${line}${isDefault ? ' (default)' : ''}`
      const width = Math.max(0, ...keys.map(({ key }) => key.length))
      return [`${service} ${version} in ${place}${which}`, ...keys.flatMap((key) => renderKey(key, width))]
    })
    .map(terminalLine)
    .join('\n')
}

function renderKey({ key, value, origin, overrode }: ExplainedKey, width: number): readonly string[] {
  return [
    `  ${key.padEnd(width)}  ${value === null ? 'nothing' : configText(value)}  (${origin.where})`,
    ...overrode.map((said) => `  ${' '.repeat(width)}  instead of ${renderSaid(said)}`),
  ]
}

function renderSaid({ value, origin }: Said): string {
  return `${value === null ? 'nothing, which takes it away' : configText(value)} (${origin.where})`
}
