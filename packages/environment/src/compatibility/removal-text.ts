import { terminalLine } from '../plan/terminal-line.ts'
import type { RemovalAnswer } from './can-remove.ts'

const signs = { breaks: '✗', unproven: '?', loses: '!', moves: '→' } as const

/** The answer for a terminal: the answer first, then who, then what to do. */
export function renderRemovalText(answer: RemovalAnswer): string {
  const lines = [
    headline(answer),
    ...answer.concerned.map((one) => `  ${signs[one.state]} ${one.service} ${one.version}: ${one.reason}`),
    ...(answer.ofNoRange === null || answer.ofNoRange.to === null
      ? []
      : [`  ! Who names no range would get ${answer.ofNoRange.to} instead of ${answer.ofNoRange.from}`]),
    ...answer.obstacles.map((obstacle) => `  ✗ ${obstacle}`),
    answer.fix,
    ...(answer.answer === 'yes' && answer.concerned.every((one) => one.calls === null)
      ? ['Whoever calls it without declaring it is not known here: `observe` shows it']
      : []),
  ]
  return `${lines.map((line) => terminalLine(line).replaceAll('`', '')).join('\n')}\n`
}

function headline({ environment, subject, answer, concerned, obstacles }: RemovalAnswer): string {
  const breaking = new Set(concerned.filter((one) => one.state === 'breaks').map((one) => one.service)).size
  switch (answer) {
    case 'yes':
      return `${environment}: ${subject} can go, nobody there would break`
    case 'unproven':
      return `${environment}: by what is declared ${subject} can go, but it was seen being called`
    case 'no':
      return breaking === 0
        ? `${environment}: ${subject} can't go, ${obstacles.length === 1 ? 'something stands' : 'some things stand'} in the way`
        : `${environment}: ${subject} can't go, it would break ${breaking === 1 ? '1 service' : `${breaking} services`}`
  }
}
