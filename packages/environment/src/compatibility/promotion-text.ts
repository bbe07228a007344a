import { terminalLine } from '../plan/terminal-line.ts'
import type { PromotionAnswer } from './can-promote.ts'
import type { JudgedEdge } from './judged-edge.ts'
import type { PromotionSet } from './promotion-set.ts'

const signs = { satisfied: '✓', absent: '!', unsatisfied: '✗' } as const
const weights = { unsatisfied: 0, absent: 1, satisfied: 2 } as const

/** The answer for a terminal: the answer first, then edge for edge why, then what to do. */
export function renderPromotionText(answer: PromotionAnswer): string {
  const lines = [
    headline(answer),
    ...[...answer.edges].sort((a, b) => weights[a.state] - weights[b.state]).flatMap(edgeLines),
    ...answer.refusals.flatMap(({ subject, reason, fixes }) => [`  ✗ ${subject}: ${reason}`, ...fixes.map(indented)]),
    ...answer.traffic.map(
      ({ outcome, subject, reason }) => `  ${outcome === 'warn' ? '!' : '?'} ${subject}: ${reason}`,
    ),
    ...(answer.derived === null ? [] : derivedLines(answer.derived)),
  ]
  return `${lines.map((line) => terminalLine(line).replaceAll('`', '')).join('\n')}\n`
}

function headline({ environment, packages, answer, edges, refusals }: PromotionAnswer): string {
  const what =
    packages.length === 0
      ? (refusals[0]?.subject ?? 'the change')
      : packages.slice(0, 3).join(', ').replaceAll('@', ' ')
  const more = packages.length > 3 ? ` and ${packages.length - 3} more` : ''
  const broken = edges.filter((edge) => edge.state === 'unsatisfied').length
  switch (answer) {
    case 'yes':
      if (packages.length === 0) return `${environment}: no version would change, and every dependency holds`
      return `${environment}: ${what}${more} can go`
    case 'not-yet':
      return `${environment}: every dependency of ${what}${more} would hold, but it can't go yet`
    case 'no':
      return `${environment}: ${what}${more} can't go${broken === 0 ? '' : broken === 1 ? ', 1 dependency would not hold' : `, ${broken} dependencies would not hold`}`
  }
}

function edgeLines({ state, from, to, calls, reason, fix }: JudgedEdge): readonly string[] {
  const seen = calls === null || state !== 'satisfied' ? '' : calls === 0 ? ', not seen yet' : `, seen ${calls} times`
  return [
    `  ${signs[state]} ${from.service} ${from.version} → ${to.service} ${to.range}: ${reason}${seen}`,
    ...(fix === null ? [] : [indented(fix)]),
  ]
}

function derivedLines({ outcome, further, order, isSmallest, combinations }: PromotionSet): readonly string[] {
  if (outcome === 'none') return ['No set of published packages makes it possible']
  if (outcome === 'gave-up') {
    return [`${combinations} combinations were tried and none makes it possible; there may be one`]
  }
  const size = further.length === 1 ? 'one further package' : `${further.length} further packages`
  const steps = order.map((group) => group.join(' and ')).join(', then ')
  return [
    `It takes ${size}${isSmallest ? '' : ' of the newest versions; an older one may need less'}. They move in this order: ${steps}`,
  ]
}

function indented(fix: string): string {
  return `      ${fix}`
}
