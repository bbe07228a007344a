import type { Command } from './command.ts'

export const unpin: Command = {
  name: 'unpin',
  summary: 'Let a service be promoted again that a rollback restored',
  words: [
    { name: 'environment', description: 'The environment', required: true },
    { name: 'service', description: 'The service whose pin is released', required: true },
  ],
  options: [],
  run: async ({ inputs, store }) => {
    const operating = await import('@towpath/steps/operating')
    const asked = { environment: inputs.required('environment'), service: inputs.required('service') }
    const document = await operating.unpin(store, asked)
    return { document, text: `${document.service} in ${document.environment} is no longer pinned` }
  },
}
