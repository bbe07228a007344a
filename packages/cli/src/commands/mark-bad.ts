import type { Command } from './command.ts'
import { renderMarked, renderRemoved } from './marked-text.ts'

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
