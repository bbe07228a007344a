import { renderPromotionText } from '@towpath/environment'
import type { Command } from './command.ts'

export const canPromote: Command = {
  name: 'can-promote',
  summary: 'Ask whether every dependency would hold after a promotion, and what else it takes',
  words: [{ name: 'packages', description: 'Versions or ranges: `orders@1.4.2`', required: false, many: true }],
  options: [
    { name: 'environment', description: 'Where they would go', value: 'name', required: true },
    { name: 'set', description: 'Package set that would go: `checkout@3.0.0`', value: 'set' },
    {
      name: 'spec',
      description: 'File of its spec (default: environments/<environment>.yaml, else the one of its newest revision)',
      value: 'file',
    },
  ],
  run: async ({ inputs, store, context, clock }) => {
    const operating = await import('@towpath/steps/operating')
    const document = await operating.canPromote(store, {
      environment: inputs.required('environment'),
      packages: inputs.all('packages'),
      set: inputs.text('set'),
      spec: inputs.text('spec'),
      workspace: context.workspace,
      by: context.actor,
      run: context.run,
      now: clock().toISOString(),
    })
    return { document, text: renderPromotionText(document), exit: document.answer === 'yes' ? 0 : 1 }
  },
}
