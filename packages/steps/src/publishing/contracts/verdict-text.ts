import type { BumpJudgement, Compatibility } from '@towpath/descriptor'
import { codeSpan, escapeMarkdownLine, escapeProse } from '@towpath/environment'
import { contractGate, renderChange } from './set-aside.ts'

const mostShown = 20

/** The verdict of the gate `contract` as Markdown: the answer, then what changed. */
export function renderVerdict(compatibility: Compatibility): string {
  return [escapeProse(verdictLine(compatibility)), ...foundLines(compatibility)].join('\n')
}

/** Why a version is not published, and the ways out. */
export function renderRefusal(name: string, version: string, judgement: BumpJudgement): string {
  const { baseline, required, right } = judgement
  return [
    `### ${codeSpan(name)} ${escapeMarkdownLine(version)} can't be published yet`,
    `Its contract changed since ${baseline}, and that needs a ${required} step:`,
    foundLines(judgement).join('\n'),
    'To go on:',
    [
      `- Publish it as **${right}**`,
      `- Or, where the change hurts nobody, give ${codeSpan(`override: ${contractGate}`)} and a ${codeSpan('reason')}; both stay in its record`,
    ].join('\n'),
  ].join('\n\n')
}

type Found = Pick<Compatibility, 'changes' | 'unproven'> | Pick<BumpJudgement, 'changes' | 'unproven'>

function foundLines({ changes, unproven }: Found): string[] {
  const hidden = changes.length - mostShown
  return [
    ...changes.slice(0, mostShown).map((change) => `- ${change.level}: ${escapeProse(renderChange(change))}`),
    ...(hidden > 0 ? [`- and ${hidden} more`] : []),
    ...unproven.slice(0, mostShown).map(({ place, why, fix }) => {
      const what = `${place}: ${why}${fix === undefined ? '' : `. ${fix}`}`
      return `- unproven: ${escapeProse(what)}`
    }),
  ]
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
