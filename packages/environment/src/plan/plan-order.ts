import type { Plan } from './plan.ts'

/** More steps than this say nothing to a person. */
const mostSteps = 20

/**
 * In which order what comes will be started, as prose: `stock, then cart and orders (one step: they need each other), then web`;
 * null where there is nothing to put in order.
 */
export function planOrder({ outcome, changes, order }: Plan): string | null {
  const coming = new Set(changes.filter(({ to }) => to !== null).map(({ service }) => service))
  if (outcome !== 'revision' || coming.size < 2) return null
  const steps = order.map((group) => group.filter((service) => coming.has(service))).filter((group) => group.length > 0)
  const shown = steps.slice(0, mostSteps).map(stepText)
  const hidden = steps.length - shown.length
  return `${shown.join(', then ')}${hidden > 0 ? `, then ${hidden} more` : ''}`
}

function stepText(group: readonly string[]): string {
  const [first = ''] = group
  if (group.length === 1) return first
  return `${group.slice(0, -1).join(', ')} and ${group.at(-1)} (one step: they need each other)`
}
