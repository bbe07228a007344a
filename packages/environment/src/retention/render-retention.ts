import { terminalLine } from '../plan/terminal-line.ts'
import type { RetainedPackage, RetentionState } from './plan-retention.ts'

const mostReasons = 3

/** What is said of each state, most urgent first. */
const states: readonly (readonly [RetentionState, string])[] = [
  ['due', 'its bytes go'],
  ['announced', 'nothing names it: announced, and not promoted any more'],
  ['waiting', 'announced before, and not long enough ago'],
  ['recalled', 'named again: the announcement is taken back'],
  ['kept', 'stays'],
  ['gone', 'went before'],
]

interface RetentionRow {
  readonly package: string
  readonly what: string
  readonly why: string
}

/** A row for each package that something happens to, then for those that stay. */
function retentionRows(packages: readonly RetainedPackage[]): readonly RetentionRow[] {
  return states.flatMap(([state, what]) =>
    packages
      .filter((one) => one.state === state)
      .map(({ name, version, because }) => ({ package: `${name}@${version}`, what, why: reasonsShown(because) })),
  )
}

/** The table for a terminal, without a line end. */
export function renderRetentionText(packages: readonly RetainedPackage[]): string {
  const rows = retentionRows(packages)
  const width = Math.max(0, ...rows.map((row) => row.package.length))
  const other = Math.max(0, ...rows.map((row) => row.what.length))
  return [
    retentionHeadline(packages),
    ...rows.map((row) => `  ${row.package.padEnd(width)}  ${row.what.padEnd(other)}  ${row.why}`.trimEnd()),
  ]
    .map(terminalLine)
    .join('\n')
}

/** The answer in one line. */
function retentionHeadline(packages: readonly RetainedPackage[]): string {
  const count = (state: RetentionState) => packages.filter((one) => one.state === state).length
  const clauses = [
    [count('due'), 'to be removed'],
    [count('announced'), 'announced'],
    [count('waiting'), 'announced before'],
    [count('recalled'), 'named again'],
    [count('kept'), 'kept'],
    [count('gone'), 'gone'],
  ] as const
  const said = clauses.filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`)
  return said.length === 0 ? 'No package is published' : `Packages: ${said.join(', ')}`
}

function reasonsShown(because: readonly string[]): string {
  const more = because.length > mostReasons ? ` and ${because.length - mostReasons} more` : ''
  return `${because.slice(0, mostReasons).join('; ')}${more}`
}
