import { contracts, type StepName } from '@towpath/steps'
import type { Command } from './commands/command.ts'
import { commonOptions, renderUsage } from './commands/command-inputs.ts'
import { commands } from './commands/index.ts'

const further = [
  { name: 'demo', summary: 'Deliver the example shop on this machine (--keep leaves it running)' },
  { name: 'stop', summary: 'End everything that an embedded root runs (--root <folder>)' },
  { name: 'help', summary: 'This text; `towpath <command> --help` shows its options' },
]

/** What `towpath` and `towpath help` say. */
export function renderHelp(): string {
  const width = Math.max(...knownNames().map(({ length }) => length))
  const steps = stepNames().map((step) => `  ${step.padEnd(width)} ${contracts[step].description}`)
  return `${[
    'towpath <command> [--option value …]',
    '',
    'The steps, with the inputs of their action.yml as options:',
    ...steps,
    '',
    'Further commands:',
    ...[...commands, ...further].map(({ name, summary }) => `  ${name.padEnd(width)} ${summary}`),
  ].join('\n')}\n`
}

export function renderStepHelp(step: StepName): string {
  const { description, inputs, outputs } = contracts[step]
  const options = Object.entries(inputs).map(([name, input]) => {
    const standing = input.required
      ? ' (required)'
      : input.default && !input.default.includes('${{')
        ? ` (default: ${input.default})`
        : ''
    return `  --${name.padEnd(22)} ${input.description}${standing}`
  })
  return `${[`towpath ${step}`, description, '', 'Options:', ...options, '', `Prints with --json: ${Object.keys(outputs).join(', ')}`].join('\n')}\n`
}

export function renderCommandHelp(command: Command): string {
  const words = command.words.map(({ name, description, required }) =>
    renderRow(`<${name}>`, `${description}${required ? ' (required)' : ''}`),
  )
  const options = [...command.options, ...commonOptions].map(({ name, value, description, required }) =>
    renderRow(`--${name}${value === null ? '' : ` <${value}>`}`, `${description}${required ? ' (required)' : ''}`),
  )
  return `${[renderUsage(command), command.summary, '', ...words, '', 'Options:', ...options].join('\n')}\n`
}

function renderRow(term: string, description: string): string {
  return `  ${term.padEnd(24)} ${description}`
}

/** All that may stand behind `towpath`. */
export function knownNames(): readonly string[] {
  return [...stepNames(), ...[...commands, ...further].map(({ name }) => name)]
}

/** `deliver` is the root action; the rest stand in actions/. */
export function stepNames(): readonly StepName[] {
  return Object.keys(contracts).filter((name): name is StepName => name in contracts)
}
