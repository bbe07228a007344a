import { contracts, type StepName } from '@towpath/steps'

/** What `towpath` and `towpath help` say. */
export function renderHelp(): string {
  const steps = stepNames().map((step) => `  ${step.padEnd(10)} ${contracts[step].description}`)
  return `${[
    'towpath <command> [--option value …]',
    '',
    'The steps, with the inputs of their action.yml as options:',
    ...steps,
    '',
    'Further commands:',
    '  unpin      Let a service be promoted again that a rollback restored (--environment, --service)',
    '  demo       Deliver the example shop on this machine (--keep leaves it running)',
    '  stop       End everything that an embedded root runs (--root <folder>)',
    '  help       This text; `towpath <step> --help` shows its options',
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

/** `deliver` is the root action; the rest stand in actions/. */
export function stepNames(): readonly StepName[] {
  return Object.keys(contracts).filter((name): name is StepName => name in contracts)
}
