import type { Compatibility } from '@towpath/descriptor'
import { escapeProse } from '@towpath/environment'
import { contractGate, renderChange } from './set-aside.ts'

const mostShown = 10

/** The verdict of the gate `contract` as Markdown: the answer, then what changed. */
export function renderVerdict(compatibility: Compatibility): string {
  const { changes, unproven } = compatibility
  const list = changes.slice(0, mostShown).map((change) => `- ${change.level}: ${escapeProse(renderChange(change))}`)
  const more = changes.length > mostShown ? [`- and ${changes.length - mostShown} more`] : []
  const open = unproven.map(
    ({ place, why, fix }) => `- unproven: ${escapeProse(`${place}: ${why}${fix === undefined ? '' : `. ${fix}`}`)}`,
  )
  return [escapeProse(verdictLine(compatibility)), ...list, ...more, ...open].join('\n')
}

const marks = { pass: '✅', warn: '⚠️', unproven: '❔' }

/** One line for a log. */
export function verdictLine({ outcome, baseline, required, overrides }: Compatibility): string {
  return `${marks[outcome]} ${contractGate}: ${reasonOf(outcome, baseline, required, overrides)}`
}

function reasonOf(
  outcome: Compatibility['outcome'],
  baseline: string | null,
  required: Compatibility['required'],
  overrides: Compatibility['overrides'],
): string {
  if (baseline === null) return 'the first release, so there is none to compare it with'
  const asked =
    required === 'patch' ? `nothing changed since ${baseline}` : `a ${required} step above ${baseline} is needed`
  if (outcome === 'unproven') return `${asked}, as far as it was compared`
  const [override] = overrides
  if (override !== undefined) return `${asked}; ${override.by} set that aside because: ${override.reason}`
  return required === 'patch' ? asked : `${asked}, and it is that much`
}
