import { isSame, type RevisionDifference, renderDifferenceText } from '@towpath/environment'
import type { Command } from './command.ts'

export const diff: Command = {
  name: 'diff',
  summary: 'Show what differs between two revisions, or what waits to be deployed',
  words: [
    { name: 'from', description: '`prod@41`; an environment alone stands for what is deployed there', required: true },
    { name: 'to', description: '`prod@44`; without it, what is wanted in the environment', required: false },
  ],
  options: [],
  run: async ({ inputs, store }) => {
    const operating = await import('@towpath/steps/operating')
    const document = await operating.diff(store, { from: inputs.required('from'), to: inputs.text('to') })
    return { document, text: `${renderDifferenceText(document)}${hintOf(document)}` }
  },
}

/** Who asks what waits, and nothing does, may want to know what came with the deploy. */
function hintOf(difference: RevisionDifference): string {
  const { from, to } = difference
  if (!isSame(difference) || from.number !== to.number || from.environment !== to.environment) return ''
  const before =
    from.number > 1 ? `; \`towpath diff ${from.environment}@${from.number - 1}\` shows what it brought` : ''
  return `: nothing waits to be deployed${before}`
}
