import { renderHistoryText } from '@towpath/environment'
import { CliFault } from '../cli-fault.ts'
import type { Command, CommandInputs } from './command.ts'

export const history: Command = {
  name: 'history',
  summary: 'Show who changed an environment, from where, why, and what came of it',
  words: [{ name: 'environment', description: 'The environment', required: true }],
  options: [
    { name: 'service', description: 'Only what changed this service', value: 'name' },
    { name: 'limit', description: 'How many revisions at most (default: 20)', value: 'number' },
  ],
  run: async ({ inputs, store }) => {
    const operating = await import('@towpath/steps/operating')
    const service = inputs.text('service')
    const asked = { environment: inputs.required('environment'), service, limit: readLimit(inputs) }
    const document = await operating.history(store, asked)
    const text = renderHistoryText(document.environment, document.entries)
    const nothing = service === null ? 'it has no revision yet' : `no revision changed ${service}`
    return { document, text: text === '' ? `${document.environment}: ${nothing}` : text }
  },
}

function readLimit(inputs: CommandInputs): number {
  const text = inputs.text('limit') ?? '20'
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new CliFault('usage', {
    where: 'towpath history --limit',
    expected: 'a whole number from 1',
    found: `\`${text}\``,
  })
}
