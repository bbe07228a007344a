import { renderExplanationText } from '@towpath/environment'
import { CliFault } from '../cli-fault.ts'
import type { Command, CommandInputs } from './command.ts'

export const explain: Command = {
  name: 'explain',
  summary: "Show where each value of a service's config comes from, and what it overrode",
  words: [{ name: 'service', description: 'The service', required: true }],
  options: [
    { name: 'environment', description: 'The environment', value: 'name', required: true },
    { name: 'revision', description: 'As it is in this one (default: what is deployed)', value: 'number' },
    { name: 'spec', description: 'As this file would have it: `environments/staging.yaml`', value: 'path' },
  ],
  run: async ({ inputs, store, context }) => {
    const operating = await import('@towpath/steps/operating')
    const [environment, service] = [inputs.required('environment'), inputs.required('service')]
    const of = readWhich(inputs)
    const document = await operating.explain(store, { environment, service, of, workspace: context.workspace })
    const place = document.revision === null ? (document.spec ?? environment) : `${environment}@${document.revision}`
    return { document, text: renderExplanationText(service, place, document.releases) }
  },
}

function readWhich(inputs: CommandInputs) {
  const [path, number] = [inputs.text('spec'), inputs.text('revision')]
  if (path !== null && number === null) return { kind: 'spec', path } as const
  if (path === null && (number === null || /^[1-9]\d{0,8}$/.test(number))) {
    return { kind: 'revision', number: number === null ? null : Number(number) } as const
  }
  throw new CliFault('usage', {
    where: 'towpath explain',
    expected: '`--revision 42` or `--spec <path>`',
    found: path === null ? `\`--revision ${number}\`` : 'both',
  })
}
