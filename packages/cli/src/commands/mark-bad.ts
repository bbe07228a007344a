import { promoteCommand } from '@towpath/environment'
import type { Command } from './command.ts'

export const markBad: Command = {
  name: 'mark-bad',
  summary: 'Stop a published version everywhere, and say where it runs now',
  words: [{ name: 'what', description: 'One exact version: `orders@1.4.2`', required: true }],
  options: [
    { name: 'reason', description: 'Why', value: 'text', required: true },
    { name: 'remove', description: 'Takes the mark away again', value: null },
  ],
  run: async ({ inputs, store, context, clock }) => {
    const operating = await import('@towpath/steps/operating')
    const wish = {
      what: inputs.required('what'),
      by: context.actor,
      reason: inputs.required('reason'),
      now: clock().toISOString(),
    }
    const remove = inputs.flag('remove')
    const document = await (remove ? operating.unmarkBad(store, wish) : operating.markBad(store, wish))
    return { document, text: remove ? renderRemoved(document) : renderMarked(document) }
  },
}

type Marked = Awaited<ReturnType<typeof import('@towpath/steps/operating')['markBad']>>

function renderRemoved({ package: name, version, mark }: Marked): string {
  if (mark === null) return `${name} ${version} was not marked bad`
  return `${name} ${version} may be promoted again; ${mark.by} had marked it bad since ${mark.since}: ${mark.reason}`
}

function renderMarked({ package: name, version, mark, changed, runs }: Marked): string {
  const head = changed
    ? `${name} ${version} is marked bad: no environment takes it any more`
    : `${name} ${version} is marked bad already, by ${mark?.by} since ${mark?.since}: ${mark?.reason}`
  if (runs.length === 0) return `${head}\nIt runs nowhere`
  const lines = runs.flatMap(({ environment, revision, state, hosts, since }) => [
    state === 'wanted'
      ? `  ${environment}: comes with the next deploy (${environment}@${revision})`
      : `  ${environment}: runs${hosts.length === 0 ? '' : ` on ${hosts.join(', ')}`}${since === null ? '' : ` since ${since}`} (${environment}@${revision})`,
    `      To replace it: ${promoteCommand(environment, [name])}, then deploy`,
  ])
  return [head, ...lines].join('\n')
}
