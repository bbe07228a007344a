import { codeSpan, escapeMarkdownLine } from './escape-markdown.ts'
import type { Plan } from './plan.ts'

type PlannedSet = Plan['sets'][number]

/** More packages than this are counted, not listed. */
const mostPackages = 20

/** `checkout 2.4.0 → 3.0.0`, `checkout 3.0.0 (new)`, `checkout 2.4.0 (removed)`. */
export function setTitle({ set, from, to }: PlannedSet): string {
  if (from === null) return `${set} ${to} (new)`
  return to === null ? `${set} ${from} (removed)` : `${set} ${from} → ${to}`
}

/** `5 packages as a whole: orders 1.4.0 → 1.5.0, stock 2.1.3`. */
export function setContent({ to, packages }: PlannedSet): string {
  const named = packages.filter((one) => (to === null ? one.from : one.to) !== null)
  const shown = packages.slice(0, mostPackages).map(memberText)
  const hidden = packages.length - shown.length
  const count = named.length === 1 ? '1 package' : `${named.length} packages`
  return `${count} as a whole: ${shown.join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`
}

function memberText({ service, from, to }: PlannedSet['packages'][number]): string {
  if (from === null || from === to) return `${service} ${to}`
  return to === null ? `${service} ${from} → –` : `${service} ${from} → ${to}`
}

/** A paragraph for each set, for Markdown. */
export function setParts(plan: Plan): readonly string[] {
  return plan.sets.map((one) => `Set **${escapeMarkdownLine(setTitle(one))}**, ${escapeMarkdownLine(setContent(one))}.`)
}

/** A command or a name in Markdown. */
export function setHeading({ set, from, to }: PlannedSet): string {
  return to === null ? `${codeSpan(set)} ${from} (removed)` : `${codeSpan(set)} ${to}`
}
