import type { StepIo } from '@towpath/step-io'
import { contracts } from './contracts.ts'
import type { InputName, StepInputs, StepName } from './step.ts'
import { StepFault } from './step-fault.ts'

interface InputContract {
  readonly required: boolean
  readonly default: string
}

/** Reads a step's inputs against its action.yml. What the contract marks "Not yet" is refused when it is given, never ignored. */
export function readInputs<Step extends StepName>(step: Step, io: StepIo): StepInputs<Step> {
  const contract: Readonly<Record<string, InputContract & { description: string }>> = contracts[step].inputs
  for (const [name, input] of Object.entries(contract)) {
    const given = io.input(name)
    const notYet = /Not yet: (.*)\.$/.exec(input.description)
    if (notYet !== null && given !== null && given !== input.default && !/`/.test(notYet[1] ?? '')) {
      throw new StepFault('not-yet', {
        where: `Input \`${name}\``,
        expected: 'nothing',
        found: 'a value',
        fix: `Not yet: ${notYet[1]}`,
      })
    }
  }
  const text = (name: InputName<Step>): string | null => io.input(name) ?? defaultOf(contract[name]?.default)
  const invalid = (name: string, expected: string, found: string | null): StepFault =>
    new StepFault('input-invalid', {
      where: `Input \`${name}\``,
      expected,
      found: found === null ? 'nothing' : `\`${found}\``,
    })
  return {
    text,
    required: (name) => {
      const value = text(name)
      if (value !== null) return value
      throw new StepFault('input-missing', {
        where: `Input \`${name}\``,
        expected: 'a value',
        found: 'nothing',
        fix: `Give \`${name}\` to the step`,
      })
    },
    flag: (name) => {
      const value = text(name)
      if (value === null || value === 'false') return false
      if (value === 'true') return true
      throw invalid(name, '`true` or `false`', value)
    },
    choice: (name, allowed) => {
      const value = text(name)
      const chosen = allowed.find((one) => one === value)
      if (chosen !== undefined) return chosen
      throw invalid(name, allowed.map((one) => `\`${one}\``).join(', '), value)
    },
    whole: (name) => {
      const value = text(name)
      if (value === null) return null
      if (/^\d{1,9}$/.test(value)) return Number(value)
      throw invalid(name, 'a whole number', value)
    },
  }
}

/** A default with an expression is the runner's to fill in; from a terminal it means nothing. */
function defaultOf(text: string | undefined): string | null {
  return text === undefined || text === '' || text.includes('${{') ? null : text
}
