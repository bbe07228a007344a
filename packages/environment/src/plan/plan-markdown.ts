import type { Verdict } from '../revision.ts'
import { codeSpan, escapeMarkdown, escapeMarkdownLine, escapeProse } from './escape-markdown.ts'
import type { ConfigChange, Plan, PlannedChange, Refusal } from './plan.ts'
import { changeRemarks, configText, planColumns, planHeadline } from './plan-headline.ts'
import { planOrder } from './plan-order.ts'
import { setParts } from './plan-sets.ts'

export interface PlanMarkdownOptions {
  /** The command that does it, where the plan was only asked for: `towpath promote --environment staging --packages orders@1.4.2`. */
  readonly toGoOn?: string
}

/** More rows than this say nothing to a person. */
const mostRows = 50
const mostKept = 5

/** A plan or its refusal, for a pull request's comment or a job's summary (VOICE). Ends with a line end. */
export function renderPlanMarkdown(plan: Plan, options: PlanMarkdownOptions = {}): string {
  const parts = [
    `### ${escapeProse(planHeadline(plan))}`,
    ...(plan.outcome === 'refused' ? plan.refusals.map(refusalPart) : []),
    ...(plan.outcome === 'refused' ? [] : setParts(plan)),
    ...(plan.changes.length === 0 || plan.outcome === 'refused' ? [] : [table(plan)]),
    ...orderPart(plan),
    ...configParts(plan),
    verdictPart(plan.verdicts),
    ...(plan.outcome === 'refused' ? [] : notesParts(plan)),
    ...(options.toGoOn === undefined ? [] : [`To go on: ${codeSpan(options.toGoOn)}`]),
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function orderPart(plan: Plan): readonly string[] {
  const order = planOrder(plan)
  return order === null ? [] : [`Deploy starts ${escapeMarkdownLine(order)}.`]
}

function refusalPart({ subject, reason, fixes }: Refusal): string {
  return [
    `**${escapeMarkdownLine(subject)}**: ${escapeProse(reason)}.`,
    ...fixes.map((fix) => `- ${escapeProse(fix)}`),
  ].join('\n')
}

function table(plan: Plan): string {
  const { before, after } = planColumns(plan)
  const rows = plan.changes.slice(0, mostRows).map((change) => {
    const from = change.from === null ? '–' : escapeMarkdownLine(change.from)
    const to = change.to === null ? '–' : escapeMarkdownLine(change.to)
    const remarks = changeRemarks(change).map(escapeProse).join(', ')
    return `| ${escapeMarkdownLine(change.service)} | ${from} | ${change.from === change.to ? to : `**${to}**`} | ${remarks} |`
  })
  const kept = keptBeside(plan)
  const hidden = plan.changes.length - rows.length
  return [
    `| | ${before} | ${after} | |`,
    '|---|---|---|---|',
    ...rows,
    ...kept.map((one) => `| ${one.service} | ${one.version} | ${one.version} | ${escapeProse(one.remark)} |`),
    ...footnote(hidden, plan.kept.length - kept.length),
  ].join('\n')
}

function footnote(hidden: number, kept: number): readonly string[] {
  const clauses = [
    ...(hidden > 0 ? [`${hidden} more change`] : []),
    ...(kept > 0 ? [kept === 1 ? '1 more release stays as it is' : `${kept} more releases stay as they are`] : []),
  ]
  return clauses.length === 0 ? [] : ['', `${clauses.join('; ')}.`]
}

/** What stays and is needed by what changes. */
function keptBeside(plan: Plan): readonly { service: string; version: string; remark: string }[] {
  if (plan.outcome !== 'revision') return []
  const changed = new Set(plan.changes.map((change) => change.service))
  const needs = plan.revision.releases.filter((release) => changed.has(release.service))
  return plan.kept
    .flatMap(({ service, version }) => {
      const ranges = needs.flatMap((release) => {
        const answer = release.dependencies[service]
        return answer?.version === version ? [`\`${answer.range}\``] : []
      })
      const unique = [...new Set(ranges)].sort()
      return unique.length === 0 ? [] : [{ service, version, remark: `satisfies ${unique.join(', ')}` }]
    })
    .slice(0, mostKept)
}

function configParts(plan: Plan): readonly string[] {
  return plan.changes
    .filter((change) => change.config.length > 0)
    .slice(0, mostRows)
    .map(({ service, config }) =>
      [
        `Config of ${service}:`,
        ...config
          .slice(0, mostRows)
          .map(({ key, from, to }) => `- ${codeSpan(key)}: ${valueSpan(from)} → ${valueSpan(to)}`),
        ...(config.length > mostRows ? [`- and ${config.length - mostRows} more`] : []),
      ].join('\n'),
    )
}

function valueSpan(value: ConfigChange['from']): string {
  return value === null ? 'nothing' : codeSpan(configText(value))
}

const signs = { pass: '✅', warn: '⚠️', unproven: '❔', fail: '❌' } as const

/** One line for what passed; a line each for what a person should look at. */
function verdictPart(verdicts: readonly Verdict[]): string {
  const told = verdicts.filter((verdict) => verdict.outcome !== 'fail' && verdict.outcome !== 'pass')
  const passed = verdicts.filter((verdict) => verdict.outcome === 'pass')
  const several = passed.length > 6
  const line = several
    ? [...Map.groupBy(passed, (verdict) => verdict.gate)].map(
        ([gate, all]) => `${signs.pass} ${gate}: ${all.length} of ${all.length}`,
      )
    : passed.map((verdict) => `${signs.pass} ${escapeMarkdownLine(verdict.gate)}: ${escapeProse(verdict.reason)}`)
  return [
    ...told.map((verdict) => {
      const fix = verdict.fix === undefined ? '' : `. ${escapeProse(verdict.fix)}`
      return `${signs[verdict.outcome]} ${escapeMarkdownLine(verdict.subject)}: ${escapeProse(verdict.reason)}${fix}`
    }),
    ...(line.length === 0 ? [] : [line.join(' · ')]),
  ].join('  \n')
}

function notesParts(plan: Plan): readonly string[] {
  const told = plan.changes.filter((change) => change.notes.length > 0).slice(0, mostRows)
  if (told.length === 0) return []
  return [['<details><summary>What is new</summary>', '', ...told.flatMap(notesOf), '</details>'].join('\n')]
}

function notesOf({ service, notes }: PlannedChange): readonly string[] {
  return notes.flatMap(({ version, notes: text }) => [
    `**${service} ${escapeMarkdownLine(version)}**`,
    '',
    escapeMarkdown(shortened(text)),
    '',
  ])
}

function shortened(text: string): string {
  const trimmed = text.trim()
  return trimmed.length > 2000 ? `${trimmed.slice(0, 2000)}…` : trimmed
}
