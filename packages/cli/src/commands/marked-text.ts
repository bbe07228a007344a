import { promoteCommand, renderTime } from '@towpath/environment'
import type { Marked } from '@towpath/steps/operating'

/** Who had marked it, once the mark is gone. */
export function renderRemoved({ package: name, version, mark }: Marked): string {
  if (mark === null) return `${name} ${version} was not marked bad`
  return `${name} ${version} may be promoted again; ${mark.by} had marked it bad since ${renderTime(mark.since)}: ${mark.reason}`
}

/** That it goes nowhere any more, and where it is. */
export function renderMarked({ package: name, version, mark, changed, runs }: Marked): string {
  const head = changed
    ? `${name} ${version} is marked bad: no environment takes it any more`
    : `${name} ${version} is marked bad already${mark === null ? '' : `, by ${mark.by} since ${renderTime(mark.since)}: ${mark.reason}`}`
  if (runs.length === 0) return `${head}\nIt runs nowhere`
  const lines = runs.flatMap(({ environment, revision, state, hosts, since }) => [
    state === 'wanted'
      ? `  ${environment}: comes with the next deploy (${environment}@${revision})`
      : `  ${environment}: runs${hosts.length === 0 ? '' : ` on ${hosts.join(', ')}`}${since === null ? '' : ` since ${renderTime(since)}`} (${environment}@${revision})`,
    `      To replace it: ${promoteCommand(environment, [name])}, then deploy`,
  ])
  return [head, ...lines].join('\n')
}
