import { renderRemovalText } from '@towpath/environment'
import type { Command } from './command.ts'

export const canRemove: Command = {
  name: 'can-remove',
  summary: 'Ask who would break if a service, a version of it or a line went',
  words: [{ name: 'what', description: '`stock`, `stock@2.1.3`, or the line `stock@^2.1`', required: true }],
  options: [{ name: 'environment', description: 'Where it would go', value: 'name', required: true }],
  run: async ({ inputs, store }) => {
    const operating = await import('@towpath/steps/operating')
    const asked = { environment: inputs.required('environment'), what: inputs.required('what') }
    const document = await operating.canRemove(store, asked)
    return { document, text: renderRemovalText(document), exit: document.answer === 'no' ? 1 : 0 }
  },
}
