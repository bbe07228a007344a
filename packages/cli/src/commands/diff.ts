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
    const [from, to] = [inputs.required('from'), inputs.text('to')]
    const document = await operating.diff(store, { from, to })
    const waits = isSame(document) && to === null && !from.includes('@') ? nothingWaits(document.from) : null
    return { document, text: waits ?? renderDifferenceText(document) }
  },
}

/** Who asks what waits, and nothing does, may want to know what came with the deploy. */
function nothingWaits({ environment, number }: RevisionDifference['from']): string {
  const before =
    number > 1 ? `; \`towpath diff ${environment}@${number - 1} ${environment}@${number}\` shows what it brought` : ''
  return `${environment}@${number} is deployed, and nothing waits${before}`
}
