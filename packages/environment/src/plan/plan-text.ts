import type { Plan, PlannedChange } from './plan.ts'
import { changeRemarks, configText, planHeadline } from './plan-headline.ts'
import { planOrder } from './plan-order.ts'
import { setContent, setTitle } from './plan-sets.ts'
import { terminalLine } from './terminal-line.ts'

const signs = { pass: '✓', warn: '!', unproven: '?', fail: '✗' } as const

/** A plan for a terminal: the answer, then what moves, then why. No colours, no control characters; ends with a line end. */
export function renderPlanText(plan: Plan): string {
  const refusals = plan.outcome === 'refused' ? plan.refusals : []
  const lines = [
    planHeadline(plan),
    ...refusals.flatMap(({ subject, reason, fixes }) => [
      `  ✗ ${subject}: ${reason}.`,
      ...fixes.map((fix) => `      ${fix}`),
    ]),
    ...(plan.outcome === 'refused' ? [] : [...setLines(plan), ...changeLines(plan.changes), ...orderLine(plan)]),
    ...plan.verdicts
      .filter((verdict) => verdict.outcome !== 'fail')
      .flatMap(({ outcome, subject, gate, reason, fix }) => [
        `  ${signs[outcome]} ${gate} ${subject}: ${reason}`,
        ...(outcome === 'pass' || fix === undefined ? [] : [`      ${fix}`]),
      ]),
  ]
  return `${lines.map(printable).join('\n')}\n`
}

function setLines({ sets }: Plan): readonly string[] {
  return sets.map((one) => `  set ${setTitle(one)}: ${setContent(one)}`)
}

function orderLine(plan: Plan): readonly string[] {
  const order = planOrder(plan)
  return order === null ? [] : [`  deploy starts ${order}`]
}

function changeLines(changes: readonly PlannedChange[]): readonly string[] {
  const width = Math.max(0, ...changes.map((change) => change.service.length))
  return changes.flatMap((change) => {
    const versions = change.from === change.to ? `${change.to}` : `${change.from ?? '–'} → ${change.to ?? '–'}`
    const remarks = changeRemarks(change).join(', ')
    return [
      `  ${change.service.padEnd(width)}  ${versions}${remarks === '' ? '' : `   ${remarks}`}`,
      ...change.config.map(({ key, from, to }) => `      ${key}: ${configText(from)} → ${configText(to)}`),
    ]
  })
}

/** Code marks are for Markdown. */
function printable(line: string): string {
  return terminalLine(line).replaceAll('`', '')
}
